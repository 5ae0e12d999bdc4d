package homelab.model;

import java.util.Optional;
import java.util.Set;

/**
 * One catalogued action on one frozen id.
 *
 * @param target what the call names: a resource, or a leftover on a disk
 * @param lineage of the subject
 * @param after indexes of the steps that must have come to run before this one begins
 * @param on the disk that a leftover lies on; empty where the target is a resource of its own
 */
public record Step(
        int index,
        Action action,
        Resource.Id target,
        Lineage lineage,
        String name,
        Set<Integer> after,
        Optional<Resource.Id> on) {
    public Step {
        after = Set.copyOf(after);
    }

    public Step(int index, Action action, Resource.Id target, Lineage lineage, String name, Set<Integer> after) {
        this(index, action, target, lineage, name, after, Optional.empty());
    }

    /** The resource that is judged before the step, and looked at after it. */
    public Resource.Id subject() {
        return on.orElse(target);
    }
}
