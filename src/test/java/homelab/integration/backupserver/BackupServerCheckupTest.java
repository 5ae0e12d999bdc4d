package homelab.integration.backupserver;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.integration.Check;
import homelab.integration.Check.Level;
import homelab.integration.http.Trust;
import homelab.lab.backupserver.BackupServerLab;
import homelab.lab.backupserver.Token;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class BackupServerCheckupTest {
    private Visit visit;

    @BeforeEach
    void aServer() throws IOException {
        visit = Visit.open();
    }

    @AfterEach
    void close() {
        visit.close();
    }

    private static List<String> told(List<Check> checks) {
        return checks.stream()
                .map(check -> check.level() + " " + check.name() + ": " + check.seen())
                .toList();
    }

    private static Check only(List<Check> checks, Level level) {
        return checks.stream()
                .filter(check -> check.level() == level)
                .findFirst()
                .orElseThrow(() -> new AssertionError(told(checks)));
    }

    @Test
    void a_server_that_is_as_it_should_be_has_no_problem() {
        assertThat(told(visit.checks()))
                .containsExactly(
                        "OK certificate: it shows the one that is pinned",
                        "OK token: agent@pbs!homelab is accepted",
                        "OK version: Proxmox Backup Server 4.0.14",
                        "OK right to look: datastores, their snapshots and their jobs may be looked at",
                        "OK excess rights: the token may nothing that the agent does not need");
    }

    @Test
    void a_certificate_that_is_not_known_has_the_line_to_set() throws IOException {
        try (var strange = new Visit(BackupServerLab.open("4.0"), new Trust.Nobody())) {
            var check = only(strange.checks(), Level.PROBLEM);

            assertThat(check.name()).isEqualTo("certificate");
            assertThat(check.cure().orElseThrow()).endsWith("set PBS_FINGERPRINT=" + strange.lab.fingerprint());
        }
    }

    @Test
    void nobody_who_listens_is_told_as_that() {
        visit.lab.close();

        assertThat(only(visit.checks(), Level.PROBLEM).seen()).startsWith("nobody listens");
    }

    @Test
    void a_token_that_is_not_accepted_has_the_lines_that_make_one() {
        visit.lab.letsIn(new Token("agent@pbs!homelab", "another", Map.of()));

        assertThat(only(visit.checks(), Level.PROBLEM).cure().orElseThrow())
                .contains("proxmox-backup-manager user create agent@pbs ; proxmox-backup-manager user generate-token"
                        + " agent@pbs homelab ; then set PBS_TOKEN_SECRET");
    }

    @Test
    void rights_that_are_missing_have_their_lines() {
        visit.lab.letsIn(Token.WATCHING.may(Map.of()));

        var checks = visit.checks();

        assertThat(only(checks, Level.PROBLEM).cure())
                .contains("on the backup server: proxmox-backup-manager acl update /datastore DatastoreAudit --auth-id"
                        + " agent@pbs && proxmox-backup-manager acl update /datastore DatastoreAudit --auth-id"
                        + " 'agent@pbs!homelab'");
        assertThat(checks)
                .filteredOn(check -> check.level() == Level.ADVICE)
                .extracting(check -> check.cure().orElseThrow())
                .satisfiesExactly(
                        tasks -> assertThat(tasks).contains("acl update /system Audit --auth-id agent@pbs"),
                        remotes -> assertThat(remotes).contains("acl update /remote RemoteAudit --auth-id agent@pbs"));
    }

    @Test
    void rights_that_are_too_many_are_a_problem() {
        visit.lab.letsIn(Token.WATCHING.may(
                Map.of("/", Set.of("Datastore.Audit", "Sys.Audit", "Remote.Audit", "Datastore.Prune"))));

        var check = only(visit.checks(), Level.PROBLEM);

        assertThat(check.name()).isEqualTo("excess rights");
        assertThat(check.seen()).contains("Datastore.Prune on /");
        assertThat(check.cure().orElseThrow()).contains("--delete 1 --auth-id 'agent@pbs!homelab'");
    }

    @ParameterizedTest
    @CsvSource({"2.4, PROBLEM", "3.2, OK", "4.1, OK", "5.0, ADVICE", "odd, UNKNOWN"})
    void versions_before_3_are_too_old(String version, Level level) throws IOException {
        try (var other = new Visit(BackupServerLab.open(version))) {
            assertThat(other.checks())
                    .filteredOn(check -> check.name().equals("version"))
                    .extracting(Check::level)
                    .containsExactly(level);
        }
    }
}
