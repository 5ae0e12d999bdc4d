package homelab.loop;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Action;
import homelab.model.Guest;
import homelab.model.Mode;
import homelab.model.Outcome;
import homelab.model.Resolution;
import homelab.model.Risk;
import homelab.model.Stage;
import homelab.model.State;
import homelab.model.Task.Deed;
import homelab.model.Task.Whose;
import homelab.model.Wishes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Guests that end: whose word it was, what is asked, and what is never done. */
class GuestTest extends ScenarioTest {
    private static final Duration A_WHILE = Duration.ofMinutes(3);
    private static final String ASKED = "** Question: web is down";

    private SimulatedCluster cluster;
    private SimulatedCluster.Machine web;

    @BeforeEach
    void aCluster() {
        cluster = scenario.cluster();
        web = cluster.guest(100, "web", "pve1");
        cluster.guest(101, "dns", "pve1");
        cluster.guest(102, "db", "pve2");
        cluster.guest(103, "mail", "pve2");
        cluster.guest(104, "git", "pve2");
    }

    private void crashes() throws Exception {
        scenario.start();
        scenario.happens("web crashes", () -> cluster.crashes(web));
        scenario.pass(A_WHILE);
    }

    @Test
    void what_ended_without_a_task_is_asked_about_and_started_on_a_yes() throws Exception {
        crashes();

        assertThat(scenario.seen()).containsExactly(ASKED);
        assertThat(scenario.lastStory())
                .contains("no task that can be seen tells of it: it crashed, or was shut down from inside.")
                .contains("Asked because a person may have stopped it.");

        scenario.approves(1);
        scenario.pass(A_WHILE);

        assertThat(scenario.seen())
                .containsExactly(ASKED, "-> guest.start web", "** Approved: web is down", "** Healed: web is down");
        assertThat(scenario.incident(1).stage()).isInstanceOf(Stage.Resolved.class);
    }

    @Test
    void it_is_asked_about_even_where_its_owner_lets_the_class_go_unasked() throws Exception {
        scenario.classes(Map.of(Action.GUEST_START, Mode.AUTO));

        crashes();

        assertThat(scenario.seen()).containsExactly(ASKED);
    }

    @Test
    void what_a_person_stopped_is_left() throws Exception {
        scenario.start();
        scenario.happens("ada stops web", () -> cluster.does(web, Deed.SHUTDOWN, Whose.A_PERSON));

        scenario.pass(Duration.ofMinutes(10));

        assertThat(scenario.seen()).isEmpty();
    }

    @Test
    void a_task_that_is_listed_late_is_a_persons_word_all_the_same() throws Exception {
        scenario.start();
        scenario.happens("web is down", () -> cluster.crashes(web));
        cluster.fullLook();
        scenario.pass(Duration.ofSeconds(10));
        scenario.happens("the task is listed", () -> cluster.does(web, Deed.STOP, Whose.A_PERSON));
        cluster.lookAt(web.id());

        scenario.pass(Duration.ofMinutes(5));

        assertThat(scenario.seen()).isEmpty();
    }

