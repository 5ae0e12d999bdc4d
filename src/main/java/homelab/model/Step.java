package homelab.model;

import java.util.Set;

/**
 * One catalogued action on one frozen id.
 *
 * @param after indexes of the steps that must have come to run before this one begins
 */
public record Step(int index, Action action, Resource.Id target, Lineage lineage, String name, Set<Integer> after) {
    public Step {
        after = Set.copyOf(after);
    }
}
