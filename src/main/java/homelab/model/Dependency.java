package homelab.model;

/**
 * A need of one resource for another on the same host.
 *
 * @param project the Compose project of the needed service; empty when {@code name} is a name or an id
 * @param name the needed service, container name or container id
 * @param when how far the other must have come
 */
public record Dependency(String project, String name, When when) {
    /** How far the needed one must have come before the one that needs it may start. */
    public enum When {
        STARTED,
        HEALTHY,
        /** The needed one is a job: it must have ended with 0. */
        COMPLETED,
        /** It lives in the other's network, which ends with each run of the other. */
        NETWORK
    }

    public boolean isMetBy(Resource other) {
        if (!project.isEmpty())
            return other.lineage().project().equals(project)
                    && other.lineage().name().equals(name);
        return other.name().equals(name) || other.id().value().equals(name);
    }
}
