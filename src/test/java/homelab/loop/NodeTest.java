package homelab.loop;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Action;
import homelab.model.Backups;
import homelab.model.Certificate;
import homelab.model.Incident;
import homelab.model.Kind;
import homelab.model.Level;
import homelab.model.Report;
import homelab.model.Severity;
import homelab.model.Snapshots;
import homelab.model.Stage;
import homelab.model.State;
import homelab.model.Task;
import homelab.model.Task.Deed;
import homelab.model.Task.Whose;
import homelab.model.Trouble;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes, and what Proxmox says of its parts: what is told, once, and what is offered. */
class NodeTest extends ScenarioTest {
    private static final Duration A_WHILE = Duration.ofMinutes(8);
    private static final Level.Marks MARKS = new Level.Marks(85, 95, 80, Duration.ofMinutes(3));

    private SimulatedCluster cluster;
    private SimulatedCluster.Machine pve2;

    @BeforeEach
    void aCluster() {
        cluster = scenario.cluster();
        cluster.guest(100, "web", "pve1");
        cluster.guest(102, "db", "pve2").order = Optional.of(1);
        cluster.guest(103, "app", "pve2").order = Optional.of(2);
        cluster.guest(104, "git", "pve2");
        pve2 = cluster.node("pve2");
    }

    private void level(double percent) {
        var level = new Level(percent, percent + " % full", MARKS);
        cluster.part(Kind.DISK, "disk of pve2", pve2, level.state(), level);
    }

