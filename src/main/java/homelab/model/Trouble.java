package homelab.model;

/** What sort of wrong a finding states. */
public enum Trouble {
    CRASHED,
    /** Killed for want of memory. */
    OUT_OF_MEMORY,
    UNHEALTHY,
    /** Somebody paused it, and it stays so. */
    PAUSED,
    /** It runs on in a network that ended when the container whose network it was started anew. */
    NETWORK_LOST,
    /** The container in whose network it lives no longer exists. */
    NETWORK_GONE,
    /** The engine's own policy restarts it over and over. */
    RESTART_LOOP,
    /** A job ended with an error. */
    JOB_FAILED,
    /** Down, and the events that would say why were lost. */
    DOWN_UNEXPLAINED,
    /** Did not come back after its engine did. */
    FELL_WITH_ENGINE,
    /** Much of a host fell within half a minute. */
    STORM,
    /** The disk that an engine keeps its data on is nearly full. */
    DISK_FILLING,
    /** The engine, Proxmox or a backup server cannot be seen. */
    ENGINE_UNSEEN,
    /** A node is offline, by the word of the others. */
    NODE_OFFLINE,
    /** Too few nodes of a cluster are left to decide anything. */
    QUORUM_LOST,
    /** Something has been at work on a guest for far too long. */
    LOCKED,
    /** High availability gave a guest up, or does not bring it back. */
    HA_GAVE_UP,
    /** More is used of it than its owner wants. */
    HIGH,
    /** Proxmox cannot use a storage. */
    STORAGE_INACTIVE,
    /** A system says itself that a part of it is not well. */
    REPORTED,
    CERTIFICATE_ENDS,
    /** The latest backup was checked and is not good. */
    BACKUP_BROKEN,
    BACKUP_FAILED,
    BACKUP_TOO_OLD,
    SNAPSHOT_TOO_OLD,
    /** What a cluster does by itself failed. */
    TASK_FAILED,
    /** Nothing is wrong: a person wants something done. */
    ORDERED;

    /** True for what says that something is down that ran before, and was not given up. */
    public boolean isAnEnd() {
        return this == CRASHED
                || this == OUT_OF_MEMORY
                || this == JOB_FAILED
                || this == DOWN_UNEXPLAINED
                || this == FELL_WITH_ENGINE;
    }

    /** True for what several may be in at once because of what they run on. */
    public boolean mayBeOfAStorm() {
        return this == CRASHED || this == OUT_OF_MEMORY || this == UNHEALTHY || this == DOWN_UNEXPLAINED;
    }

    /** True for what all feel who live in one network. */
    public boolean isOfANetwork() {
        return this == NETWORK_LOST || this == NETWORK_GONE;
    }
}