    @Test
    void a_persons_stop_is_remembered_over_a_restart_of_the_agent() throws Exception {
        scenario.start();
        scenario.happens("ada stops web", () -> cluster.does(web, Deed.STOP, Whose.A_PERSON));
        scenario.pass(A_WHILE);
        scenario.crash();
        web.tasks.clear();

        scenario.start();
        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).isEmpty();
    }

    @Test
    void what_was_down_when_the_agent_came_is_not_its_to_start() throws Exception {
        web.state = State.STOPPED;

        scenario.start();
        scenario.pass(Duration.ofMinutes(10));

        assertThat(scenario.seen()).isEmpty();
        assertThat(scenario.desk().status().downAtFirstLook()).isEqualTo(1);
    }

    @Test
    void a_start_that_failed_is_told_with_its_reason() throws Exception {
        scenario.start();
        scenario.happens("ada's start fails", () -> {
            cluster.crashes(web);
            cluster.does(web, Deed.START, Whose.A_PERSON, "no space left on device");
        });

        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).containsExactly(ASKED);
        assertThat(scenario.lastStory())
                .contains("It was to be started by ada@pam, and that failed: no space left on device.");
    }

    @Test
    void what_is_locked_is_left_until_it_was_locked_for_far_too_long() throws Exception {
        scenario.start();
        scenario.happens("a backup begins", () -> {
            web.lock = Optional.of(new Guest.Lock("backup", scenario.now(), true));
            cluster.crashes(web);
        });
        scenario.pass(Duration.ofHours(11));
        assertThat(scenario.seen()).isEmpty();

        scenario.pass(Duration.ofHours(2));

        assertThat(scenario.seen()).containsExactly("** A person is needed: web has been locked for long");
    }

    @Test
    void a_lock_that_no_task_holds_is_told_after_ten_minutes() throws Exception {
        scenario.start();
        scenario.happens(
                "a backup was killed", () -> web.lock = Optional.of(new Guest.Lock("backup", scenario.now(), false)));

        scenario.pass(Duration.ofMinutes(12));

        assertThat(scenario.seen()).containsExactly("** A person is needed: web has been locked for long");
        assertThat(scenario.lastStory()).contains("a token cannot unlock it");
    }

    @Test
    void what_high_availability_sees_to_is_left_to_it() throws Exception {
        web.ha = Optional.of(new Guest.Ha("started"));
        scenario.start();
        scenario.happens("web crashes", () -> cluster.crashes(web));
        scenario.pass(Duration.ofMinutes(5));
        scenario.happens("HA starts it", () -> cluster.does(web, Deed.START, Whose.HA));

        scenario.pass(Duration.ofMinutes(20));

        assertThat(scenario.seen()).isEmpty();
    }

    @Test
    void what_high_availability_gave_up_needs_a_person() throws Exception {
        web.ha = Optional.of(new Guest.Ha("started"));
        scenario.start();
        scenario.happens("HA gives up", () -> {
            cluster.crashes(web);
            web.ha = Optional.of(new Guest.Ha("error"));
        });

        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).containsExactly("** A person is needed: web was given up by high availability");
    }

    @Test
    void what_high_availability_was_told_to_stop_is_as_it_should_be() throws Exception {
        web.ha = Optional.of(new Guest.Ha("started"));
        scenario.start();
        scenario.happens("ada stops it through HA", () -> {
            cluster.crashes(web);
            web.ha = Optional.of(new Guest.Ha("stopped"));
        });

        scenario.pass(Duration.ofMinutes(20));

        assertThat(scenario.seen()).isEmpty();
    }

    @Test
    void a_template_is_never_judged() throws Exception {
        scenario.start();
        scenario.happens("web becomes a template", () -> {
            cluster.crashes(web);
            web.template = true;
        });

        scenario.pass(Duration.ofMinutes(20));

        assertThat(scenario.seen()).isEmpty();
    }

    @Test
    void what_its_owner_tagged_as_off_is_told_once_and_not_touched() throws Exception {
        web.wishes = new Wishes(true, Optional.empty(), false, false, Optional.empty(), Optional.empty());

        crashes();

        assertThat(scenario.seen()).containsExactly("** Left alone: web is down");
    }

    @Test
    void what_does_not_stay_up_is_never_called_healed() throws Exception {
        web.stays = false;
        crashes();

        scenario.approves(1);
        scenario.pass(A_WHILE);

        assertThat(scenario.requests()).containsExactly("-> guest.start web");
        assertThat(scenario.stories()).doesNotContain("** Healed: web is down");
        assertThat(scenario.incident(1).attempts().getFirst().outcome()).containsInstanceOf(Outcome.Unchanged.class);
    }

    @Test
    void a_number_that_another_guest_has_now_is_not_started() throws Exception {
        crashes();
        scenario.happens("web is destroyed, and its number goes to another", () -> {
            cluster.isGone(web);
            cluster.guest(100, "other", "pve1").state = State.STOPPED;
            cluster.fullLook();
        });

        scenario.approves(1);
        scenario.pass(A_WHILE);

        assertThat(scenario.requests()).isEmpty();
        assertThat(scenario.incident(1).stage())
                .isEqualTo(new Stage.Resolved(
                        Resolution.BY_PERSON, scenario.incident(1).closedAt().orElseThrow()));
    }

    @Test
    void an_agent_in_it_that_does_not_answer_is_no_recovery() throws Exception {
        crashes();
        web.agent = Optional.of(false);

        scenario.approves(1);
        scenario.pass(Duration.ofMinutes(8));

        assertThat(scenario.incident(1).attempts().getFirst().outcome())
                .contains(new Outcome.Unchanged("it runs, and the agent in it has not answered within 5 min"));
    }

    @Test
    void an_ordered_shutdown_is_done_and_is_no_fall() throws Exception {
        scenario.start();

        scenario.orders(Action.GUEST_SHUTDOWN, web);
        scenario.pass(Duration.ofMinutes(10));

        assertThat(scenario.seen()).containsExactly("-> guest.shutdown web", "** Done: guest.shutdown web");
    }

    @Test
    void pulling_the_plug_is_of_high_risk_and_says_what_may_be_lost() throws Exception {
        scenario.start();

        scenario.orders(Action.GUEST_STOP, web);
        scenario.pass(A_WHILE);

        var remedy = scenario.incident(1).remedy().orElseThrow();
        assertThat(remedy.risk()).isEqualTo(Risk.HIGH);
        assertThat(remedy.warning()).contains("a database in it may be damaged");
        assertThat(scenario.requests()).containsExactly("-> guest.stop web");
    }

    @Test
    void the_guest_that_the_agent_lives_in_is_asked_about_with_a_warning() throws Exception {
        web.own = true;
        scenario.start();

        scenario.orders(Action.GUEST_REBOOT, web);

        assertThat(scenario.incident(1).remedy().orElseThrow().warning())
                .isEqualTo("the agent itself lives in it, so it would stop the agent itself");
    }

    @Test
    void an_lxc_container_is_not_reset() throws Exception {
        web.kind = homelab.model.Kind.LXC;
        scenario.start();

        scenario.orders(Action.GUEST_RESET, web);
        scenario.pass(A_WHILE);

        assertThat(scenario.requests()).isEmpty();
    }

    @Test
    void a_lost_answer_is_looked_for_and_never_sent_again() throws Exception {
        crashes();
        cluster.answersAreLost = true;

        scenario.approves(1);
        scenario.pass(Duration.ofMinutes(10));

        assertThat(scenario.requests()).containsExactly("-> guest.start web");
        assertThat(scenario.stories()).contains("** Healed: web is down");
    }

    @Test
    void what_is_locked_when_a_yes_comes_is_started_once_it_is_unlocked() throws Exception {
        crashes();
        scenario.happens("a backup begins", () -> {
            web.lock = Optional.of(new Guest.Lock("backup", scenario.now(), true));
            cluster.inTheWay = Optional.of("vm 100 is locked (backup); nothing was sent");
        });

        scenario.approves(1);
        assertThat(scenario.seen()).containsExactly(ASKED, "** Approved: web is down", "** Not begun yet: web is down");
        assertThat(scenario.lastStory())
                .contains("Approved by ada (test), and not begun yet: vm 100 is locked (backup); nothing was sent.")
                .contains("Not done at 00:03 UTC: guest.start web, on the word of ada (test). Vm 100 is locked")
                .doesNotContain("\nDone at");

        scenario.pass(Duration.ofMinutes(10));
        scenario.happens("the backup ends", () -> {
            web.lock = Optional.empty();
            cluster.inTheWay = Optional.empty();
        });
        scenario.pass(A_WHILE);

        assertThat(scenario.seen())
                .containsExactly(
                        ASKED,
                        "** Approved: web is down",
                        "** Not begun yet: web is down",
                        "-> guest.start web",
                        "** Healed: web is down");
    }

    @Test
    void what_cannot_be_begun_over_and_over_is_handed_to_a_person() throws Exception {
        crashes();
        cluster.inTheWay = Optional.of("vm 100 is not there any more; nothing was begun");

        scenario.approves(1);
        scenario.pass(Duration.ofMinutes(10));

        assertThat(scenario.seen())
                .containsExactly(
                        ASKED,
                        "** Approved: web is down",
                        "** Not begun yet: web is down",
                        "** A person is needed: web is down");
        assertThat(scenario.lastStory()).contains("it could not be begun 3 times: vm 100 is not there any more");
    }

    @Test
    void a_start_that_was_approved_and_failed_is_told_as_not_done_and_not_asked_again() throws Exception {
        crashes();
        cluster.failure = Optional.of("no space left on device");

        scenario.approves(1);
        scenario.pass(Duration.ofMinutes(10));

        assertThat(scenario.seen())
                .containsExactly(
                        ASKED, "-> guest.start web", "** Approved: web is down", "** A person is needed: web is down");
        assertThat(scenario.lastStory())
                .contains("Not done at 00:03 UTC: guest.start web, on the word of ada (test)."
                        + " Proxmox says: no space left on device.")
                .contains("A person is needed: it was tried on the word of ada (test), and failed.")
                .contains("Approve INC-1 to have it done all the same");
    }

    @Test
    void what_was_approved_once_more_after_it_failed_is_done() throws Exception {
        crashes();
        cluster.failure = Optional.of("no space left on device");
        scenario.approves(1);
        scenario.pass(A_WHILE);
        cluster.failure = Optional.empty();

        scenario.approves(1);
        scenario.pass(A_WHILE);

        assertThat(scenario.requests()).containsExactly("-> guest.start web", "-> guest.start web");
        assertThat(scenario.stories()).last().isEqualTo("** Healed: web is down");
    }

    @Test
    void a_crash_of_the_agent_before_the_call_ends_in_a_new_question() throws Exception {
        crashes();
        scenario.callsGoOut(false);
        scenario.approves(1);
        scenario.crash();
        scenario.callsGoOut(true);

        scenario.start();
        scenario.pass(Duration.ofMinutes(10));

        assertThat(scenario.requests()).isEmpty();
        assertThat(scenario.incident(1).stage()).isInstanceOf(Stage.AwaitingApproval.class);
    }

    @Test
    void several_that_fall_at_once_on_one_node_are_one_question() throws Exception {
        scenario.start();
        scenario.happens("pve2's storage hangs", () -> {
            for (var name : new int[] {102, 103, 104}) cluster.crashes(cluster.known(name));
        });

        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).containsExactly("** Question: Much of pve2 fell at once");
        assertThat(scenario.lastStory())
                .contains("3 guests on pve2 stopped within 1 s")
                .doesNotContain("things");
        assertThat(scenario.group().remedy().orElseThrow().plan()).hasSize(3);
    }
}
