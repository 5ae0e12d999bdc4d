/** A simulated Proxmox VE cluster behind a real HTTPS port: nodes, guests, tasks, storages, HA, and who may see what. */
@NullMarked
package homelab.lab.proxmox;

import org.jspecify.annotations.NullMarked;
