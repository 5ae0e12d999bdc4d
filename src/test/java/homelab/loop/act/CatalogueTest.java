package homelab.loop.act;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Action;
import homelab.model.Detail;
import homelab.model.Incident;
import homelab.model.Intent;
import homelab.model.Kind;
import homelab.model.Lineage;
import homelab.model.Resource;
import homelab.model.Risk;
import homelab.model.Sighting;
import homelab.model.State;
import homelab.model.Step;
import homelab.model.Wishes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "CONTAINER_START, STOPPED, 9, false, LOW",
        "CONTAINER_START, STOPPED, 0, true, MEDIUM",
        "CONTAINER_RESTART, UNHEALTHY, 0, false, LOW",
        "CONTAINER_RESTART, UNHEALTHY, 1, false, MEDIUM",
        "CONTAINER_RESTART, UNHEALTHY, 2, false, HIGH",
        "CONTAINER_RESTART, UNHEALTHY, 0, true, MEDIUM",
        "CONTAINER_RESTART, UNHEALTHY, 1, true, HIGH",
        "CONTAINER_RESTART, UNHEALTHY, 2, true, HIGH"
    })
    void the_risk_is_what_may_be_taken_down_and_how_much_its_owner_minds(
            Action action, State state, int runningDependants, boolean critical, Risk risk) {
        var wishes = new Wishes(false, Optional.empty(), false, critical, Optional.empty(), Optional.empty());

        assertThat(Catalogue.risk(action, sighting(state, wishes, Optional.of(NOW)), runningDependants))
                .isEqualTo(risk);
    }

    @ParameterizedTest
    @CsvSource({
        "STOPPED, true, false",
        "CREATED, true, false",
        "RUNNING, false, true",
        "STARTING, false, true",
        "UNHEALTHY, false, true",
        "RESTARTING, false, false",
        "PAUSED, false, false",
        "DEAD, false, false",
        "UNSEEN, false, false"
    })
    void an_action_has_its_place_in_few_states(State state, boolean start, boolean restart) {
        var target = sighting(state, Wishes.NONE, Optional.of(NOW));

        assertThat(Catalogue.obstacle(step(Action.CONTAINER_START), target).isEmpty())
                .isEqualTo(start);
        assertThat(Catalogue.obstacle(step(Action.CONTAINER_RESTART), target).isEmpty())
                .isEqualTo(restart);
    }

    @ParameterizedTest
    @CsvSource({", 10", "1, 1", "60, 60", "540, 540", "565, 540", "3600, 540"})
    void a_stop_may_take_as_long_as_its_owner_says_but_never_outlast_the_lease(Integer wished, int seconds) {
        var wishes = new Wishes(
                false,
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                Optional.ofNullable(wished).map(Duration::ofSeconds));

        assertThat(Catalogue.mayTake(Action.CONTAINER_RESTART, sighting(State.RUNNING, wishes, Optional.of(NOW))))
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void a_call_is_over_half_a_minute_after_the_stop_timeout() {
        assertThat(Catalogue.deadline(NOW, Duration.ofSeconds(10))).isEqualTo(NOW.plusSeconds(40));
    }

    @Test
    void it_happened_if_the_target_has_another_start_than_before() {
        var before = Optional.of(NOW.minusSeconds(60));

        assertThat(Catalogue.happened(intent(before), sighting(State.RUNNING, Wishes.NONE, Optional.of(NOW))))
                .isTrue();
        assertThat(Catalogue.happened(intent(before), sighting(State.STOPPED, Wishes.NONE, Optional.of(NOW))))
                .isTrue();
        assertThat(Catalogue.happened(intent(Optional.empty()), sighting(State.RUNNING, Wishes.NONE, before)))
                .isTrue();
        assertThat(Catalogue.happened(intent(before), sighting(State.RUNNING, Wishes.NONE, before)))
                .isFalse();
        assertThat(Catalogue.happened(intent(before), sighting(State.STOPPED, Wishes.NONE, Optional.empty())))
                .isFalse();
    }

    private static Step step(Action action) {
        return new Step(0, action, new Resource.Id("web-1"), Lineage.named("engine-1", "web"), "web", Set.of());
    }

    private static Intent intent(Optional<Instant> startedBefore) {
        var step = step(Action.CONTAINER_START);
        return new Intent(
                new Intent.Id("INC-1.1"),
                new Incident.Id(1),
                step,
                State.STOPPED,
                startedBefore,
                Optional.empty(),
                Duration.ofSeconds(10),
                1,
                NOW,
                NOW.plusSeconds(40));
    }

    private static Sighting sighting(State state, Wishes wishes, Optional<Instant> startedAt) {
        var resource = new Resource(
                new Resource.Id("web-1"),
                Lineage.named("engine-1", "web"),
                Kind.CONTAINER,
                "web",
                new Resource.Id("docker:vm"),
                List.of(),
                wishes);
        var detail = new Detail.Container(
                0,
                false,
                startedAt,
                Optional.empty(),
                "",
                Optional.empty(),
                0,
                Detail.RestartPolicy.NO,
                Optional.empty(),
                List.of(),
                false);
        return new Sighting(resource, state, detail, NOW, NOW, List.of(), Optional.empty());
    }
}
