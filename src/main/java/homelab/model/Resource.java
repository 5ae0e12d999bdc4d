package homelab.model;

import java.util.List;

/**
 * Anything that can be healthy or not.
 *
 * @param id what actions name; never reused by another thing
 * @param lineage what it is remembered by
 * @param name for people; text from outside
 * @param host what it runs on; a host is its own
 * @param dependsOn what must run before it
 * @param wishes what its owner asked for by label
 */
public record Resource(
        Id id, Lineage lineage, Kind kind, String name, Id host, List<Dependency> dependsOn, Wishes wishes) {

    public Resource {
        dependsOn = List.copyOf(dependsOn);
    }

    /** An immutable identity: a full container id, or {@code docker:<name>} for an engine. */
    public record Id(String value) implements Comparable<Id> {
        public Id {
            if (value.isBlank()) throw new IllegalArgumentException("a resource id must not be blank");
        }

        @Override
        public int compareTo(Id other) {
            return value.compareTo(other.value);
        }

        @Override
        public String toString() {
            return value;
        }
    }

    /** The same, remembered by another lineage than its labels say. */
    public Resource rememberedBy(Lineage other) {
        return new Resource(id, other, kind, name, host, dependsOn, wishes);
    }

    /** True when {@code other} is something that this resource needs. */
    public boolean needs(Resource other) {
        return !other.id.equals(id)
                && other.host.equals(host)
                && dependsOn.stream().anyMatch(need -> need.isMetBy(other));
    }
}
