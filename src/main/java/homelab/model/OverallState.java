package homelab.model;

/** How the whole homelab is. */
public enum OverallState {
    HEALTHY,
    /** Something is open or cannot be seen. */
    DEGRADED,
    /** An incident needs a person. */
    UNHEALTHY,
    /** A critical incident is open. */
    CRITICAL
}
