/** One Proxmox VE cluster, spoken to with an API token. */
@NullMarked
package homelab.integration.proxmox;

import org.jspecify.annotations.NullMarked;
