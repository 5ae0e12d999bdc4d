package homelab.loop;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.integration.Desk;
import homelab.model.Action;
import homelab.model.Approval;
import homelab.model.Expectation;
import homelab.model.Guest;
import homelab.model.Mode;
import homelab.model.Resolution;
import homelab.model.Risk;
import homelab.model.Stage;
import homelab.model.State;
import homelab.model.Task;
import homelab.model.Wishes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders that are asked back: nothing is done before the second word, and then once. */
class ProposalTest extends ScenarioTest {
    private SimulatedCluster cluster;
    private SimulatedCluster.Machine web;

    @BeforeEach
    void aCluster() {
        cluster = scenario.cluster();
        web = cluster.guest(100, "web", "pve1");
        cluster.guest(101, "dns", "pve1");
    }

    @Test
    void nothing_is_done_before_the_second_word() throws Exception {
        scenario.start();

        var reply = scenario.proposes(Action.GUEST_SHUTDOWN, web);
        scenario.pass(Duration.ofMinutes(5));

        assertThat(reply).isEqualTo(new Desk.Reply.Done("ordered as INC-1", Optional.of(scenario.first())));
        assertThat(scenario.incident(1).stage()).isInstanceOf(Stage.AwaitingApproval.class);
        assertThat(scenario.incident(1).remedy().orElseThrow().warning())
                .isEqualTo("virtual machine 100 web on pve1 is asked to end by itself, and stays down");
        assertThat(scenario.requests()).isEmpty();
    }

    @Test
    void the_second_word_has_it_done_once() throws Exception {
        scenario.start();
        scenario.proposes(Action.GUEST_SHUTDOWN, web);
        var hash = scenario.incident(1).remedy().orElseThrow().hash();

        scenario.approves(1, hash);
        var again = scenario.approves(1, hash);
        scenario.pass(Duration.ofMinutes(10));

        assertThat(again).isInstanceOf(Desk.Reply.Conflict.class);
        assertThat(scenario.requests()).containsExactly("-> guest.shutdown web");
        assertThat(scenario.incident(1).attempts()).extracting(one -> one.by()).containsExactly("ada (test)");
        assertThat(((Stage.Resolved) scenario.incident(1).stage()).how()).isEqualTo(Resolution.HEALED);
    }

    @Test
    void a_word_about_another_plan_than_was_shown_does_nothing() throws Exception {
        scenario.start();
        scenario.proposes(Action.GUEST_REBOOT, web);

        assertThat(scenario.approves(1, "0123456789abcdef")).isInstanceOf(Desk.Reply.Conflict.class);
        scenario.pass(Duration.ofMinutes(5));

        assertThat(scenario.requests()).isEmpty();
    }

    @Test
    void what_is_said_twice_is_asked_once() throws Exception {
        scenario.start();
        scenario.proposes(Action.GUEST_SHUTDOWN, web);

        var same = scenario.proposes(Action.GUEST_SHUTDOWN, web);
        var other = scenario.proposes(Action.GUEST_REBOOT, web);

        assertThat(same).isEqualTo(new Desk.Reply.Done("asked already as INC-1", Optional.of(scenario.first())));
        assertThat(other).isInstanceOf(Desk.Reply.Conflict.class);
        assertThat(scenario.incidents()).hasSize(1);
    }

    @Test
    void while_it_is_being_done_it_is_not_done_again() throws Exception {
        scenario.start();
        cluster.answersAreLost = true;
        scenario.proposes(Action.GUEST_REBOOT, web);
        scenario.approves(1);

        assertThat(scenario.proposes(Action.GUEST_REBOOT, web)).isInstanceOf(Desk.Reply.Conflict.class);
        assertThat(scenario.orders(Action.GUEST_REBOOT, web)).isInstanceOf(Desk.Reply.Conflict.class);
        assertThat(scenario.requests()).containsExactly("-> guest.reboot web");
    }

    @Test
    void a_no_leaves_it_as_it_is_and_forgets_the_order() throws Exception {
        scenario.start();
        scenario.proposes(Action.GUEST_SHUTDOWN, web);

        scenario.rejects(1);
        scenario.pass(Duration.ofMinutes(5));

        assertThat(scenario.incident(1).stage()).isInstanceOf(Stage.Resolved.class);
        assertThat(scenario.requests()).isEmpty();
        assertThat(scenario.lastStory()).contains("It was not done.");
    }

    @Test
    void without_a_second_word_it_is_forgotten_after_an_hour() throws Exception {
        scenario.start();
        scenario.proposes(Action.GUEST_SHUTDOWN, web);

        scenario.pass(Duration.ofMinutes(61));
        var late = scenario.approves(1);

        assertThat(scenario.incident(1).stage()).isInstanceOf(Stage.Resolved.class);
        assertThat(scenario.incident(1).approval()).containsInstanceOf(Approval.Expired.class);
        assertThat(late).isInstanceOf(Desk.Reply.NotFound.class);
        assertThat(scenario.requests()).isEmpty();
    }

    @Test
    void a_restart_of_the_agent_neither_loses_nor_confirms_it() throws Exception {
        scenario.start();
        scenario.proposes(Action.GUEST_SHUTDOWN, web);

        scenario.crash();
        scenario.start();
        scenario.pass(Duration.ofMinutes(5));
        assertThat(scenario.requests()).isEmpty();

        scenario.approves(1);
        scenario.pass(Duration.ofMinutes(5));
        assertThat(scenario.requests()).containsExactly("-> guest.shutdown web");
    }

