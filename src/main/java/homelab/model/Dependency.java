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
        NETWORK,
        /** It is on the other: a guest on its node, an engine in its guest. The other is named by its id. */
        ON,
        /** It is a part of the other, or says something about it: the memory of a node, the backups of a guest. No need. */
        OF
    }

    /** That it is on the other, or a part of it, by the other's id. */
    public static Dependency by(Resource.Id other, When when) {
        return new Dependency("", other.value(), when);
    }

    public boolean isMetBy(Resource other) {
        if (!project.isEmpty())
            return other.lineage().project().equals(project)
                    && other.lineage().name().equals(name);
        var byName = when != When.ON && when != When.OF && other.name().equals(name);
        return byName || other.id().value().equals(name);
    }
}
