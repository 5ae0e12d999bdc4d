package homelab.model;

/** What sort of thing a resource is. */
public enum Kind {
    /** A Docker engine together with the machine it runs on. */
    HOST,
    CONTAINER,
    /** A file system: that on which an engine keeps its data, the root of a node, or one within a guest. */
    DISK,
    /** Proxmox as it is seen through one of its nodes. */
    CLUSTER,
    /** A Proxmox Backup Server. */
    BACKUP_SERVER,
    NODE,
    /** A virtual machine. */
    VM,
    LXC,
    /** Where Proxmox keeps disks, images or backups; of a backup server a datastore. */
    STORAGE,
    /** The processors of a node or a guest. */
    CPU,
    /** The memory of a node or a guest. */
    MEMORY,
    /** What a node itself needs to run, such as its web server. */
    SERVICE,
    CERTIFICATE,
    /** A physical disk. */
    DRIVE,
    /** Several disks that are used as one, such as one of ZFS or Ceph. */
    POOL,
    /** All backups of one guest; of a backup server, what is found in a datastore, or done to it. */
    BACKUP,
    /** All snapshots of one guest. */
    SNAPSHOT;

    /** True for what is seen as a whole, by a source of its own. */
    public boolean isAHost() {
        return this == HOST || this == CLUSTER || this == BACKUP_SERVER;
    }

    /** True for what Proxmox runs. */
    public boolean isAGuest() {
        return this == VM || this == LXC;
    }

    /** True for what is spoken of in the plural: processors, backups, snapshots. */
    public boolean isPlural() {
        return this == CPU || this == BACKUP || this == SNAPSHOT;
    }

    /** True for what other things run on and fall with. */
    public boolean carriesOthers() {
        return isAHost() || this == NODE;
    }
}
