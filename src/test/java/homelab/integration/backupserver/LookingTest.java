package homelab.integration.backupserver;

import static homelab.integration.backupserver.Visit.START;
import static homelab.integration.backupserver.Visit.find;
import static homelab.integration.backupserver.Visit.report;
import static homelab.integration.backupserver.Visit.seen;
import static homelab.integration.backupserver.Visit.unseen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homelab.integration.IntegrationException;
import homelab.lab.backupserver.Asked;
import homelab.lab.backupserver.BackupServerLab;
import homelab.lab.backupserver.Token;
import homelab.model.BackupServer;
import homelab.model.Certificate;
import homelab.model.Kind;
import homelab.model.Level;
import homelab.model.Look;
import homelab.model.Report;
import homelab.model.Severity;
import homelab.model.State;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client against a simulated server: what each thing that may befall it looks like. */
@Timeout(60)
class LookingTest {
    private static final Duration A_WHILE = Duration.ofMinutes(1);

    private Visit visit;

    @BeforeEach
    void aServer() throws IOException {
        visit = Visit.open();
        visit.lab.store("main").backup("", "vm", "100", START, "ok").backup("", "ct", "101", START, "");
        visit.lab.store("far").backup("", "host", "nas", START, "ok");
    }

    /** A good client does none of this, whatever it met. */
    @AfterEach
    void close() {
        assertThat(visit.lab.violations()).isEmpty();
        assertThat(visit.lab.mostInFlight()).isLessThanOrEqualTo(3);
        visit.close();
    }

    private Look after(Duration time) throws IntegrationException {
        visit.pass(time);
        return visit.look();
    }

    @Test
    void a_look_shows_the_server_its_datastores_and_what_is_said_of_them() throws Exception {
        var look = visit.look();

        assertThat(look.present().orElseThrow())
                .extracting(Object::toString)
                .containsExactlyInAnyOrder(
                        "pbs:pbs",
                        "certificate/server@pbs",
                        "datastore/far@pbs",
                        "datastore/main@pbs",
                        "upkeep/far@pbs",
                        "upkeep/main@pbs",
                        "verification/far@pbs",
                        "verification/main@pbs");
        assertThat(seen(look, "pbs:pbs").resource().kind()).isEqualTo(Kind.BACKUP_SERVER);
        assertThat(seen(look, "pbs:pbs").detail()).isEqualTo(new BackupServer("4.0.14"));
        assertThat(seen(look, "certificate/server@pbs").detail()).isInstanceOf(Certificate.class);
    }

    @Test
    void the_first_look_takes_nine_requests_and_two_for_each_datastore_and_the_next_ones_three() throws Exception {
        var ignored = visit.look();
        assertThat(visit.lab.asked()).hasSize(9 + 2 * 2);

        visit.lab.forget();
        var again = after(A_WHILE);

        assertThat(again.present()).isPresent();
        assertThat(visit.lab.asked())
                .extracting(Asked::path)
                .containsExactly("/status/datastore-usage", "/admin/datastore", "/nodes/localhost/tasks");
    }

    @Test
    void many_namespaces_are_listed_a_few_in_each_look() throws Exception {
        for (var i = 0; i < 50; i++) visit.lab.store("main").backup("ns" + i, "vm", "100", START, "ok");

        var first = visit.look();
        assertThat(visit.lab.asked()).hasSizeLessThanOrEqualTo(9 + 2 + Memory.LISTINGS);
        assertThat(unseen(first, "verification/main@pbs")).contains("not all of its namespaces");
        var second = after(A_WHILE);
        var third = after(A_WHILE);

        assertThat(second.present()).isPresent();
        assertThat(report(third, "verification/main@pbs").words())
                .isEqualTo("None of 52 snapshots failed verification. 1 was never verified.");
    }

    @Test
    void a_datastore_fills_as_a_storage_does() throws Exception {
        visit.lab.store("main").fills(86);

        var main = seen(visit.look(), "datastore/main@pbs");

        assertThat(main.resource().kind()).isEqualTo(Kind.STORAGE);
        assertThat(main.state()).isEqualTo(State.UNHEALTHY);
        assertThat(main.detail()).isEqualTo(new Level(86.0, "86 % used (86 GiB of 100 GiB)", DatastoreShow.FULL));
    }

