package homelab.model;

/** How a resource was last seen. */
public enum State {
    RUNNING,
    /** Runs, and its health check has not yet said anything. */
    STARTING,
    /** Runs, and its own health check says that it does not work. */
    UNHEALTHY,
    /** Its engine's own restart policy is starting it again. */
    RESTARTING,
    PAUSED,
    STOPPED,
    /** Made, never started. */
    CREATED,
    /** Half removed by its engine. */
    DEAD,
    /** It could not be looked at. Says nothing about its health. */
    UNSEEN;

    /** True for what has a living process. */
    public boolean runs() {
        return this == RUNNING || this == STARTING || this == UNHEALTHY || this == PAUSED;
    }

    /** True for what was seen not to run. */
    public boolean isDown() {
        return this == STOPPED || this == DEAD;
    }
}
