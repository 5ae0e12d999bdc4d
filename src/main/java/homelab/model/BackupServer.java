package homelab.model;

/**
 * A Proxmox Backup Server that answered.
 *
 * @param version of it; empty where it could not be asked
 */
public record BackupServer(String version) implements Detail {}
