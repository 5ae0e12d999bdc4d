/** A simulated Proxmox Backup Server behind a real HTTPS port. It knows nothing of the agent. */
@NullMarked
package homelab.lab.backupserver;

import org.jspecify.annotations.NullMarked;
