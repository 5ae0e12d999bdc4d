package homelab.model;

/** What an event says. */
public sealed interface What {
    /** The engine started it. */
    record Started() implements What {}

    /** The engine finished a restart that somebody asked for. */
    record Restarted() implements What {}

    record Died(int exitCode) implements What {}

    /**
     * Somebody sent a signal through the engine.
     *
     * @param stopping 9, 15 or the container's own stop signal, as opposed to HUP or USR1
     */
    record Killed(int signal, boolean stopping) implements What {}

    record OutOfMemory() implements What {}

    record HealthChanged(Detail.HealthCheck.Verdict verdict) implements What {}

    record Removed() implements What {}

    /** About a host: its engine closed the stream or refused the connection. What it told just before is to be doubted. */
    record EngineFell(String how) implements What {}

    /** About a host: some of what happened since the last heard event was not told. */
    record EventsLost() implements What {}
}
