package homelab.lab.proxmox;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A guest as it is set up. */
public record GuestPlan(
        int vmid,
        Kind kind,
        String name,
        String node,
        int cores,
        long memory,
        long disk,
        Set<Trait> traits,
        List<String> tags,
        Optional<String> pool) {

    /** What not every guest is. */
    public enum Trait {
        /** It starts with its node. */
        ONBOOT,
        /** The guest agent is configured, and answers. */
        AGENT,
        /** HA runs it. */
        HA,
        TEMPLATE,
        /** It is not running when all begins. */
        STOPPED
    }

    public GuestPlan {
        traits = Set.copyOf(traits);
        tags = List.copyOf(tags);
    }

    public static GuestPlan vm(int vmid, String name, String node) {
        return plain(vmid, Kind.QEMU, name, node);
    }

    public static GuestPlan lxc(int vmid, String name, String node) {
        return plain(vmid, Kind.LXC, name, node);
    }

    private static GuestPlan plain(int vmid, Kind kind, String name, String node) {
        return new GuestPlan(vmid, kind, name, node, 2, 4L << 30, 32L << 30, Set.of(), List.of(), Optional.empty());
    }

    public GuestPlan with(Trait... more) {
        var all = EnumSet.noneOf(Trait.class);
        all.addAll(traits);
        all.addAll(Arrays.asList(more));
        return new GuestPlan(vmid, kind, name, node, cores, memory, disk, all, tags, pool);
    }

    /** @param size of each, in GiB */
    public GuestPlan sized(int cpus, int gib, int size) {
        return new GuestPlan(vmid, kind, name, node, cpus, (long) gib << 30, (long) size << 30, traits, tags, pool);
    }

    public GuestPlan tagged(String... words) {
        return new GuestPlan(vmid, kind, name, node, cores, memory, disk, traits, List.of(words), pool);
    }

    public GuestPlan in(String poolName) {
        return new GuestPlan(vmid, kind, name, node, cores, memory, disk, traits, tags, Optional.of(poolName));
    }

    boolean is(Trait trait) {
        return traits.contains(trait);
    }
}
