package homelab.integration.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homelab.engine.Pki;
import homelab.integration.Check;
import homelab.integration.Check.Level;
import homelab.integration.http.Row;
import homelab.integration.http.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class ProxmoxCheckupTest {
    private static final Instant NOW = Instant.parse("2026-01-31T10:00:00Z");

    private static final String WATCH =
            "\"Sys.Audit\":1,\"VM.Audit\":1,\"Datastore.Audit\":1,\"Pool.Audit\":1,\"VM.GuestAgent.Audit\":1";

    private FakePve pve;

    @BeforeEach
    void open() throws IOException {
        pve = FakePve.plain()
                .data("GET /version", "{\"version\":\"9.2.4\"}")
                .data("GET /cluster/status", "[{\"type\":\"node\",\"name\":\"pve1\",\"online\":1,\"local\":1}]")
                .data("GET /nodes/pve1/time", "{\"time\":" + NOW.getEpochSecond() + "}")
                .data(
                        "GET /cluster/resources",
                        "[{\"type\":\"storage\",\"storage\":\"nas\",\"node\":\"pve1\",\"content\":\"backup\"}]");
        may(WATCH + ",\"VM.PowerMgmt\":1,\"VM.Backup\":1,\"Datastore.AllocateSpace\":1,\"Sys.Modify\":1");
    }

    @AfterEach
    void close() throws IOException {
        pve.close();
    }

    /** Everywhere but on the root itself, where nothing of a node may be changed. */
    private void may(String rights) {
        var paths = new StringBuilder("{\"/\":{" + rights.replace(",\"Sys.Modify\":1", "") + "}");
        for (var path : List.of("/vms", "/nodes", "/storage", "/pool"))
            paths.append(",\"").append(path).append("\":{").append(rights).append("}");
        pve.data("GET /access/permissions", paths + "}");
    }

    private List<Check> checks(boolean healing) {
        var config = pve.config();
        var checks = new ArrayList<Check>();
        try (var wire = new PveWire(config)) {
            new ProxmoxCheckup(config, new PveApi(wire), InstantSource.fixed(NOW)).look(healing, checks::add);
        }
        return checks;
    }

    private static List<String> told(List<Check> checks) {
        return checks.stream()
                .map(check -> check.level() + " " + check.name() + ": " + check.seen())
                .toList();
    }

    private Check only(String name, Level level, boolean healing) {
        return checks(healing).stream()
                .filter(check -> check.name().equals(name) && check.level() == level)
                .findFirst()
                .orElseThrow(() -> new AssertionError(told(checks(healing))));
    }

    @Test
    void a_cluster_that_is_as_it_should_be_has_no_problem() {
        assertThat(told(checks(true)))
                .containsExactly(
                        "ADVICE certificate: it is spoken to without TLS, on this machine alone, so every program here"
                                + " that listens may read the token",
                        "OK token: agent@pve!watch is accepted",
                        "OK version: Proxmox VE 9.2.4",
                        "OK right to look: nodes, guests, storages, pools and agents may be looked at",
                        "OK right to operate: guests may be started, stopped and backed up",
                        "OK excess rights: the token may nothing that the agent does not need",
                        "OK clock: one node agrees with the agent");
    }

    @Test
    void a_token_that_is_not_accepted_has_the_lines_that_make_one() {
        pve.on("GET /version", FakePve.status("401 no such token", ""));

        var check = only("token", Level.PROBLEM, false);

        assertThat(check.seen()).contains("agent@pve!watch is not accepted (no such token)");
        assertThat(check.cure().orElseThrow())
                .contains("pveum user add agent@pve ; pveum user token add agent@pve watch --privsep 1");
    }

    @Test
    void a_right_to_look_that_is_missing_has_the_lines_for_version_9() {
        may("\"Sys.Audit\":1");

        var check = only("right to look", Level.PROBLEM, false);

        assertThat(check.seen())
                .contains("VM.Audit on /vms, Datastore.Audit on /storage, Pool.Audit on /pool, VM.GuestAgent.Audit on"
                        + " /vms are missing");
        assertThat(check.cure())
                .contains("on a node: pveum role add HomelabWatch --privs \"VM.Audit Sys.Audit Datastore.Audit"
                        + " Pool.Audit VM.GuestAgent.Audit\" ; pveum acl modify / --users agent@pve --roles"
                        + " HomelabWatch && pveum acl modify / --tokens 'agent@pve!watch' --roles HomelabWatch");
    }

    @Test
    void version_8_asks_agents_by_another_right() {
        pve.data("GET /version", "{\"version\":\"8.4.1\"}");

        var check = only("right to look", Level.PROBLEM, false);

        assertThat(check.seen()).startsWith("VM.Monitor on /vms is missing");
        assertThat(check.cure().orElseThrow())
                .contains("Pool.Audit VM.Monitor\"")
                .doesNotContain("GuestAgent");
    }

    @Test
    void what_only_operating_needs_is_a_problem_only_where_the_agent_heals() {
        may(WATCH);

        assertThat(only("right to operate", Level.PROBLEM, true).seen())
                .contains("VM.PowerMgmt on /vms, VM.Backup on /vms are missing");
        assertThat(told(checks(false))).noneMatch(line -> line.startsWith("PROBLEM"));
        assertThat(checks(false))
                .extracting(Check::seen)
                .anyMatch(seen -> seen.contains("Datastore.AllocateSpace on /storage/nas is missing"));
    }

    @Test
    void rights_in_excess_are_told_with_their_place() {
        may(WATCH + ",\"VM.Allocate\":1,\"VM.Config.Disk\":1,\"SDN.Audit\":1");

        var dangerous = only("excess rights", Level.PROBLEM, false);
        var needless = only("excess rights", Level.ADVICE, false);

        assertThat(dangerous.seen()).startsWith("the token may VM.Allocate on /, VM.Config.Disk on /:");
        assertThat(needless.seen()).isEqualTo("the token may SDN.Audit on /, which the agent does not need");
        assertThat(dangerous.cure().orElseThrow()).contains("pveum user token permissions agent@pve watch");
    }

    @Test
    void a_clock_that_is_an_hour_off_is_a_problem() {
        pve.data("GET /nodes/pve1/time", "{\"time\":" + NOW.minusSeconds(3600).getEpochSecond() + "}");

        assertThat(only("clock", Level.PROBLEM, false).seen()).contains("node pve1 is 3599 s behind the agent");
    }

    @Test
    void a_node_that_is_offline_is_not_asked_for_its_time() {
        pve.data("GET /cluster/status", "[{\"type\":\"node\",\"name\":\"pve1\",\"online\":0}]");

        assertThat(only("clock", Level.UNKNOWN, false).seen()).isEqualTo("node pve1 is offline");
        assertThat(pve.lines()).doesNotContain("GET /nodes/pve1/time");
    }

    @Test
    void nobody_who_listens_is_told_as_that() throws IOException {
        pve.close();

        // A listener that is being closed may take one more.
        await().untilAsserted(() -> assertThat(told(checks(false)))
                .singleElement()
                .asString()
                .startsWith("PROBLEM address: nobody listens"));
    }

    @Test
    void a_certificate_that_nobody_pinned_has_the_line_to_set(@TempDir Path folder) throws Exception {
        var files = Pki.in(folder).engine("node");
        var checks = new ArrayList<Check>();
        try (var secured = FakePve.secured(files)) {
            var config = secured.config(true, "127.0.0.1", new Trust.Nobody());
            try (var wire = new PveWire(config)) {
                new ProxmoxCheckup(config, new PveApi(wire), InstantSource.fixed(NOW)).look(false, checks::add);
            }
        }

        assertThat(checks).singleElement().satisfies(check -> {
            assertThat(check.level()).isEqualTo(Level.PROBLEM);
            assertThat(check.name()).isEqualTo("certificate");
            assertThat(check.cure().orElseThrow()).contains("set PROXMOX_FINGERPRINT=");
        });
    }

    @Test
    void an_old_or_new_version_is_advised_against() {
        assertThat(ProxmoxCheckup.version(new ClusterRows.Version("7.4-3")).level())
                .isEqualTo(Level.ADVICE);
        assertThat(ProxmoxCheckup.version(new ClusterRows.Version("10.0")).level())
                .isEqualTo(Level.ADVICE);
        assertThat(ProxmoxCheckup.version(new ClusterRows.Version("")).level()).isEqualTo(Level.UNKNOWN);
        assertThat(ProxmoxCheckup.clock("a", Optional.empty(), NOW, NOW).level())
                .isEqualTo(Level.UNKNOWN);
    }

    @Test
    void what_is_told_of_a_path_holds_below_it_only_if_it_is_handed_down() {
        var may = Permissions.read(new Row(PveWire.JSON.readTree(
                "{\"/\":{\"VM.Audit\":1},\"/vms/100\":{\"VM.Backup\":0},\"/storage\":{\"Datastore.Audit\":\"1\"}}")));

        assertThat(may.has("VM.Audit", "/vms")).isFalse();
        assertThat(may.has("VM.Backup", "/vms/100")).isTrue();
        assertThat(may.has("VM.Backup", "/vms/100/x")).isFalse();
        assertThat(may.has("Datastore.Audit", "/storage/nas")).isTrue();
        assertThat(may.below("/vms", "VM.Backup")).isEqualTo(Set.of("/vms/100"));
    }

    @ParameterizedTest
    @EnumSource
    void the_guide_has_the_lines_of_each_role_for_both_versions(Roles role) throws IOException {
        assertThat(Files.readString(Path.of("docs/proxmox.md")))
                .contains(role.add(8))
                .contains(role.add(9));
    }
}
