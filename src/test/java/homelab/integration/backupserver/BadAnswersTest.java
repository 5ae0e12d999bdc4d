package homelab.integration.backupserver;

import static homelab.integration.backupserver.Visit.unseen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import homelab.integration.IntegrationException;
import homelab.integration.IntegrationException.Kind;
import homelab.integration.http.Trust;
import homelab.lab.backupserver.BackupServerLab;
import homelab.lab.backupserver.Token;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a server answers, nothing is made up and nothing of a secret is shown. */
@Timeout(60)
class BadAnswersTest {
    private static final String OTHER = "00:".repeat(31) + "00";

    private Visit visit;

    @BeforeEach
    void aServer() throws IOException {
        visit = Visit.open();
        visit.lab.store("main").backup("", "vm", "100", Visit.START, "ok");
    }

    @AfterEach
    void close() {
        visit.close();
    }

    private IntegrationException refused() {
        var refused = catchThrowableOfType(IntegrationException.class, visit::look);
        assertThat(refused).message().doesNotContain(Token.WATCHING.secret());
        return refused;
    }

    @Test
    void a_token_that_is_not_let_in_is_told_with_what_to_do() {
        visit.lab.letsIn(new Token("agent@pbs!homelab", "another", Map.of()));

        var refused = refused();

        assertThat(refused.kind()).isEqualTo(Kind.UNAUTHORIZED);
        assertThat(refused)
                .hasMessageContaining("the token agent@pbs!homelab is not accepted")
                .hasMessageContaining("proxmox-backup-manager user list-tokens agent@pbs");
    }

    @Test
    void what_is_forbidden_refused_or_passed_on_in_vain_keeps_its_words() {
        visit.lab.mishaps().refuses("/admin/datastore", 403, "permission check failed");
        assertThat(refused().kind()).isEqualTo(Kind.FORBIDDEN);

        visit.lab.mishaps().end();
        visit.lab.mishaps().refuses("/admin/datastore", 500, "disk on fire\nline two");
        assertThat(refused()).hasMessage("GET /admin/datastore: disk on fire");

        visit.lab.mishaps().end();
        visit.lab.mishaps().refuses("/admin/datastore", 502, "<html>");
        assertThat(refused().kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "{",
                "[]",
                "\"text\"",
                "{}",
                "{\"data\":null}",
                "{\"data\":7}",
                "{\"data\":{\"store\":\"main\"}}"
            })
    void what_is_no_list_is_no_empty_list(String body) {
        visit.lab.mishaps().answers("/admin/datastore", body);

        assertThat(refused().kind()).isEqualTo(Kind.UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[null, 7, \"x\", [], {}]",
                "[{\"store\":7}, {\"store\":\"../etc\"}, {\"store\":null}]",
                "[{\"store\":{\"a\":1},\"used\":\"many\"}]"
            })
    void what_is_no_datastore_in_a_list_is_left_out(String data) throws Exception {
        visit.lab.mishaps().answers("/(admin/datastore|status/datastore-usage)", "{\"data\":" + data + "}");

        assertThat(visit.look().present().orElseThrow())
                .extracting(Object::toString)
                .noneMatch(id -> id.contains("main") || id.contains(".."));
    }

    @Test
    void numbers_that_are_none_say_nothing_of_how_full_it_is() throws Exception {
        visit.lab
                .mishaps()
                .answers(
                        "/status/datastore-usage",
                        "{\"data\":[{\"store\":\"main\",\"used\":\"many\",\"avail\":-1,\"total\":1e999}]}");

        assertThat(unseen(visit.look(), "datastore/main@pbs")).isEqualTo("it does not tell how full it is");
    }

    @Test
    void snapshots_and_jobs_of_wrong_types_are_no_failures() throws Exception {
        visit.lab
                .mishaps()
                .answers(
                        ".*/snapshots",
                        "{\"data\":[7,{\"backup-time\":\"x\",\"verification\":[]},{\"verification\":\"failed\"}]}");
        visit.lab
                .mishaps()
                .answers(
                        "/admin/(verify|gc|prune|sync)",
                        "{\"data\":[{\"store\":\"main\",\"last-run-state\":{\"a\":1}},null]}");

        var look = visit.look();

        assertThat(Visit.report(look, "verification/main@pbs").words())
                .isEqualTo("None of 2 snapshots failed verification. 2 were never verified.");
        assertThat(Visit.report(look, "upkeep/main@pbs").words()).isEqualTo("No job of it has run yet.");
    }

    @Test
    void an_answer_that_is_far_too_long_is_not_read() {
        visit.lab.mishaps().answers("/admin/datastore", "{\"data\":[" + " ".repeat(17 << 20) + "]}");

        assertThat(refused().kind()).isEqualTo(Kind.UNREADABLE);
    }

    @Test
    void an_answer_that_does_not_come_ends_in_time_and_one_listing_costs_no_other() throws Exception {
        visit.lab.store("far").backup("", "vm", "100", Visit.START, "ok");
        visit.lab.mishaps().hangs("/admin/datastore/main/snapshots");

        var look = visit.look();

        assertThat(unseen(look, "verification/main@pbs")).contains("no whole answer");
        assertThat(Visit.report(look, "verification/far@pbs").trouble()).isEmpty();

        visit.lab.mishaps().hangs("/status/datastore-usage");
        assertThat(refused().kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void text_from_outside_is_made_harmless() throws Exception {
        visit.lab.jobEnded("/admin/verify", "main", "v-1", Visit.START, "\u001B[31mred\u202E\u0007alert");

        assertThat(Visit.report(visit.look(), "upkeep/main@pbs").words())
                .isEqualTo("The last run of verification job v-1 failed: red alert.");
    }

    @Test
    void without_trust_nothing_is_sent_and_the_line_to_set_is_told() throws IOException {
        try (var strange = new Visit(BackupServerLab.open("4.0"), new Trust.Nobody())) {
            var refused = catchThrowableOfType(IntegrationException.class, strange::look);

            assertThat(refused)
                    .hasMessageContaining("nothing was sent")
                    .hasMessageContaining("set PBS_FINGERPRINT=" + strange.lab.fingerprint())
                    .hasMessageContaining("proxmox-backup-manager cert info");
            assertThat(strange.lab.asked()).isEmpty();
        }
    }

    @Test
    void a_certificate_that_changed_is_never_accepted() throws Exception {
        var ignored = visit.look();
        var pinned = visit.lab.fingerprint();
        visit.lab.forget();
        visit.lab.mishaps().certificateChanges();

        assertThat(refused())
                .hasMessageContaining(
                        "the certificate has changed: pinned " + pinned + ", seen " + visit.lab.fingerprint());
        assertThat(visit.lab.asked()).isEmpty();
    }

    @Test
    void another_that_is_pinned_is_not_asked() throws IOException {
        try (var strange = new Visit(BackupServerLab.open("4.0"), new Trust.Pinned(OTHER))) {
            assertThat(catchThrowableOfType(IntegrationException.class, strange::look))
                    .hasMessageContaining("pinned " + OTHER);
            assertThat(strange.lab.asked()).isEmpty();
        }
    }
}
