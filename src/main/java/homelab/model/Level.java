package homelab.model;

import java.time.Duration;

/**
 * How much is used of something that has an end: processors, memory, a disk, a storage.
 *
 * @param percent 0 to 100, or more where Proxmox counts that way
 * @param words for people, such as {@code 92 % full (84 GiB of 91 GiB)}
 */
public record Level(double percent, String words, Marks marks) implements Detail {
    /**
     * Where its owner draws the lines, in percent.
     *
     * @param lasting how long it must be beyond one before anybody is told
     */
    public record Marks(int raise, int critical, int clear, Duration lasting) {
        public Marks {
            if (clear < 1 || clear >= raise || raise >= critical || critical > 100)
                throw new IllegalArgumentException("the marks must rise from clear over raise to critical, between 1 %"
                        + " and 100 %, but are " + clear + " %, " + raise + " % and " + critical + " %");
            if (lasting.isNegative()) throw new IllegalArgumentException("for must not be less than nothing");
        }
    }

    public boolean isRaised() {
        return percent >= marks.raise();
    }

    public boolean isCritical() {
        return percent >= marks.critical();
    }

    /** Not yet under the mark where a trouble ends. */
    public boolean isOverClear() {
        return percent >= marks.clear();
    }

    /** As a look shows it. */
    public State state() {
        return isRaised() ? State.UNHEALTHY : State.RUNNING;
    }
}
