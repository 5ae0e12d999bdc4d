package homelab.model;

import java.util.List;

/**
 * Anything that can be healthy or not.
 *
 * @param id what actions name; never reused by another thing
 * @param lineage what it is remembered by
 * @param name for people; text from outside
 * @param host what it is seen through: its engine, or its cluster; such a one is its own
 * @param dependsOn what must run before it
 * @param wishes what its owner asked for by label
 */
public record Resource(
        Id id, Lineage lineage, Kind kind, String name, Id host, List<Dependency> dependsOn, Wishes wishes) {

    public Resource {
        dependsOn = List.copyOf(dependsOn);
    }

    /** An immutable identity: a full container id, {@code docker:<name>} for an engine, {@code 100@<cluster>} for a guest. */
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

    /** True when {@code other} is something that this resource needs. Names hold on one host only, ids everywhere. */
    public boolean needs(Resource other) {
        return !other.id.equals(id)
                && dependsOn.stream()
                        .filter(need -> need.when() != Dependency.When.OF)
                        .filter(need -> other.host.equals(host) || need.when() == Dependency.When.ON)
                        .anyMatch(need -> need.isMetBy(other));
    }

    /** What it falls with: the node of a guest, else its host. */
    public Id fallsWith() {
        return kind.isAGuest() ? runsOn() : host;
    }

    /** What it is on, or a part of: the node of a guest, the guest of an engine; where there is none, its host. */
    public Id runsOn() {
        return dependsOn.stream()
                .filter(need -> need.when() == Dependency.When.ON || need.when() == Dependency.When.OF)
                .findFirst()
                .map(need -> new Id(need.name()))
                .orElse(host);
    }
}
