package homelab.loop;

import homelab.model.Contents;
import homelab.model.Contents.Leftover;
import homelab.model.Contents.Sort;
import homelab.model.Disk;
import homelab.model.Kind;
import homelab.model.Lineage;
import homelab.model.Observation;
import homelab.model.Resource;
import homelab.model.State;
import homelab.model.Wishes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A disk of a thousand bytes, and what lies on it. */
final class SimulatedDisk {
    static final Resource.Id ID = new Resource.Id(SimulatedHost.ID + "/disk");
    private static final Resource DISK = new Resource(
            ID, Lineage.named("engine-1", "/disk"), Kind.DISK, "disk of vm", SimulatedHost.ID, List.of(), Wishes.NONE);
    private static final long SIZE = 1000;

    private final ManualClock clock;
    private final List<Leftover> leftovers = new ArrayList<>();
    private final Map<String, Instant> unusedSince = new HashMap<>();
    private Contents contents = new Contents.Unlisted(Instant.EPOCH, "it was not listed yet", false);
    private Optional<String> refusal = Optional.empty();
    private long used;
    private boolean visible = true;

    SimulatedDisk(ManualClock clock) {
        this.clock = clock;
    }

    /** So many percent of it hold something that is not Docker's. */
    SimulatedDisk others(int percent) {
        used += percent * SIZE / 100;
        return this;
    }

    /** So many percent of it hold something that nothing uses; each is younger than the one before. */
    SimulatedDisk leftover(Sort sort, String name, int percent) {
        return leftover(sort, name, percent * SIZE / 100);
    }

    /** A byte of build cache that nothing uses. */
    SimulatedDisk piece(String name) {
        return leftover(Sort.BUILD_CACHE, name, 1L);
    }

    private SimulatedDisk leftover(Sort sort, String name, long bytes) {
        used += bytes;
        var age = ManualClock.START.minusSeconds(1000L - leftovers.size());
        leftovers.add(new Leftover(sort, name, name, bytes, age, age));
        return this;
    }

    void isUsedAgain(String name) {
        leftovers.removeIf(one -> one.id().equals(name));
    }

    void hides() {
        visible = false;
    }

    void refusesToList(String why) {
        refusal = Optional.of(why);
    }

    void lists() {
        refusal = Optional.empty();
    }

    /** False when it was gone. */
    boolean remove(String id) {
        var found = leftovers.stream().filter(one -> one.id().equals(id)).findFirst();
        found.ifPresent(one -> {
            leftovers.remove(one);
            used -= one.bytes();
        });
        return found.isPresent();
    }

    Observation.Health measured() {
        var full = visible ? Optional.of(new Disk.Fullness(SIZE, SIZE - used)) : Optional.<Disk.Fullness>empty();
        var disk = new Disk(Disk.Marks.DEFAULT, full, visible ? "" : "it is another machine's", contents);
        var state = disk.isOverWarning() ? State.UNHEALTHY : State.RUNNING;
        if (disk.isOverWarning() && contents.at().equals(Instant.EPOCH)) return listed();
        return new Observation.Health(DISK, clock.instant(), state, disk);
    }

    Observation.Health listed() {
        var now = clock.instant();
        var unused = leftovers.stream()
                .map(one -> new Leftover(
                        one.sort(),
                        one.id(),
                        one.name(),
                        one.bytes(),
                        one.usedAt(),
                        unusedSince.computeIfAbsent(one.id(), ignored -> now)))
                .toList();
        contents = refusal.<Contents>map(why -> new Contents.Unlisted(now, why, why.contains("403")))
                .orElseGet(() ->
                        new Contents.Listed(now, new Contents.Sizes(300, 0, 100, 100), unused, List.of(), List.of()));
        return measured();
    }
}
