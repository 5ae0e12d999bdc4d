package homelab.integration.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import homelab.integration.IntegrationException;
import homelab.integration.IntegrationException.Kind;
import homelab.integration.proxmox.GuestRows.At;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class BadAnswersTest {
    private static final At VM = new At("a", 100, false);
    private static final Upid TASK = Upid.parse("UPID:a:0000CB00:001CF71E:6A864D51:qmstart:100:root@pam:")
            .orElseThrow();

    private FakePve pve;
    private PveWire wire;
    private PveApi api;

    @BeforeEach
    void open() throws IOException {
        pve = FakePve.plain();
        wire = new PveWire(pve.config());
        api = new PveApi(wire);
    }

    @AfterEach
    void close() throws IOException {
        wire.close();
        pve.close();
    }

    /** Everything that is read. */
    interface Read {
        Object by(PveApi api) throws IntegrationException;
    }

    static final Map<String, Read> READS = Map.ofEntries(
            Map.entry("/version", PveApi::version),
            Map.entry("/access/permissions", PveApi::permissions),
            Map.entry("/cluster/resources", PveApi::resources),
            Map.entry("/cluster/status", PveApi::membership),
            Map.entry("/cluster/tasks", PveApi::clusterTasks),
            Map.entry("/cluster/ha/status/current", PveApi::ha),
            Map.entry("/cluster/backup", PveApi::backupJobs),
            Map.entry("/cluster/backup-info/not-backed-up", PveApi::inNoJob),
            Map.entry("/cluster/ceph/status", PveApi::ceph),
            Map.entry("/nodes/a/status", it -> it.node("a")),
            Map.entry("/nodes/a/time", it -> it.time("a")),
            Map.entry("/nodes/a/tasks", it -> it.tasks("a", 100, 10)),
            Map.entry("/nodes/a/tasks/" + TASK + "/status", it -> it.task(TASK)),
            Map.entry("/nodes/a/tasks/" + TASK + "/log", it -> it.log(TASK, 10)),
            Map.entry("/nodes/a/services", it -> it.services("a")),
            Map.entry("/nodes/a/apt/update", it -> it.updates("a")),
            Map.entry("/nodes/a/certificates/info", it -> it.certificates("a")),
            Map.entry("/nodes/a/disks/list", it -> it.disks("a")),
            Map.entry("/nodes/a/disks/smart", it -> it.smart("a", "/dev/sda")),
            Map.entry("/nodes/a/disks/zfs", it -> it.pools("a")),
            Map.entry("/nodes/a/disks/zfs/tank", it -> it.pool("a", "tank")),
            Map.entry("/nodes/a/storage/local/status", it -> it.storage("a", "local")),
            Map.entry("/nodes/a/storage/local/content", it -> it.backups("a", "local")),
            Map.entry("/nodes/a/qemu/100/config", it -> it.config(VM)),
            Map.entry("/nodes/a/qemu/100/status/current", it -> it.status(VM)),
            Map.entry("/nodes/a/qemu/100/snapshot", it -> it.snapshots(VM)),
            Map.entry("/nodes/a/qemu/100/agent/get-fsinfo", it -> it.fileSystems(VM)));

    static Stream<Arguments> reads() {
        return READS.entrySet().stream().map(each -> Arguments.of(each.getKey(), each.getValue()));
    }

    private static final List<String> UNREADABLE = List.of(
            "",
            " ",
            "{",
            "{\"data\":[{\"vmid\":1",
            "[]",
            "null",
            "\"data\"",
            "{}",
            "<html><body>Login</body></html>",
            "\0\1\2",
            "[".repeat(100_000),
            "{\"data\":".repeat(100_000));

    /** Of a kind that is not expected, or full of what should not be there. */
    private static final List<String> ODD = List.of(
            "{\"data\":null}",
            "{\"data\":7}",
            "{\"data\":\"x\"}",
            "{\"data\":{}}",
            "{\"data\":[]}",
            "{\"data\":[null,7,\"x\",[],{}]}",
            "{\"data\":[{\"vmid\":\"x\",\"node\":7,\"type\":\"qemu\",\"cpu\":\"NaN\",\"upid\":{},\"volid\":[]}]}",
            "{\"data\":[{\"vmid\":1e400,\"node\":\"../..\",\"type\":\"lxc\",\"endtime\":-9e99,\"mem\":-1}]}",
            "{\"data\":{\"/\":7,\"health\":[],\"memory\":\"x\",\"loadavg\":{},\"time\":\"soon\",\"agent\":[],\"ha\":1,"
                    + "\"result\":\"x\",\"version\":{},\"startup\":5,\"tags\":[1],\"uptime\":\"99999999999999999999\"}}");

    @ParameterizedTest
    @MethodSource("reads")
    void what_is_no_answer_of_proxmox_is_unreadable(String path, Read read) {
        for (var body : UNREADABLE) {
            pve.on("GET " + path, FakePve.status("200 OK", body));

            var failure = catchThrowableOfType(IntegrationException.class, () -> read.by(api));

            assertThat(failure)
                    .as(body.substring(0, Math.min(40, body.length())))
                    .isNotNull();
            assertThat(failure.kind()).isEqualTo(Kind.UNREADABLE);
        }
    }

    @ParameterizedTest
    @MethodSource("reads")
    void an_odd_answer_costs_itself_and_is_never_a_mistake_of_ours(String path, Read read) {
        for (var body : ODD) {
            pve.on("GET " + path, FakePve.status("200 OK", body));

            try {
                assertThat(read.by(api)).isNotNull();
            } catch (IntegrationException e) {
                assertThat(e.kind()).isEqualTo(Kind.UNREADABLE);
            }
        }
    }

    @Test
    void a_body_that_is_too_large_is_unreadable() {
        pve.on("GET /version", FakePve.status("200 OK", "{\"data\":\"" + "x".repeat(17 << 20) + "\"}"));

        var failure = catchThrowableOfType(IntegrationException.class, () -> api.version());

        assertThat(failure.kind()).isEqualTo(Kind.UNREADABLE);
        assertThat(failure).hasMessageContaining("more than 16 MB");
    }

    @Test
    void text_from_outside_is_made_harmless() throws IntegrationException {
        pve.data(
                "GET /cluster/resources",
                "[{\"type\":\"qemu\",\"vmid\":100,\"node\":\"a\",\"name\":\"x\\u001b[31m\\u202ey\\n" + "z".repeat(900)
                        + "\"}]");

        var name = api.resources().guests().getFirst().name();

        assertThat(name).startsWith("xy z").hasSizeLessThanOrEqualTo(500).doesNotContain("\u001b", "\u202e", "\n");
    }
}