    @Test
    void one_that_cannot_be_used_is_not_seen_and_says_why() throws Exception {
        visit.lab.store("main").maintained("type=offline,message=moving");
        visit.lab.store("far").unplugged(true);
        visit.lab.store("third").breaks("unable to open chunk store 'third' - No such file or directory");

        var look = visit.look();

        assertThat(unseen(look, "datastore/main@pbs")).isEqualTo("it is in maintenance (type=offline,message=moving)");
        assertThat(unseen(look, "verification/main@pbs")).contains("in maintenance");
        assertThat(unseen(look, "datastore/far@pbs")).isEqualTo("its device is not there");
        assertThat(unseen(look, "datastore/third@pbs")).contains("No such file or directory");
        assertThat(visit.lab.asked()).extracting(Asked::path).noneMatch(path -> path.contains("/snapshots"));
    }

    @Test
    void one_that_may_only_be_read_is_seen_as_before() throws Exception {
        visit.lab.store("main").maintained("read-only");

        assertThat(seen(visit.look(), "datastore/main@pbs").state()).isEqualTo(State.RUNNING);
    }

    @Test
    void never_verified_is_neither_good_nor_broken() throws Exception {
        var report = report(visit.look(), "verification/main@pbs");

        assertThat(report)
                .isEqualTo(new Report(
                        Optional.empty(),
                        "None of 2 snapshots failed verification. 1 was never verified.",
                        Optional.empty()));
    }

    @Test
    void snapshots_that_failed_verification_are_one_report_with_ten_names() throws Exception {
        for (var i = 0; i < 12; i++) visit.lab.store("main").backup("prod", "vm", "2" + i, START, "failed");

        var report = report(visit.look(), "verification/main@pbs");

        assertThat(report.trouble()).contains(Severity.CRITICAL);
        assertThat(report.words())
                .startsWith("12 of 14 snapshots failed verification and could not be restored whole: vm/20 of"
                        + " 2026-01-10T12:00:00Z, vm/21 of")
                .endsWith(" and 2 more. 1 was never verified.");
    }

    @Test
    void what_a_task_changed_is_seen_once_it_ended_and_else_after_a_quarter_of_an_hour() throws Exception {
        var ignored = visit.look();
        visit.lab.store("main").backup("", "vm", "100", START, "failed");
        visit.lab.store("far").backup("", "host", "nas", START, "failed");
        visit.lab.taskEnded("verificationjob", "main:v-1", START.plusSeconds(30), "verification failed");

        var soon = after(A_WHILE);
        assertThat(report(soon, "verification/main@pbs").trouble()).contains(Severity.CRITICAL);
        assertThat(report(soon, "verification/far@pbs").trouble()).isEmpty();

        var later = after(Duration.ofMinutes(15));
        assertThat(report(later, "verification/far@pbs").trouble()).contains(Severity.CRITICAL);
    }

    @Test
    void what_is_in_memory_is_as_old_as_its_answer() throws Exception {
        var ignored = visit.look();

        assertThat(seen(after(A_WHILE), "verification/main@pbs").at()).isEqualTo(START);
    }

    @Test
    void each_sort_of_job_that_failed_is_told_with_the_first_line_of_its_error() throws Exception {
        visit.lab.jobEnded("/admin/verify", "main", "v-1", START, "verification failed - please check the log\nmore");
        visit.lab.jobEnded("/admin/gc", "main", "", START, "unable to get exclusive lock");
        visit.lab.jobEnded("/admin/prune", "main", "p-1", START, "unknown");
        visit.lab.syncEnded("main", "s-1", "offsite", START, "sync failed with some errors.");
        visit.lab.jobEnded("/admin/gc", "far", "", START, "WARNINGS: 2");

        var look = visit.look();

        assertThat(report(look, "upkeep/main@pbs"))
                .isEqualTo(new Report(
                        Optional.of(Severity.WARNING),
                        "The last run of verification job v-1 failed: verification failed - please check the log;"
                                + " garbage collection failed: unable to get exclusive lock; prune job p-1 was broken"
                                + " off; sync job s-1 failed: sync failed with some errors.",
                        Optional.empty()));
        assertThat(report(look, "upkeep/far@pbs").words()).isEqualTo("The last runs of its jobs ended well.");
    }

