package homelab.model;

/**
 * What a resource is remembered by when it is recreated under a new id.
 *
 * @param home the engine or cluster it lives on, by that system's own id
 * @param project the Compose project, or empty for what has none
 * @param name the Compose service, or the resource's own name where there is no project
 * @param number the container number within the service; 0 where there is no project
 */
public record Lineage(String home, String project, String name, int number) {
    public static Lineage named(String home, String name) {
        return new Lineage(home, "", name, 0);
    }

    /** A stable text, fit for a database key. */
    public String key() {
        return home + "/" + project + "/" + name + "/" + number;
    }
}
