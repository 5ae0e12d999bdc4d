/** A simulated homelab: a Docker engine behind a real socket, a Proxmox cluster, and scripts of what happens to them. */
@NullMarked
package homelab.lab;

import org.jspecify.annotations.NullMarked;
