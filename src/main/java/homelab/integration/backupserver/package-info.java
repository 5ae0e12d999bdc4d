/** One Proxmox Backup Server, spoken to with an API token. Nothing in here changes anything. */
@NullMarked
package homelab.integration.backupserver;

import org.jspecify.annotations.NullMarked;
