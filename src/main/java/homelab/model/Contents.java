package homelab.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What an engine says that it keeps on its disk. */
public sealed interface Contents {
    /** When it was asked, by the agent's clock. */
    Instant at();

    /**
     * It could not or would not say.
     *
     * @param refused whoever stands before the engine does not let it be asked, so asking again is of no use
     */
    record Unlisted(Instant at, String why, boolean refused) implements Contents {}

    /**
     * What it said. Sizes are the engine's own; layers that images share are counted once for each in theirs.
     *
     * @param leftovers what nothing uses
     * @param volumes largest first; never removed
     * @param logs of containers whose log may grow without a limit, largest first
     */
    record Listed(Instant at, Sizes sizes, List<Leftover> leftovers, List<Volume> volumes, List<Log> logs)
            implements Contents {
        public Listed {
            leftovers = List.copyOf(leftovers);
            volumes = List.copyOf(volumes);
            logs = List.copyOf(logs);
        }
    }

    /** Bytes in all, of each sort. */
    record Sizes(long images, long containers, long volumes, long buildCache) {}

    /**
     * Something that nothing uses.
     *
     * @param id by which the engine removes exactly this
     * @param name for people; text from outside
     * @param bytes that its removal may free; an estimate
     * @param usedAt when it was made or last used, by the engine's clock
     * @param unusedSince when it was first listed as unused, by the agent's clock
     */
    record Leftover(Sort sort, String id, String name, long bytes, Instant usedAt, Instant unusedSince) {}

    /** Sorts of leftovers, and what removes them. */
    enum Sort {
        BUILD_CACHE(Action.CLEANUP_CACHE),
        /** An image that has lost its name to another, or never had one. */
        NAMELESS_IMAGE(Action.CLEANUP_CACHE),
        IMAGE(Action.CLEANUP_IMAGES),
        CONTAINER(Action.CLEANUP_CONTAINERS);

        private final Action action;

        Sort(Action action) {
            this.action = action;
        }

        public Action action() {
            return action;
        }
    }

    /** @param madeAt by the engine's clock */
    record Volume(String name, long bytes, Optional<Instant> madeAt, boolean used) {}

    /** @param bytes empty where the file cannot be seen */
    record Log(String container, Optional<Long> bytes) {}
}
