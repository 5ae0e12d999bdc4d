package homelab.loop.decide;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Action;
import homelab.model.Decision;
import homelab.model.Detail;
import homelab.model.Finding;
import homelab.model.History;
import homelab.model.Kind;
import homelab.model.Lineage;
import homelab.model.Mode;
import homelab.model.Person;
import homelab.model.Remedy;
import homelab.model.Resource;
import homelab.model.Risk;
import homelab.model.Severity;
import homelab.model.Sighting;
import homelab.model.State;
import homelab.model.Step;
import homelab.model.Trouble;
import homelab.model.Wishes;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What may be done unasked, what is asked, what waits and what is left; one rule at a time. */
class PolicyTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant STARTED = NOW.minusSeconds(7200);
    private static final Person ADA = new Person("ada", "test");
    private static final Resource.Id HOST = new Resource.Id("docker:vm");

    private Map<Action, Mode> classes = Map.of();
    private Limits limits = Limits.defaults();
    private Wishes wishes = Wishes.NONE;
    private Trouble trouble = Trouble.CRASHED;
    private Risk risk = Risk.LOW;
    private Mode ceiling = Mode.AUTO;
    private boolean paused;
    private boolean itself;
    private boolean mountsVisible = true;
    private Optional<Person> orderedBy = Optional.empty();
    private State state = State.STOPPED;
    private Optional<Instant> startedAt = Optional.of(STARTED);
    private Optional<Instant> finishedAt = Optional.of(NOW.minusSeconds(1));
    private Optional<Instant> ranAt = Optional.of(NOW.minusSeconds(1));
    private Optional<Instant> healthyRun = Optional.of(STARTED);
    private Map<String, String> mountedBefore = Map.of();
    private List<Detail.Bind> binds = List.of();
    private List<Instant> tries = List.of();

    @Test
    void what_is_low_in_risk_is_done_unasked() {
        assertThat(decide()).isInstanceOf(Decision.Proceed.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Risk.class,
            names = {"MEDIUM", "HIGH"})
    void what_is_riskier_is_asked(Risk higher) {
        risk = higher;

        assertThat(decide()).isInstanceOf(Decision.AskApproval.class);
    }

    @ParameterizedTest
    @CsvSource({
        "OFF, LOW, Refuse",
        "OBSERVE, LOW, Refuse",
        "ASK, LOW, AskApproval",
        "AUTO, LOW, Proceed",
        "AUTO, MEDIUM, Proceed",
        "AUTO, HIGH, AskApproval"
    })
    void an_owner_sets_a_class_and_never_opens_what_is_high(Mode set, Risk itsRisk, String expected) {
        classes = Map.of(Action.CONTAINER_START, set);
        risk = itsRisk;

        assertThat(decide().getClass().getSimpleName()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "OFF, AUTO, Refuse",
        "OBSERVE, AUTO, Refuse",
        "ASK, AUTO, AskApproval",
        "AUTO, ASK, AskApproval",
        "AUTO, OBSERVE, Refuse",
        "AUTO, OFF, Refuse"
    })
    void a_label_lowers_what_a_class_allows_and_never_raises_it(Mode label, Mode set, String expected) {
        wishes = new Wishes(false, Optional.of(label), false, false, Optional.empty(), Optional.empty());
        classes = Map.of(Action.CONTAINER_START, set);

        assertThat(decide().getClass().getSimpleName()).isEqualTo(expected);
    }

    @Test
    void a_label_of_auto_does_not_open_what_its_risk_forbids() {
        wishes = new Wishes(false, Optional.of(Mode.AUTO), false, false, Optional.empty(), Optional.empty());
        risk = Risk.MEDIUM;

        assertThat(decide()).isInstanceOf(Decision.AskApproval.class);
    }

    @Test
    void hands_off_means_off_even_for_an_order() {
        wishes = new Wishes(true, Optional.empty(), false, false, Optional.empty(), Optional.empty());
        orderedBy = Optional.of(ADA);

        assertThat(decide())
                .isEqualTo(new Decision.Refuse(
                        Decision.Then.HANDS_OFF, "its owner switched this off: homelab-agent.enable=false"));
    }

    @Test
    void while_the_agent_only_watches_nothing_is_done_unasked_and_an_order_is() {
        ceiling = Mode.OBSERVE;

        assertThat(decide()).isInstanceOf(Decision.Refuse.class);
        orderedBy = Optional.of(ADA);
        assertThat(decide()).isInstanceOf(Decision.Proceed.class);
    }

    @Test
    void while_paused_even_an_order_waits() {
        paused = true;
        orderedBy = Optional.of(ADA);

        assertThat(decide())
                .isInstanceOfSatisfying(
                        Decision.Wait.class, wait -> assertThat(wait.reason()).isEqualTo("paused"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Trouble.class,
            names = {"STORM", "JOB_FAILED", "DOWN_UNEXPLAINED"})
    void what_may_have_another_cause_is_asked(Trouble doubtful) {
        trouble = doubtful;

        assertThat(decide()).isInstanceOf(Decision.AskApproval.class);
    }

    @Test
    void what_is_protected_is_asked() {
        wishes = new Wishes(false, Optional.empty(), true, false, Optional.empty(), Optional.empty());

        assertThat(decide()).isEqualTo(new Decision.AskApproval("web is protected by its label"));
    }

    private static Wishes tagged(boolean off, Optional<Mode> ask, boolean protect, boolean critical) {
        return new Wishes(
                off,
                ask,
                protect,
                critical,
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Wishes.Words("the tag off", "the tag ask", "the tag protect", "CRITICAL_VMS")));
    }

    @Test
    void what_limits_is_named_as_its_owner_wrote_it() {
        wishes = tagged(true, Optional.empty(), false, false);
        assertThat(decide().reason()).isEqualTo("its owner switched this off: the tag off");

        wishes = tagged(false, Optional.of(Mode.ASK), false, false);
        assertThat(decide().reason()).isEqualTo("its owner wants to be asked, by the tag ask");

        wishes = tagged(false, Optional.empty(), true, false);
        assertThat(decide().reason()).isEqualTo("web is protected by the tag protect");

        wishes = tagged(false, Optional.empty(), false, true);
        risk = Risk.HIGH;
        assertThat(decide().reason()).isEqualTo("its risk is HIGH, one step up by CRITICAL_VMS");
    }

    @Test
    void its_own_container_is_asked_and_it_says_so() {
        itself = true;

        assertThat(decide())
                .isEqualTo(new Decision.AskApproval("the agent itself lives in it, so it would stop the agent itself"));
    }

    @Test
    void only_a_run_that_was_seen_healthy_is_restarted_unasked() {
        trouble = Trouble.UNHEALTHY;
        state = State.UNHEALTHY;

        assertThat(decide()).isInstanceOf(Decision.Proceed.class);
        healthyRun = Optional.of(STARTED.minusSeconds(60));
        assertThat(decide()).as("an earlier run was healthy").isInstanceOf(Decision.AskApproval.class);
        healthyRun = Optional.empty();
        assertThat(decide()).as("never seen healthy").isInstanceOf(Decision.AskApproval.class);
        startedAt = Optional.empty();
        assertThat(decide()).as("nothing is known").isInstanceOf(Decision.AskApproval.class);
    }

    @Test
    void what_is_down_for_more_than_an_hour_is_asked() {
        ranAt = Optional.of(NOW.minus(Duration.ofMinutes(61)));
        finishedAt = Optional.of(NOW.minus(Duration.ofMinutes(61)));

        assertThat(decide()).isEqualTo(new Decision.AskApproval("web has been down for more than an hour"));
    }

    @Test
    void what_the_agent_saw_run_within_the_hour_is_not_down_for_long_whatever_the_engines_clock_says() {
        finishedAt = Optional.of(NOW.minus(Duration.ofHours(9)));

        assertThat(decide()).isInstanceOf(Decision.Proceed.class);
    }

    @Test
    void storage_that_is_another_or_missing_is_asked() {
        mountedBefore = Map.of("/srv/web", "nfs nas:/web");

        binds = List.of(new Detail.Bind("/srv/web", Optional.of("nfs nas:/web")));
        assertThat(decide()).as("as before").isInstanceOf(Decision.Proceed.class);
        binds = List.of(new Detail.Bind("/srv/web", Optional.of("ext4 /dev/sda1")));
        assertThat(decide()).as("another").isInstanceOf(Decision.AskApproval.class);
        binds = List.of(new Detail.Bind("/srv/web", Optional.empty()));
        assertThat(decide()).as("missing").isInstanceOf(Decision.AskApproval.class);
    }

    @Test
    void where_the_mounts_cannot_be_seen_they_block_nothing() {
        mountedBefore = Map.of("/srv/web", "nfs nas:/web");
        binds = List.of(new Detail.Bind("/srv/web", Optional.empty()));
        mountsVisible = false;

        assertThat(decide()).isInstanceOf(Decision.Proceed.class);
    }

    @ParameterizedTest
    @CsvSource({"1, 10", "2, 20", "3, 40", "4, 80", "5, 160", "6, 300", "7, 300"})
    void the_wait_after_a_try_doubles_from_ten_seconds_to_five_minutes(int tried, int seconds) {
        limits = new Limits(50, Duration.ofMinutes(30), 50, Duration.ofSeconds(10), Duration.ofMinutes(5));
        tries = Stream.generate(() -> NOW.minusSeconds(1)).limit(tried).toList();

        assertThat(decide())
                .isInstanceOfSatisfying(
                        Decision.Wait.class, wait -> assertThat(wait.until()).isEqualTo(NOW.plusSeconds(seconds - 1)));
    }

    @Test
    void the_fourth_within_half_an_hour_is_a_persons() {
        tries = minutesAgo(29, 20, 10);
        assertThat(decide())
                .isEqualTo(new Decision.Refuse(
                        Decision.Then.ESCALATE, "it was tried 3 times within 30 min and web still fails"));

        tries = minutesAgo(31, 20, 10);
        assertThat(decide()).isInstanceOf(Decision.Proceed.class);
    }

    @Test
    void six_a_day_are_enough() {
        tries = minutesAgo(1400, 1000, 800, 600, 400, 200);
        assertThat(decide())
                .isEqualTo(new Decision.Refuse(
                        Decision.Then.ESCALATE, "it was tried 6 times within a day, and web falls again"));

        tries = minutesAgo(1441, 1000, 800, 600, 400, 200);
        assertThat(decide()).isInstanceOf(Decision.Proceed.class);
    }

    @Test
    void a_label_may_lower_the_number_of_tries_and_not_raise_it() {
        wishes = new Wishes(false, Optional.empty(), false, false, Optional.of(1), Optional.empty());
        tries = minutesAgo(10);
        assertThat(decide()).isInstanceOf(Decision.Refuse.class);

        wishes = new Wishes(false, Optional.empty(), false, false, Optional.of(99), Optional.empty());
        tries = minutesAgo(29, 20, 10);
        assertThat(decide()).isInstanceOf(Decision.Refuse.class);
    }

    @Test
    void a_persons_word_is_not_held_up_by_tries_or_cautions() {
        trouble = Trouble.JOB_FAILED;
        risk = Risk.HIGH;
        tries = minutesAgo(3, 2, 1);
        orderedBy = Optional.of(ADA);

        assertThat(decide()).isInstanceOf(Decision.Proceed.class);
    }

    private static List<Instant> minutesAgo(int... minutes) {
        return Arrays.stream(minutes)
                .mapToObj(ago -> NOW.minus(Duration.ofMinutes(ago)))
                .toList();
    }

    private Decision decide() {
        var resource = new Resource(
                new Resource.Id("web-1"),
                Lineage.named("engine-1", "web"),
                Kind.CONTAINER,
                "web",
                HOST,
                List.of(),
                wishes);
        var detail = new Detail.Container(
                1,
                false,
                startedAt,
                finishedAt,
                "",
                Optional.empty(),
                0,
                Detail.RestartPolicy.NO,
                Optional.empty(),
                binds,
                false);
        var sighting = new Sighting(resource, state, detail, NOW, NOW, List.of(), Optional.empty());
        var history = History.of(resource).mounts(mountedBefore).tried(tries).healthy(healthyRun);
        var known = ranAt.map(history::ranAt).orElse(history);
        var action = trouble == Trouble.UNHEALTHY ? Action.CONTAINER_RESTART : Action.CONTAINER_START;
        var step = new Step(0, action, resource.id(), resource.lineage(), resource.name(), Set.of());
        var one = new Case(
                new Finding(resource, trouble, Severity.WARNING, "web is down.", NOW),
                new Remedy(List.of(step), risk, ""),
                List.of(new Target(action, sighting, known, itself, mountsVisible, NOW)),
                ceiling,
                paused,
                orderedBy,
                NOW);
        return new Policy(classes, limits).decide(one);
    }
}
