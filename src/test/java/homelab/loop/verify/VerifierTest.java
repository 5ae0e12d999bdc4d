package homelab.loop.verify;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Action;
import homelab.model.Detail;
import homelab.model.Detail.HealthCheck;
import homelab.model.Incident;
import homelab.model.Intent;
import homelab.model.Kind;
import homelab.model.Lineage;
import homelab.model.Outcome;
import homelab.model.Resource;
import homelab.model.Sighting;
import homelab.model.Snapshot;
import homelab.model.State;
import homelab.model.Step;
import homelab.model.Wishes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** That a call was answered heals nothing: only looks over the settle time do. Times are seconds after the answer. */
class VerifierTest {
    private static final Instant ANSWERED = Instant.parse("2026-01-01T12:00:00Z");
    private static final Resource.Id HOST = new Resource.Id("docker:vm");

    private State state = State.RUNNING;
    private Optional<Instant> startedAt = Optional.of(ANSWERED);
    private Optional<HealthCheck> health = Optional.empty();
    private int since;
    private int lookedAt;
    private Optional<String> hostUnseen = Optional.empty();

    @Test
    void what_has_no_health_check_must_run_for_the_settle_time() {
        lookedAt = 29;
        assertThat(at(29)).isEqualTo(until(30));

        lookedAt = 30;
        assertThat(at(30)).isEqualTo(new Watch.Over(new Outcome.Recovered("it has run for 30 s")));
    }

    @Test
    void the_settle_time_counts_from_when_it_was_seen_to_run() {
        since = 12;
        lookedAt = 41;

        assertThat(at(41)).isEqualTo(until(42));
    }

    @Test
    void an_old_look_proves_nothing() {
        lookedAt = 5;

        assertThat(at(45)).isEqualTo(until(30));
    }

    @Test
    void what_has_a_health_check_must_be_healthy_for_ten_seconds() {
        health = check(HealthCheck.Verdict.HEALTHY);
        since = 7;
        lookedAt = 16;
        assertThat(at(16)).isEqualTo(until(17));

        lookedAt = 17;
        assertThat(at(17)).isEqualTo(new Watch.Over(new Outcome.Recovered("its health check has passed for 10 s")));
    }

    @Test
    void what_is_not_healthy_half_a_minute_after_it_must_have_spoken_has_not_changed() {
        health = check(HealthCheck.Verdict.STARTING);
        state = State.STARTING;
        lookedAt = 119;
        assertThat(at(119)).isEqualTo(until(120));

        lookedAt = 120;
        assertThat(at(120))
                .isEqualTo(new Watch.Over(new Outcome.Unchanged("its health check has not passed within 120 s")));
    }

    @Test
    void what_is_still_unhealthy_has_not_changed() {
        health = check(HealthCheck.Verdict.UNHEALTHY);
        state = State.UNHEALTHY;
        lookedAt = 3;

        assertThat(at(3)).isEqualTo(new Watch.Over(new Outcome.Unchanged("its health check still fails: no")));
    }

    @Test
    void what_runs_as_before_the_call_did_not_start() {
        startedAt = Optional.of(ANSWERED.minusSeconds(600));
        lookedAt = 30;

        assertThat(at(30)).isEqualTo(new Watch.Over(new Outcome.Unchanged("it did not start")));
    }

    @Test
    void what_fell_again_was_not_healed() {
        state = State.STOPPED;
        lookedAt = 20;

        assertThat(at(20)).isEqualTo(new Watch.Over(new Outcome.Unchanged("it ended again with exit code 1")));
    }

    @Test
    void what_cannot_be_seen_is_neither_healed_nor_failed() {
        hostUnseen = Optional.of("no answer");
        assertThat(at(45)).isEqualTo(until(600));

        assertThat(at(600)).isEqualTo(new Watch.Over(new Outcome.Unknown("it could not be seen for 10 min")));
    }

    private static Watch until(int second) {
        return new Watch.Until(ANSWERED.plusSeconds(second));
    }

    private static Optional<HealthCheck> check(HealthCheck.Verdict verdict) {
        return Optional.of(new HealthCheck(verdict, 1, "no", Duration.ofSeconds(90)));
    }

    private Watch at(int second) {
        var id = new Resource.Id("web-1");
        var lineage = Lineage.named("engine-1", "web");
        var resource = new Resource(id, lineage, Kind.CONTAINER, "web", HOST, List.of(), Wishes.NONE);
        var host = new Resource(HOST, Lineage.named("engine-1", "vm"), Kind.HOST, "vm", HOST, List.of(), Wishes.NONE);
        var detail = new Detail.Container(
                1,
                false,
                startedAt,
                Optional.empty(),
                "",
                health,
                0,
                Detail.RestartPolicy.NO,
                Optional.empty(),
                List.of(),
                false);
        var snapshot = Snapshot.EMPTY
                .with(new Sighting(
                        host,
                        State.RUNNING,
                        new Detail.Engine("engine-1", "20.10", true),
                        ANSWERED,
                        ANSWERED,
                        List.of(),
                        hostUnseen))
                .with(new Sighting(
                        resource,
                        state,
                        detail,
                        ANSWERED.plusSeconds(lookedAt),
                        ANSWERED.plusSeconds(since),
                        List.of(),
                        Optional.empty()));
        var intent = new Intent(
                new Intent.Id("INC-1.1"),
                new Incident.Id(1),
                new Step(0, Action.CONTAINER_START, id, lineage, "web", Set.of()),
                State.STOPPED,
                Optional.of(ANSWERED.minusSeconds(600)),
                Optional.empty(),
                Duration.ofSeconds(10),
                1,
                ANSWERED.minusSeconds(1),
                ANSWERED.plusSeconds(39));
        return new Verifier(Duration.ofSeconds(30))
                .judge(intent, resource.host(), snapshot, ANSWERED, ANSWERED.plusSeconds(second));
    }
}