    @Test
    void a_node_that_is_offline_is_one_incident_and_its_guests_are_not_seen() throws Exception {
        scenario.start();
        scenario.happens("pve2 fails", () -> cluster.fails(pve2));

        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).containsExactly("** A person is needed: pve2 is offline");
        assertThat(scenario.lastStory()).contains("How its guests are can't be seen: app, db, git.");
        assertThat(scenario.desk().resources())
                .filteredOn(one -> one.resource().name().equals("db"))
                .allSatisfy(one -> assertThat(one.shown()).isEqualTo(State.UNSEEN));
    }

    @Test
    void what_did_not_come_back_with_its_node_is_one_question_in_the_order_of_its_owner() throws Exception {
        scenario.start();
        scenario.happens("pve2 fails", () -> cluster.fails(pve2));
        scenario.pass(A_WHILE);
        scenario.happens("pve2 is back", () -> cluster.returns(pve2));
        scenario.pass(A_WHILE);

        assertThat(scenario.stories())
                .containsExactly(
                        "** A person is needed: pve2 is offline",
                        "** Over: pve2 is offline",
                        "** Question: Much of pve2 did not come back with it");

        scenario.approves(scenario.group().id().number());
        scenario.pass(A_WHILE);

        assertThat(scenario.requests())
                .containsExactly("-> guest.start db", "-> guest.start app", "-> guest.start git");
    }

    @Test
    void one_alone_that_did_not_come_back_is_told_as_that_one() throws Exception {
        scenario.start();
        scenario.happens("pve1 fails", () -> cluster.fails(cluster.node("pve1")));
        scenario.pass(A_WHILE);
        scenario.happens("pve1 is back", () -> cluster.returns(cluster.node("pve1")));
        scenario.pass(A_WHILE);

        assertThat(scenario.stories()).last().isEqualTo("** Question: web did not come back with its node");
        assertThat(scenario.lastStory())
                .startsWith("Start web?\nCause, 90 % sure: It ran when its node pve1 went away");
    }

    @Test
    void a_group_speaks_of_its_node_and_of_guests() throws Exception {
        scenario.start();
        scenario.happens("pve2 fails", () -> cluster.fails(pve2));
        scenario.pass(A_WHILE);
        scenario.happens("pve2 is back", () -> cluster.returns(pve2));
        scenario.pass(A_WHILE);

        assertThat(scenario.lastStory())
                .contains("3 guests ran when pve2 went away, and it did not start them again")
                .contains("Nobody had stopped them.")
                .doesNotContain("engine")
                .doesNotContain("things");
    }

    @Test
    void what_its_node_starts_by_itself_is_left_to_it() throws Exception {
        scenario.start();
        scenario.happens("pve2 is rebooted", () -> {
            for (var vmid : new int[] {102, 103, 104}) cluster.does(cluster.known(vmid), Deed.SHUTDOWN, Whose.THE_NODE);
            cluster.fails(pve2);
        });
        scenario.pass(Duration.ofSeconds(50));
        scenario.happens("pve2 is back", () -> cluster.returns(pve2));
        scenario.pass(Duration.ofMinutes(2));
        scenario.happens("it starts its guests", () -> {
            for (var vmid : new int[] {102, 103, 104}) cluster.does(cluster.known(vmid), Deed.START, Whose.THE_NODE);
        });

        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).isEmpty();
    }

    @Test
    void what_a_person_stopped_before_its_node_fell_is_left() throws Exception {
        scenario.start();
        scenario.happens("ada stops db", () -> cluster.does(cluster.known(102), Deed.STOP, Whose.A_PERSON));
        scenario.pass(Duration.ofMinutes(2));
        scenario.happens("pve2 fails", () -> cluster.fails(pve2));
        scenario.pass(Duration.ofMinutes(2));
        scenario.happens("pve2 is back", () -> cluster.returns(pve2));

        scenario.pass(A_WHILE);

        assertThat(scenario.group().remedy().orElseThrow().words()).isEqualTo("2 steps: guest.start app, git");
    }

    @Test
    void an_engine_in_a_guest_that_is_down_is_the_same_trouble() throws Exception {
        var vm = cluster.guest(105, "docker-vm", "pve1");
        scenario.host.machine(Optional.of("docker-vm"));
        scenario.running("nginx");
        scenario.start();
        scenario.happens("docker-vm crashes", () -> {
            cluster.crashes(vm);
            scenario.host.goesAway();
        });

        scenario.pass(A_WHILE);
        assertThat(scenario.seen()).containsExactly("** Question: docker-vm is down");

        scenario.approves(1);
        scenario.happens("its engine is back", () -> scenario.host.comesBack());
        scenario.pass(A_WHILE);
        assertThat(scenario.stories()).last().isEqualTo("** Healed: docker-vm is down");
    }

    @Test
    void what_runs_in_a_guest_counts_for_the_risk_of_ending_it() throws Exception {
        var vm = cluster.guest(105, "docker-vm", "pve1");
        scenario.host.machine(Optional.of("docker-vm"));
        scenario.running("one");
        scenario.running("two");
        scenario.start();

        scenario.orders(Action.GUEST_REBOOT, vm);

        assertThat(scenario.incident(1).remedy().orElseThrow().risk()).isEqualTo(homelab.model.Risk.HIGH);
    }

    @Test
    void a_lost_quorum_is_told_once() throws Exception {
        scenario.start();
        scenario.happens("quorum is lost", () -> cluster.quorate = false);

        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).containsExactly("** A person is needed: home has lost its quorum");
    }

    @Test
    void a_node_that_does_not_answer_is_told_after_five_minutes() throws Exception {
        scenario.start();
        scenario.happens("pve2 is silent", () -> cluster.silent.add("pve2"));
        scenario.pass(Duration.ofMinutes(4));
        assertThat(scenario.seen()).isEmpty();

        scenario.pass(A_WHILE);
        scenario.happens("it answers", () -> cluster.silent.clear());
        scenario.pass(A_WHILE);

        assertThat(scenario.seen())
                .containsExactly("** A person is needed: pve2 can't be seen", "** Over: pve2 can't be seen");
    }

    @Test
    void guests_that_the_token_may_not_see_any_more_are_told_once() throws Exception {
        scenario.start();
        scenario.happens("its rights are taken", () -> cluster.hidden = Optional.of("The token may not look at web."));
        scenario.pass(A_WHILE);
        scenario.happens("they are given back", () -> cluster.hidden = Optional.empty());
        scenario.pass(A_WHILE);

        assertThat(scenario.seen())
                .containsExactly(
                        "** A person is needed: guests of home are hidden", "** Over: guests of home are hidden");
    }

    @Test
    void what_a_cluster_could_not_do_by_itself_is_told_once() throws Exception {
        scenario.start();
        scenario.happens("the look for updates fails", () -> cluster.failed = Optional.of("Failed: it."));
        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).containsExactly("** A person is needed: something that home does by itself failed");
    }

    @Test
    void nobody_is_asked_about_a_guest_while_its_cluster_has_no_quorum() throws Exception {
        var other = cluster.guest(110, "wiki", "pve1");
        scenario.start();
        scenario.happens("quorum is lost", () -> cluster.quorate = false);
        scenario.happens("wiki ends", () -> cluster.crashes(other));
        scenario.pass(A_WHILE);
        assertThat(scenario.seen()).containsExactly("** A person is needed: home has lost its quorum");

        scenario.happens("quorum is back", () -> cluster.quorate = true);
        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).endsWith("** Question: wiki is down");
    }

    @Test
    void nodes_that_are_missing_belong_to_the_loss_of_the_quorum() throws Exception {
        var pve3 = cluster.node("pve3");
        scenario.start();
        scenario.happens("pve2 and pve3 fail", () -> {
            cluster.fails(pve2);
            cluster.fails(pve3);
            cluster.quorate = false;
        });

        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).containsExactly("** A person is needed: home has lost its quorum");
        assertThat(scenario.lastStory()).contains("Only 1 of 3 nodes is left, without pve2 and pve3: too few");
        assertThat(scenario.incidents())
                .filteredOn(one -> one.finding().trouble() == Trouble.NODE_OFFLINE)
                .extracting(one -> one.stage())
                .containsExactly(new Stage.Joined(scenario.first()), new Stage.Joined(scenario.first()));
    }

    @Test
    void a_node_that_was_missed_before_belongs_to_the_loss_of_the_quorum_too() throws Exception {
        var pve3 = cluster.node("pve3");
        scenario.start();
        scenario.happens("pve2 fails", () -> cluster.fails(pve2));
        scenario.pass(A_WHILE);
        scenario.happens("pve3 fails", () -> {
            cluster.fails(pve3);
            cluster.quorate = false;
        });

        scenario.pass(A_WHILE);

        assertThat(scenario.seen())
                .containsExactly(
                        "** A person is needed: pve2 is offline", "** A person is needed: home has lost its quorum");
        assertThat(scenario.incident(1).stage()).isEqualTo(new Stage.Joined(new Incident.Id(2)));
    }

    @Test
    void a_node_that_stays_away_when_the_quorum_is_back_is_told_for_itself() throws Exception {
        var pve3 = cluster.node("pve3");
        scenario.start();
        scenario.happens("pve2 and pve3 fail", () -> {
            cluster.fails(pve2);
            cluster.fails(pve3);
            cluster.quorate = false;
        });
        scenario.pass(A_WHILE);

        scenario.happens("pve3 is back", () -> {
            cluster.returns(pve3);
            cluster.quorate = true;
        });
        scenario.pass(A_WHILE);

        assertThat(scenario.stories())
                .containsExactly(
                        "** A person is needed: home has lost its quorum",
                        "** Over: home has lost its quorum",
                        "** A person is needed: pve2 is offline");
    }

    @Test
    void a_cluster_that_cannot_be_seen_says_nothing_of_its_guests() throws Exception {
        scenario.start();
        scenario.happens("the token is revoked", () -> cluster.unseen = Optional.of("401 the token is not known"));

        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).containsExactly("** A person is needed: Proxmox home can't be seen");
        assertThat(scenario.lastStory()).contains("This says nothing about its guests; they may well be running.");
    }

    @Test
    void what_is_full_for_a_moment_only_is_not_told() throws Exception {
        level(70);
        scenario.start();
        scenario.happens("it fills", () -> level(90));
        scenario.pass(Duration.ofMinutes(2));
        scenario.happens("it is emptied", () -> level(70));

        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).isEmpty();
    }

    @Test
    void what_stays_full_is_told_once_until_it_has_come_under_its_clear_mark() throws Exception {
        level(70);
        scenario.start();
        scenario.happens("it fills", () -> level(92));
        scenario.pass(A_WHILE);
        scenario.happens("it hovers", () -> level(84));
        scenario.pass(A_WHILE);
        scenario.happens("it fills again", () -> level(86));
        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).containsExactly("** A person is needed: disk of pve2 is filling");

        scenario.happens("it is emptied", () -> level(60));
        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).last().isEqualTo("** Over: disk of pve2 is filling");
    }

    @Test
    void what_comes_to_its_critical_mark_is_told_anew() throws Exception {
        level(70);
        scenario.start();
        scenario.happens("it fills", () -> level(92));
        scenario.pass(A_WHILE);
        scenario.happens("it is nearly full", () -> level(96));
        scenario.pass(A_WHILE);

        assertThat(scenario.stories()).hasSize(2);
        assertThat(scenario.lastStory()).contains("96.0 % full").doesNotContain("92.0 %");
        assertThat(scenario.incident(1).finding().severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void processors_are_spoken_of_as_several() throws Exception {
        var busy = new Level(93, "93 % of them at work", MARKS);
        cluster.part(Kind.CPU, "processors of pve2", pve2, busy.state(), busy);
        scenario.start();
        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).containsExactly("** A person is needed: processors of pve2 are busy");
        assertThat(scenario.lastStory())
                .startsWith("Cause, 80 % sure: They have come to 85 % or more, and are not under 80 % again");

        var idle = new Level(3, "3 % of them at work", MARKS);
        scenario.happens("they rest", () -> cluster.part(Kind.CPU, "processors of pve2", pve2, idle.state(), idle));
        scenario.pass(A_WHILE);

        assertThat(scenario.lastStory()).startsWith("processors of pve2 are well again; the agent did nothing.");
    }

    @Test
    void a_storage_that_is_not_active_is_grey_and_told_after_a_while() throws Exception {
        var level = new Level(40, "40 % full", MARKS);
        cluster.part(Kind.STORAGE, "nas", pve2, State.RUNNING, level);
        scenario.start();
        scenario.happens(
                "nas goes away",
                () -> cluster.part(
                        Kind.STORAGE, "nas", pve2, State.RUNNING, level, Optional.of("it is not active on pve1")));

        scenario.pass(Duration.ofMinutes(4));
        assertThat(scenario.seen()).isEmpty();
        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).containsExactly("** A person is needed: nas is not active");
    }

    @Test
    void a_service_that_failed_is_asked_about() throws Exception {
        var well = new Report(Optional.empty(), "pvestatd runs.", Optional.empty());
        cluster.part(Kind.SERVICE, "pvestatd of pve2", pve2, State.RUNNING, well);
        scenario.start();
        var failed = new Report(Optional.of(Severity.WARNING), "pvestatd is failed.", Optional.empty());
        scenario.happens(
                "it fails", () -> cluster.part(Kind.SERVICE, "pvestatd of pve2", pve2, State.UNHEALTHY, failed));

        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).containsExactly("** Question: pvestatd of pve2 is not well");
    }

    @Test
    void a_drive_that_fails_is_told_once() throws Exception {
        var failed = new Report(Optional.of(Severity.CRITICAL), "SMART says FAILED.", Optional.empty());
        cluster.part(Kind.DRIVE, "drive sda of pve2", pve2, State.UNHEALTHY, failed);

        scenario.start();
        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).containsExactly("** A person is needed: drive sda of pve2 is not well");
    }

    @Test
    void a_certificate_is_told_of_two_weeks_before_its_end() throws Exception {
        var ends =
                new Certificate("pve2", scenario.now().plus(Duration.ofDays(14).plusMinutes(30)), Duration.ofDays(14));
        cluster.part(Kind.CERTIFICATE, "certificate of pve2", pve2, State.RUNNING, ends);
        scenario.start();
        scenario.pass(Duration.ofMinutes(20));
        assertThat(scenario.seen()).isEmpty();

        scenario.pass(Duration.ofMinutes(20));

        assertThat(scenario.seen()).containsExactly("** A person is needed: certificate of pve2 ends soon");
    }

    @Test
    void an_old_snapshot_is_told_once() throws Exception {
        var old = new Snapshots(
                1,
                Optional.of(
                        new Snapshots.Oldest("before-upgrade", scenario.now().minus(Duration.ofDays(40)))),
                Duration.ofDays(30));
        cluster.part(Kind.SNAPSHOT, "snapshots of db", pve2, State.RUNNING, old);

        scenario.start();
        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).containsExactly("** A person is needed: one of the snapshots of db is old");
    }

    @Test
    void what_was_not_asked_yet_after_a_start_is_not_gone() throws Exception {
        backup(Optional.of(latest(Duration.ofHours(50), Optional.empty())), Optional.empty());
        scenario.start();
        scenario.pass(A_WHILE);
        scenario.crash();

        cluster.partsAreAsked = false;
        scenario.start();
        scenario.pass(Duration.ofMinutes(3));
        cluster.partsAreAsked = true;
        scenario.pass(Duration.ofMinutes(3));

        assertThat(scenario.seen()).containsExactly("** Question: backups of db are too old");
    }

    @Test
    void a_backup_that_is_too_old_is_offered_to_be_made() throws Exception {
        backup(Optional.of(latest(Duration.ofHours(50), Optional.empty())), Optional.empty());

        scenario.start();
        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).containsExactly("** Question: backups of db are too old");
        assertThat(scenario.lastStory()).startsWith("Back up db?").contains("On approval: backup.run db (risk");
        assertThat(scenario.incident(1)
                        .remedy()
                        .orElseThrow()
                        .plan()
                        .getFirst()
                        .target()
                        .value())
                .isEqualTo("backup/backups of db@home to nas");
    }

    @Test
    void a_backup_that_failed_is_told_with_its_reason() throws Exception {
        backup(
                Optional.of(latest(Duration.ofHours(30), Optional.empty())),
                Optional.of(new Backups.Failure(scenario.now().minus(Duration.ofHours(6)), "no space left on device")));

        scenario.start();
        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).containsExactly("** Question: the last of the backups of db failed");
        assertThat(scenario.lastStory()).contains("Its last backup failed: no space left on device.");
    }

    @Test
    void a_backup_that_was_checked_and_is_broken_is_critical() throws Exception {
        backup(Optional.of(latest(Duration.ofHours(3), Optional.of(false))), Optional.empty());

        scenario.start();
        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).containsExactly("** Question: the latest of the backups of db is broken");
        assertThat(scenario.incident(1).finding().severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void a_backup_that_was_not_checked_yet_is_no_trouble() throws Exception {
        backup(Optional.of(latest(Duration.ofHours(3), Optional.empty())), Optional.empty());

        scenario.start();
        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).isEmpty();
    }

    @Test
    void backups_that_failed_in_one_run_are_one_incident_with_a_list() throws Exception {
        var failed = Optional.of(new Backups.Failure(scenario.now().minus(Duration.ofHours(6)), "no space left"));
        for (var vmid : new int[] {100, 102, 103})
            backup(cluster.known(vmid), Optional.of(latest(Duration.ofHours(30), Optional.empty())), failed);

        scenario.start();
        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).containsExactly("** A person is needed: the last of the backups of web failed");
        assertThat(scenario.lastStory())
                .contains("Part of this: backups of db, backups of app.")
                .contains("this befell 3 guests together");
    }

    @Test
    void one_more_that_failed_in_the_same_run_is_told_with_the_others() throws Exception {
        var failed = Optional.of(new Backups.Failure(scenario.now().minus(Duration.ofHours(6)), "no space left"));
        var latest = Optional.of(latest(Duration.ofHours(30), Optional.empty()));
        backup(cluster.known(100), latest, failed);
        scenario.start();
        scenario.pass(A_WHILE);
        assertThat(scenario.seen()).containsExactly("** Question: the last of the backups of web failed");

        scenario.happens("db's is read too", () -> backup(cluster.known(102), latest, failed));
        scenario.pass(A_WHILE);

        assertThat(scenario.seen())
                .containsExactly(
                        "** Question: the last of the backups of web failed",
                        "** A person is needed: the last of the backups of web failed");
    }

    @Test
    void backups_that_are_too_old_since_their_storage_is_away_belong_to_that() throws Exception {
        var level = new Level(40, "40 % full", MARKS);
        cluster.part(Kind.STORAGE, "nas", pve2, State.RUNNING, level);
        scenario.start();
        scenario.happens(
                "nas goes away",
                () -> cluster.part(
                        Kind.STORAGE,
                        "nas",
                        pve2,
                        State.RUNNING,
                        level,
                        Optional.of("it is not active on pve1 and pve2")));
        scenario.pass(A_WHILE);
        scenario.happens("two grow old", () -> {
            var old = Optional.of(latest(Duration.ofHours(50), Optional.empty()));
            backup(cluster.known(100), old, Optional.empty());
            backup(cluster.known(102), old, Optional.empty());
        });
        scenario.pass(A_WHILE);

        assertThat(scenario.seen()).containsExactly("** A person is needed: nas is not active");
    }

    @Test
    void a_backup_that_was_approved_and_failed_is_told_as_not_done_and_not_asked_again() throws Exception {
        var old = Optional.of(latest(Duration.ofHours(50), Optional.empty()));
        backup(old, Optional.empty());
        scenario.start();
        scenario.approves(1);
        scenario.pass(Duration.ofSeconds(2));
        scenario.happens("it fails", () -> {
            var task = new Task(
                    "UPID:pve2:9",
                    "vzdump",
                    Deed.BACKUP,
                    Whose.OURS,
                    "agent@pve",
                    scenario.now(),
                    Optional.of("no space left on device"));
            var failed = new Backups.Failure(scenario.now(), "no space left on device");
            cluster.part(
                    Kind.BACKUP,
                    "backups of db",
                    cluster.known(102),
                    State.RUNNING,
                    new Backups(
                            old,
                            Optional.of(failed),
                            true,
                            Optional.of("nas"),
                            false,
                            Optional.of(task),
                            Duration.ofDays(2)));
        });
        scenario.pass(A_WHILE);

        assertThat(scenario.requests()).containsExactly("-> backup.run db");
        assertThat(scenario.stories()).last().isEqualTo("** A person is needed: backups of db are too old");
        assertThat(scenario.lastStory())
                .contains("Not done at")
                .contains("The backup failed: no space left on device.");
    }

    private Backups.Latest latest(Duration age, Optional<Boolean> checked) {
        return new Backups.Latest(scenario.now().minus(age), "nas", checked);
    }

    private void backup(Optional<Backups.Latest> latest, Optional<Backups.Failure> failed) {
        backup(cluster.known(102), latest, failed);
    }

    private void backup(
            SimulatedCluster.Machine guest, Optional<Backups.Latest> latest, Optional<Backups.Failure> failed) {
        cluster.part(
                Kind.BACKUP,
                "backups of " + guest.name,
                guest,
                State.RUNNING,
                new Backups(latest, failed, true, Optional.of("nas"), false, Optional.empty(), Duration.ofDays(2)));
    }
}
