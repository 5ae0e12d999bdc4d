package homelab.loop;

import homelab.model.Dependency;
import homelab.model.Detail;
import homelab.model.Detail.HealthCheck.Verdict;
import homelab.model.State;
import homelab.model.Wishes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A container of the simulated host. */
final class Box {
    final String name;
    String id;
    State state = State.RUNNING;
    int exitCode;
    boolean oomKilled;
    Optional<Instant> startedAt = Optional.empty();
    Optional<Instant> finishedAt = Optional.empty();
    boolean checked;
    Verdict verdict = Verdict.STARTING;
    int restartCount;
    Detail.RestartPolicy policy = Detail.RestartPolicy.NO;
    boolean job;
    Wishes wishes = Wishes.NONE;
    List<Dependency> needs = List.of();
    /** What {@code /srv/NAME} lies on; blank: mounted, on nothing that can be seen. */
    Optional<String> mountedOn = Optional.empty();
    /** A restart stops it and then cannot start it again. */
    boolean breaksOnRestart;
    /** Of a Compose project, by its labels. */
    Optional<String> service = Optional.empty();
    /** What happens after a start: nothing, or it ends again. */
    Optional<Duration> diesAfter = Optional.empty();

    Box(String name) {
        this.name = name;
        this.id = name + "-1";
    }
}
