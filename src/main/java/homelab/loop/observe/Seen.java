package homelab.loop.observe;

import homelab.model.Lineage;
import homelab.model.Resource;
import homelab.model.Snapshot;
import java.util.Set;

/**
 * What a look changed.
 *
 * @param touched resources to be judged again
 * @param gone resources that no longer exist
 * @param remembered lineages whose history is to be saved
 * @param forgotten lineages whose history is to be saved no longer
 */
public record Seen(
        Snapshot snapshot,
        Set<Resource.Id> touched,
        Set<Resource.Id> gone,
        Set<Lineage> remembered,
        Set<Lineage> forgotten) {}
