package homelab.model;

import java.util.Optional;

/**
 * The file system on which an engine keeps its data.
 *
 * @param fullness empty where it cannot be seen
 * @param unmeasured why it cannot be seen, as a sentence with its cure; empty where it can
 */
public record Disk(Marks marks, Optional<Fullness> fullness, String unmeasured, Contents contents) implements Detail {

    /** True when it is filled to its warning mark or beyond. */
    public boolean isOverWarning() {
        return fullness.filter(now -> now.percent() >= marks.warning()).isPresent();
    }

    /** True when it is filled to its clear mark or beyond. */
    public boolean isOverClear() {
        return fullness.filter(now -> now.percent() >= marks.clear()).isPresent();
    }

    /**
     * Where a disk's owner draws the lines, in percent.
     *
     * @param warning from here on it is filling
     * @param critical from here on it may be full any moment
     * @param clear below this it is well again
     */
    public record Marks(int warning, int critical, int clear) {
        public static final Marks DEFAULT = new Marks(85, 95, 80);

        public Marks {
            if (clear < 1 || clear >= warning || warning >= critical || critical > 100)
                throw new IllegalArgumentException("the marks of a disk must rise from clear over warning to critical,"
                        + " between 1 % and 100 %, but are " + clear + " %, " + warning + " % and " + critical + " %");
        }
    }

    /**
     * How full it was when it was measured.
     *
     * @param size bytes that can be used in all: without what the file system keeps for root
     * @param free bytes
     */
    public record Fullness(long size, long free) {
        public Fullness {
            if (size <= 0 || free < 0 || free > size)
                throw new IllegalArgumentException(free + " of " + size + " bytes cannot be free");
        }

        /** Rounded up, as df does: what is shown as 84 % has not reached 85 %. */
        public int percent() {
            return Math.toIntExact((long) Math.ceil((size - free) * 100.0 / size));
        }

        public long used() {
            return size - free;
        }

        /** Bytes that must go until it is filled to less than this. */
        public long over(int percent) {
            return Math.max(0, used() - (long) Math.floor(size * ((percent - 1) / 100.0)));
        }

        /** {@code 91 % full (9.1 of 10 GiB)}. */
        public String words() {
            return percent() + " % full (" + Bytes.words(used()) + " of " + Bytes.words(size) + ")";
        }
    }
}
