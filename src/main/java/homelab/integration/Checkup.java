package homelab.integration;

import java.util.function.Consumer;

/** Looks at one thing that is configured, whether it is as the agent needs it. Changes nothing. */
public interface Checkup {
    /** What the checks belong to, for people, such as {@code docker lab}. */
    String part();

    /**
     * Looks, within a few seconds, and hands over each check as soon as it is made; a failed look is itself a check.
     *
     * @param healing whether the agent may heal, and so needs the rights to
     */
    void look(boolean healing, Consumer<Check> checks);

    /** What is told when it did not come to its end in time. */
    default Check late() {
        return Check.unknown("the rest", "no answer in time", "see what hangs: the disk, or what is named here");
    }
}
