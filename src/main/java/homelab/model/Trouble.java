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
    /** The engine cannot be seen. */
    ENGINE_UNSEEN,
    /** Nothing is wrong: a person wants something done. */
    ORDERED;

    /** True for what all feel who live in one network. */
    public boolean isOfANetwork() {
        return this == NETWORK_LOST || this == NETWORK_GONE;
    }
}
