package homelab.loop.observe;

import homelab.model.Expectation;
import homelab.model.History;
import homelab.model.Observation;
import homelab.model.Snapshot;
import homelab.model.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An engine that went away. On its way out it sends the same kill, die and stop for every container as a person's
 * {@code docker stop} would; only its going away tells the two apart.
 */
final class EngineFall {
    /** Kills of everything within this time are the engine's own. */
    private static final Duration AT_ONCE = Duration.ofSeconds(5);
    /** The engine is gone, or was heard last, this soon after its last container ended. */
    private static final Duration SOON_GONE = Duration.ofSeconds(10);

    private final List<History> here;
    private final Instant at;
    private final Instant heardUntil;
    private final Self self;

    EngineFall(Snapshot snapshot, Observation.Event fell, Self self) {
        this.here = snapshot.histories().values().stream()
                .filter(history -> history.host().equals(fell.about()))
                .toList();
        this.at = fell.at();
        this.heardUntil = wasSeen(snapshot, fell) ? at : self.watchedUntil().orElse(at);
        this.self = self;
    }

    /** Until this process has seen the host, what is known of it is what the process before it heard last. */
    private static boolean wasSeen(Snapshot snapshot, Observation.Event fell) {
        return snapshot.sighting(fell.about())
                .filter(host -> host.state() != State.UNSEEN)
                .isPresent();
    }

    /** Histories as they are to be remembered now. */
    List<History> histories() {
        var own = endedByTheEngine();
        return Stream.concat(
                        own.stream().map(this::asFallen),
                        here.stream().filter(History::runs).map(this::shouldRun))
                .toList();
    }

    private List<History> endedByTheEngine() {
        var stopped = here.stream()
                .filter(history -> how(history) == History.How.BY_A_PERSON
                        && history.killed().isPresent())
                .filter(history -> history.isLeftAlone())
                .toList();
        var lastEnd = stopped.stream().map(EngineFall::endedAt).max(Instant::compareTo);
        if (lastEnd.isEmpty() || lastEnd.get().isBefore(heardUntil.minus(SOON_GONE))) return List.of();
        var lastKill = stopped.stream()
                .map(EngineFall::killedAt)
                .max(Instant::compareTo)
                .orElseThrow();
        var from = lastKill.minus(AT_ONCE);
        var spared = here.stream()
                .anyMatch(history -> history.runs() && killedAt(history).isBefore(from));
        if (spared && !stoppedTheAgentToo(lastKill)) return List.of();
        return stopped.stream()
                .filter(history -> !killedAt(history).isBefore(from))
                .toList();
    }

    /** Then nobody was left to hear how it went on, and those that were not killed yet were not spared. */
    private boolean stoppedTheAgentToo(Instant lastKill) {
        return here.stream()
                .filter(self::is)
                .flatMap(own -> own.killed().stream())
                .anyMatch(kill -> Duration.between(kill.at(), lastKill).abs().compareTo(AT_ONCE) <= 0);
    }

    private History asFallen(History history) {
        var ending = history.ending().orElseThrow();
        return shouldRun(history)
                .ended(new History.Ending(ending.run(), History.How.WITH_ITS_ENGINE, ending.exitCode(), ending.at()));
    }

    private History shouldRun(History history) {
        return history.expecting(
                Optional.of(new Expectation(history.id(), Expectation.Word.RAN_BEFORE_THE_ENGINE_FELL, at)));
    }

    private static History.How how(History history) {
        return history.ending().map(History.Ending::how).orElse(History.How.UNHEARD);
    }

    private static Instant endedAt(History history) {
        return history.ending().map(History.Ending::at).orElse(Instant.MIN);
    }

    private static Instant killedAt(History history) {
        return history.killed().map(History.Kill::at).orElse(Instant.MIN);
    }
}
