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
}
