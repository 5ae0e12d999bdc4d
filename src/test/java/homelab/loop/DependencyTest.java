package homelab.loop;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Dependency;
import homelab.model.Incident;
import homelab.model.Stage;
import homelab.model.Wishes;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What needs something that is down as well, and what has one cause with others. */
class DependencyTest extends ScenarioTest {
    private static final Duration A_WHILE = Duration.ofMinutes(3);
    private static final Wishes LEAVE_IT =
            new Wishes(true, Optional.empty(), false, false, Optional.empty(), Optional.empty());

    @BeforeEach
    void open() {
        scenario.running(20);
    }

    /** In the order in which the agent comes to see them. */
    @ParameterizedTest
    @ValueSource(strings = {"db api web", "web api db", "api web db", "web db api"})
    void three_levels_that_fall_at_once_are_healed_from_the_root_on(String order) throws Exception {
        boxes(order.split(" "));
        needs("web", "api");
        needs("api", "db");
        scenario.start();

        allDie("db", "api", "web");
        assertThat(scenario.requests()).containsExactly("-> container.start db");
        assertThat(scenario.incidents())
                .filteredOn(one -> !one.resource().name().equals("db"))
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.stage()).isEqualTo(new Stage.Joined(incidentOf("db"))));
        scenario.pass(A_WHILE);

        assertThat(scenario.requests())
                .containsExactly("-> container.start db", "-> container.start api", "-> container.start web");
        assertThat(scenario.stories())
                .containsExactly("** Healed: db crashed", "** Healed: api crashed", "** Healed: web crashed");
    }

    @Test
    void what_falls_before_what_it_needs_is_started_after_it_all_the_same() throws Exception {
        boxes("api", "db");
        needs("api", "db");
        scenario.start();
        Files.createFile(data.resolve("pause"));
        allDie("api");
        scenario.pass(Duration.ofSeconds(2));
        allDie("db");
        scenario.pass(Duration.ofSeconds(10));

        Files.delete(data.resolve("pause"));
        scenario.pass(A_WHILE);

        assertThat(scenario.requests()).containsExactly("-> container.start db", "-> container.start api");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a b", "a b c", "c b a"})
    void a_circle_of_needs_holds_up_nobody(String order) throws Exception {
        var names = order.split(" ");
        boxes(names);
        for (var i = 0; i < names.length; i++) needs(names[i], names[(i + 1) % names.length]);
        scenario.start();

        allDie(names);
        scenario.pass(A_WHILE);

        assertThat(scenario.requests())
                .containsExactlyInAnyOrderElementsOf(Stream.of(names)
                        .map(name -> "-> container.start " + name)
                        .toList());
        assertThat(scenario.stories()).allMatch(story -> story.startsWith("** Healed: "));
    }

    @Test
    void what_needs_one_that_its_owner_keeps_from_the_agent_is_told_with_it_and_healed_once_it_runs() throws Exception {
        boxes("web", "api", "db");
        needs("web", "api");
        needs("api", "db");
        box("db").wishes = LEAVE_IT;
        scenario.start();

        allDie("db", "api", "web");
        scenario.pass(A_WHILE);
        assertThat(scenario.seen()).containsExactly("** Left alone: db crashed");
        assertThat(scenario.lastStory()).contains("Part of this: api, web.");
        scenario.happens("db is started", () -> scenario.host.starts(box("db")));
        scenario.pass(A_WHILE);

        assertThat(scenario.seen())
                .containsExactly(
                        "** Left alone: db crashed",
                        "-> container.start api",
                        "** Over: db crashed",
                        "-> container.start web",
                        "** Healed: api crashed",
                        "** Healed: web crashed");
    }

    @Test
    void what_needs_one_that_a_person_stopped_is_told_once_and_healed_once_it_runs() throws Exception {
        boxes("web", "mail", "api", "db");
        needs("web", "api");
        needs("api", "db");
        needs("mail", "db");
        scenario.start();
        aPersonStops("db");

        allDie("api", "mail", "web");
        scenario.pass(A_WHILE);
        assertThat(scenario.seen()).containsExactly("** Left alone: api crashed");
        assertThat(scenario.lastStory())
                .contains(
                        "Nothing is being done: it needs db, which a person stopped; once that runs, this is seen to.")
                .contains("Part of this: mail, web.");
        scenario.happens("db is started", () -> scenario.host.starts(box("db")));
        scenario.pass(A_WHILE);

        assertThat(scenario.requests())
                .containsExactly("-> container.start api", "-> container.start mail", "-> container.start web");
        assertThat(scenario.stories())
                .filteredOn(story -> !story.startsWith("** Healed: "))
                .hasSize(1);
    }

    @Test
    void a_person_may_have_it_started_without_what_it_needs() throws Exception {
        boxes("api", "db");
        needs("api", "db");
        scenario.start();
        aPersonStops("db");
        allDie("api");

        scenario.approves(1);
        scenario.pass(A_WHILE);

        assertThat(scenario.requests()).containsExactly("-> container.start api");
    }

    @Test
    void all_who_lost_one_network_are_restarted_at_once_and_told_once() throws Exception {
        inTheNetworkOf("vpn", 4);

        somebodyRestarts("vpn");
        scenario.pass(A_WHILE);

        assertThat(scenario.seen())
                .containsExactly(
                        "-> container.restart loader1",
                        "-> container.restart loader2",
                        "-> container.restart loader3",
                        "-> container.restart loader4",
                        "** Healed: loader1 has no network");
        assertThat(scenario.incidents()).noneMatch(one -> one.isOpen());
    }

    @Test
    void all_whose_network_is_gone_are_told_at_once() throws Exception {
        inTheNetworkOf("vpn", 4);

        scenario.happens("vpn is made anew", () -> scenario.host.recreated(box("vpn")));
        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).containsExactly("** A person is needed: loader1 has no network");
        assertThat(scenario.lastStory()).contains("Part of this: loader2, loader3, loader4.");
    }

    @Test
    void one_that_may_not_be_restarted_unasked_holds_up_none_of_them() throws Exception {
        inTheNetworkOf("vpn", 3);
        box("loader1").wishes = LEAVE_IT;
        box("loader2").mountedOn = Optional.of("nfs4 nas:/media on /srv");
        scenario.host.fullLook();
        scenario.settle();

        somebodyRestarts("vpn");
        scenario.pass(A_WHILE);

        assertThat(scenario.requests()).contains("-> container.restart loader3");
        assertThat(scenario.stories()).contains("** Left alone: loader1 has no network");
    }

    @Test
    void one_that_does_not_come_back_costs_none_of_them_its_own_tries() throws Exception {
        inTheNetworkOf("vpn", 3);
        box("loader1").diesAfter = Optional.of(Duration.ofSeconds(5));

        somebodyRestarts("vpn");
        scenario.pass(Duration.ofMinutes(5));

        assertThat(scenario.requests())
                .filteredOn(request -> !request.endsWith("loader1"))
                .containsExactly("-> container.restart loader2", "-> container.restart loader3");
        assertThat(scenario.stories()).containsExactly("** A person is needed: loader1 has no network");
        assertThat(scenario.incidents()).filteredOn(one -> one.isOpen()).hasSize(1);
    }

    private void boxes(String... names) {
        for (var name : names) scenario.running(name);
    }

    private Box box(String name) {
        return scenario.host.box(name);
    }

    private void needs(String one, String other) {
        box(one).needs = List.of(new Dependency("", other, Dependency.When.STARTED));
    }

    private void inTheNetworkOf(String owner, int howMany) throws Exception {
        boxes(owner);
        for (var number = 1; number <= howMany; number++)
            scenario.running("loader" + number).needs =
                    List.of(new Dependency("", box(owner).id, Dependency.When.NETWORK));
        scenario.start();
        scenario.pass(Duration.ofSeconds(5));
    }

    private void allDie(String... names) throws Exception {
        scenario.happens(String.join(", ", names) + " die", () -> {
            for (var name : names) scenario.host.dies(box(name), 1);
        });
    }

    private void aPersonStops(String name) throws Exception {
        scenario.happens(name + " is stopped", () -> {
            scenario.host.signalled(box(name), 15, true);
            scenario.host.dies(box(name), 0);
        });
    }

    private void somebodyRestarts(String name) throws Exception {
        scenario.happens(name + " is restarted", () -> {
            scenario.host.signalled(box(name), 15, true);
            scenario.host.dies(box(name), 143);
            scenario.host.starts(box(name));
        });
    }

    private Incident.Id incidentOf(String name) {
        try {
            return scenario.incidents().stream()
                    .filter(one -> one.resource().name().equals(name))
                    .findFirst()
                    .orElseThrow()
                    .id();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