    @Test
    void a_job_that_failed_stays_so_while_it_runs_and_is_well_once_it_succeeds() throws Exception {
        visit.lab.jobEnded("/admin/verify", "main", "v-1", START, "no space left");
        var ignored = visit.look();

        visit.lab.jobRuns("/admin/verify", "main", "v-1");
        visit.pass(Duration.ofMinutes(16));
        assertThat(report(visit.look(), "upkeep/main@pbs").trouble()).contains(Severity.WARNING);

        visit.lab.jobEnded("/admin/verify", "main", "v-1", visit.now(), "OK");
        assertThat(report(after(A_WHILE), "upkeep/main@pbs").trouble()).isEmpty();
    }

    @Test
    void jobs_that_push_are_asked_for_where_they_are_known() throws Exception {
        var ignored = visit.look();
        assertThat(visit.lab.asked())
                .filteredOn(one -> one.path().equals("/admin/sync"))
                .extracting(Asked::parameters)
                .containsExactly(Map.of("sync-direction", "all"));

        try (var old = new Visit(BackupServerLab.open("3.2"))) {
            var seen = old.look();
            assertThat(seen.present()).isPresent();
            assertThat(old.lab.violations()).isEmpty();
        }
    }

    @Test
    void a_datastore_that_is_removed_is_gone() throws Exception {
        var ignored = visit.look();
        visit.lab.removes("far");

        assertThat(find(after(A_WHILE), "datastore/far@pbs")).isEmpty();
    }

    @Test
    void one_that_the_token_may_not_see_any_more_is_not_gone() throws Exception {
        var ignored = visit.look();
        visit.lab.letsIn(Token.WATCHING.may(
                Map.of("/datastore/main", Set.of("Datastore.Audit"), "/system", Set.of("Sys.Audit"))));

        var look = after(A_WHILE);

        for (var part : List.of("datastore", "verification", "upkeep"))
            assertThat(unseen(look, part + "/far@pbs"))
                    .isEqualTo("the token may not look at it (Datastore.Audit on /datastore/far is missing)");
        assertThat(seen(look, "datastore/main@pbs").state()).isEqualTo(State.RUNNING);
    }

    @Test
    void one_that_the_token_may_only_back_up_to_does_not_tell_of_its_snapshots() throws Exception {
        visit.lab.letsIn(Token.WATCHING.may(Map.of("/datastore", Set.of("Datastore.Backup"))));

        var look = visit.look();

        assertThat(seen(look, "datastore/main@pbs").state()).isEqualTo(State.RUNNING);
        assertThat(unseen(look, "verification/main@pbs")).contains("Datastore.Audit on /datastore/main is missing");
        assertThat(unseen(look, "upkeep/main@pbs")).contains("Datastore.Audit on /datastore/main is missing");
    }

    @Test
    void a_token_without_rights_does_not_make_an_empty_server() {
        visit.lab.letsIn(Token.WATCHING.may(Map.of()));

        assertThatThrownBy(visit::look)
                .isInstanceOf(IntegrationException.class)
                .hasMessageContaining("lacks Datastore.Audit on /datastore");
    }

    @Test
    void a_server_without_datastores_is_one() throws Exception {
        visit.lab.removes("main");
        visit.lab.removes("far");

        assertThat(visit.look().present().orElseThrow()).hasSize(2);
    }

    @Test
    void what_one_listing_refuses_is_told_of_that_datastore_alone() throws Exception {
        visit.lab.mishaps().refuses("/admin/datastore/main/snapshots", 500, "unable to read index\nbacktrace");
        visit.lab.mishaps().refuses("/admin/prune", 400, "lock failed");
        visit.lab.mishaps().refuses("/nodes/localhost/tasks", 403, "permission check failed");

        var look = visit.look();

        assertThat(unseen(look, "verification/main@pbs"))
                .isEqualTo("its snapshots can't be listed: GET /admin/datastore/main/snapshots: unable to read index");
        assertThat(unseen(look, "upkeep/main@pbs")).contains("GET /admin/prune: lock failed");
        assertThat(report(look, "verification/far@pbs").trouble()).isEmpty();
    }
}