    @Test
    void raising_the_mode_does_not_confirm_it() throws Exception {
        scenario.onlyWatching().start();
        scenario.proposes(Action.GUEST_SHUTDOWN, web);

        scenario.says(new Desk.Word.SetMode(true));
        scenario.pass(Duration.ofMinutes(5));

        assertThat(scenario.requests()).isEmpty();
    }

    @Test
    void an_agent_that_only_watches_does_what_a_person_confirmed() throws Exception {
        scenario.onlyWatching().start();

        scenario.proposes(Action.GUEST_REBOOT, web);
        scenario.approves(1);
        scenario.pass(Duration.ofMinutes(5));

        assertThat(scenario.requests()).containsExactly("-> guest.reboot web");
    }

    @Test
    void a_class_that_is_off_is_not_even_asked_back() throws Exception {
        scenario.classes(Map.of(Action.GUEST_SHUTDOWN, Mode.OFF)).start();

        scenario.proposes(Action.GUEST_SHUTDOWN, web);

        assertThat(scenario.incident(1).stage()).isInstanceOf(Stage.Resolved.class);
        assertThat(scenario.incident(1).timeline().getLast().what())
                .isEqualTo("It was not done: its owner switched this off: heal.guest.shutdown is off.");
        assertThat(scenario.requests()).isEmpty();
    }

    @Test
    void while_it_is_paused_nothing_is_asked_nor_confirmed() throws Exception {
        scenario.start();
        scenario.proposes(Action.GUEST_SHUTDOWN, web);
        scenario.says(new Desk.Word.Pause());

        assertThat(scenario.approves(1))
                .isEqualTo(
                        new Desk.Reply.Conflict("paused", scenario.incident(1).remedy()));
        assertThat(scenario.proposes(Action.GUEST_REBOOT, web))
                .isEqualTo(new Desk.Reply.Conflict("paused", Optional.empty()));
        scenario.pass(Duration.ofMinutes(5));
        assertThat(scenario.requests()).isEmpty();
    }

    @Test
    void what_has_no_place_now_is_said_instead_of_asked() throws Exception {
        web.lock = Optional.of(new Guest.Lock("backup", ManualClock.START, true));
        scenario.start();

        scenario.proposes(Action.GUEST_SHUTDOWN, web);

        assertThat(scenario.incident(1).timeline().getLast().what())
                .isEqualTo("It was not done: it is locked: backup.");
    }

    @Test
    void the_agents_own_guest_says_so_first_and_what_is_critical_too() throws Exception {
        web.own = true;
        web.wishes = new Wishes(false, Optional.empty(), true, true, Optional.empty(), Optional.empty());
        scenario.start();

        scenario.proposes(Action.GUEST_REBOOT, web);

        var remedy = scenario.incident(1).remedy().orElseThrow();
        assertThat(remedy.risk()).isEqualTo(Risk.HIGH);
        assertThat(remedy.warning())
                .isEqualTo("the agent itself lives in it, so it would stop the agent itself. virtual machine 100 web on"
                        + " pve1 is asked to end by itself and starts again; it is away meanwhile. it is protected. its"
                        + " owner calls it critical");
    }

    @Test
    void what_falls_with_a_guest_is_named() throws Exception {
        scenario.host.machine(Optional.of("web"));
        scenario.host.box("shop");
        scenario.host.box("db");
        scenario.start();

        scenario.proposes(Action.GUEST_SHUTDOWN, web);

        var remedy = scenario.incident(1).remedy().orElseThrow();
        assertThat(remedy.warning()).endsWith(". with it falls the engine vm with 2 containers: db, shop");
        assertThat(remedy.risk()).isEqualTo(Risk.HIGH);
    }

    @Test
    void a_guest_whose_engine_holds_the_agents_container_is_its_own_too() throws Exception {
        scenario.host.machine(Optional.of("web"));
        scenario.host.box("homelab-agent");
        scenario.self("homelab-agent").start();

        scenario.proposes(Action.GUEST_REBOOT, web);

        assertThat(scenario.incident(1).remedy().orElseThrow().warning())
                .startsWith("the agent itself lives in it, so it would stop the agent itself. ");
    }

    @Test
    void a_guest_that_moved_its_number_to_another_is_not_touched() throws Exception {
        scenario.start();
        scenario.proposes(Action.GUEST_SHUTDOWN, web);
        scenario.happens("100 is another now", () -> cluster.guest(100, "other", "pve1"));
        scenario.pass(Duration.ofMinutes(1));

        scenario.approves(1);
        scenario.pass(Duration.ofMinutes(5));

        assertThat(scenario.requests()).isEmpty();
    }

    @Test
    void by_whose_word_a_guest_is_down_is_told_at_the_desk() throws Exception {
        scenario.start();
        scenario.happens("ada stops web", () -> cluster.does(web, Task.Deed.SHUTDOWN, Task.Whose.A_PERSON));
        scenario.pass(Duration.ofMinutes(2));

        assertThat(web.state).isEqualTo(State.STOPPED);
        assertThat(scenario.desk().expectations())
                .hasEntrySatisfying(
                        web.id(), word -> assertThat(word.word()).isEqualTo(Expectation.Word.A_PERSON_STOPPED_IT));
    }
}
