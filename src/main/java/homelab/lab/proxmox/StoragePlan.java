package homelab.lab.proxmox;

import java.util.List;
import java.util.Optional;

/**
 * A storage as it is set up.
 *
 * @param type as the API spells it: dir, nfs, pbs, lvmthin, zfspool
 * @param content as the API spells it: images, rootdir, backup, iso
 * @param node the only one that has it; empty: all
 */
public record StoragePlan(
        String name, String type, List<String> content, long size, boolean shared, Optional<String> node) {
    public StoragePlan {
        content = List.copyOf(content);
    }

    /** A directory on each node. */
    public static StoragePlan local(String name, int gib, String... content) {
        return new StoragePlan(name, "dir", List.of(content), (long) gib << 30, false, Optional.empty());
    }

    /** On the network, seen by all. */
    public static StoragePlan shared(String name, String type, int gib, String... content) {
        return new StoragePlan(name, type, List.of(content), (long) gib << 30, true, Optional.empty());
    }

    public StoragePlan on(String only) {
        return new StoragePlan(name, type, content, size, shared, Optional.of(only));
    }
}
