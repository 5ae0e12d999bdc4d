package homelab.integration.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.integration.IntegrationException;
import homelab.integration.proxmox.GuestRows.At;
import homelab.integration.proxmox.TaskRows.Ending;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PveApiTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final String TASK = "UPID:pve1:0000CB00:001CF71E:6A864D51:qmstart:100:agent@pve!watch:";
    private static final At VM = new At("pve1", 100, false);
    private static final At CT = new At("pve1", 101, true);

    private FakePve pve;
    private PveWire wire;
    private PveApi api;
    private PveOrders orders;

    @BeforeEach
    void open() throws IOException {
        pve = FakePve.plain();
        wire = new PveWire(pve.config());
        api = new PveApi(wire);
        orders = new PveOrders(wire);
    }

    @AfterEach
    void close() throws IOException {
        wire.close();
        pve.close();
    }

    @Test
    void reads_all_that_there_is_in_one_request() throws IntegrationException {
        pve.data("GET /cluster/resources", """
                [{"type":"node","node":"pve1","status":"online","cpu":"0.25","maxcpu":4,"mem":1,"maxmem":2,"uptime":9},
                 {"type":"qemu","vmid":"100","node":"pve1","name":"db","status":"running","tags":"a;b","template":0},
                 {"type":"lxc","vmid":101,"node":"pve1","status":"stopped","lock":"backup","template":1},
                 {"type":"storage","storage":"nas","node":"pve1","status":"available","shared":"1","disk":5,
                  "maxdisk":10,"content":"backup,images"},
                 {"type":"sdn","sdn":"localnetwork","node":"pve1"}]
                """);

        var all = api.resources();

        assertThat(all.nodes()).singleElement().satisfies(node -> {
            assertThat(node.name()).isEqualTo("pve1");
            assertThat(node.cpu()).contains(0.25);
        });
        assertThat(all.guests()).extracting(ClusterRows.Guest::vmid).containsExactly(100, 101);
        assertThat(all.guests().getFirst().tags()).containsExactly("a", "b");
        assertThat(all.guests().getLast().lock()).isEqualTo("backup");
        assertThat(all.guests()).extracting(ClusterRows.Guest::template).containsExactly(false, true);
        assertThat(all.storages()).singleElement().satisfies(storage -> {
            assertThat(storage.shared()).isTrue();
            assertThat(storage.contents()).isEqualTo(Set.of("backup", "images"));
        });
        assertThat(pve.lines()).containsExactly("GET /cluster/resources");
    }

    @Test
    void a_node_by_itself_has_a_quorum() throws IntegrationException {
        pve.data("GET /cluster/status", "[{\"type\":\"node\",\"name\":\"pve\",\"online\":1,\"local\":1}]");

        assertThat(api.membership().quorate()).isTrue();
    }

    @Test
    void a_cluster_without_quorum_says_so() throws IntegrationException {
        pve.data(
                "GET /cluster/status",
                "[{\"type\":\"cluster\",\"name\":\"c\",\"quorate\":0},{\"type\":\"node\",\"name\":\"a\"}]");

        var membership = api.membership();

        assertThat(membership.quorate()).isFalse();
        assertThat(membership.members()).containsExactly(new ClusterRows.Member("a", false, false, ""));
    }

    @Test
    void warnings_are_a_success_and_a_lost_task_is_unknown() {
        assertThat(Ending.of("OK")).isEqualTo(new Ending.Done(0));
        assertThat(Ending.of("WARNINGS: 2")).isEqualTo(new Ending.Done(2));
        assertThat(Ending.of("unexpected status")).isEqualTo(new Ending.Lost());
        assertThat(Ending.of("VM 100 already running")).isEqualTo(new Ending.Failed("VM 100 already running"));
    }

    @Test
    void asks_the_node_in_the_task_s_name_for_it() throws IntegrationException {
        var upid = Upid.parse(TASK).orElseThrow();
        pve.data("GET /nodes/pve1/tasks/" + TASK + "/status", "{\"status\":\"stopped\",\"exitstatus\":\"OK\"}");
        pve.data("GET /nodes/pve1/tasks/" + TASK + "/log", "[{\"n\":1,\"t\":\"line\"}]");

        assertThat(api.task(upid).ending()).isEqualTo(new Ending.Done(0));
        assertThat(api.log(upid, 20).lines()).containsExactly("line");
        assertThat(pve.lines().getLast()).endsWith("/log?limit=20");
    }

    @Test
    void lists_the_tasks_of_a_guest_with_what_runs() throws IntegrationException {
        pve.data(
                "GET /nodes/pve1/tasks",
                "[{\"upid\":\"" + TASK + "\",\"starttime\":1},{\"upid\":\"" + TASK + "\",\"endtime\":1700000060,"
                        + "\"status\":\"job errors\"},{\"upid\":\"nonsense\"}]");

        var tasks = api.tasks("pve1", 100, 10);

        assertThat(tasks)
                .extracting(TaskRows.Task::ending)
                .containsExactly(new Ending.Running(), new Ending.Failed("job errors"));
        assertThat(tasks.getLast().ended()).contains(Instant.ofEpochSecond(1_700_000_060));
        assertThat(pve.lines()).containsExactly("GET /nodes/pve1/tasks?vmid=100&source=all&limit=10");
    }

    @Test
    void a_backup_that_nobody_verified_is_not_ok() throws IntegrationException {
        pve.data("GET /nodes/pve1/storage/pbs/content", """
                [{"volid":"pbs:backup/vm/100/2026-01-31T02:00:12Z","vmid":100,"ctime":1769824812,"size":5},
                 {"volid":"pbs:backup/vm/101/x","vmid":"101","verification":{"state":"failed"}}]
                """);

        var backups = api.backups("pve1", "pbs");

        assertThat(backups)
                .extracting(NodeRows.Backup::verified)
                .containsExactly(Optional.empty(), Optional.of("failed"));
        assertThat(backups).extracting(NodeRows.Backup::vmid).containsExactly(Optional.of(100), Optional.of(101));
    }

    @Test
    void reads_what_decides_whether_a_guest_should_run() throws IntegrationException {
        pve.data(
                "GET /nodes/pve1/qemu/100/config",
                "{\"name\":\"db\",\"onboot\":\"1\",\"agent\":\"enabled=1,fstrim_cloned_disks=1\","
                        + "\"startup\":\"order=2,down=180\",\"tags\":\"x\"}");
        pve.data(
                "GET /nodes/pve1/lxc/101/status/current",
                "{\"status\":\"stopped\",\"ha\":{\"managed\":1,\"state\":\"started\"},\"lock\":\"backup\"}");

        var config = api.config(VM);
        var status = api.status(CT);

        assertThat(config.onBoot()).isTrue();
        assertThat(config.agent()).isTrue();
        assertThat(config.stopTimeout()).contains(180L);
        assertThat(status.ha()).isTrue();
        assertThat(status.haState()).isEqualTo("started");
        assertThat(status.lock()).isEqualTo("backup");
    }

    @Test
    void leaves_the_present_out_of_the_snapshots() throws IntegrationException {
        pve.data("GET /nodes/pve1/qemu/100/snapshot", "[{\"name\":\"a\",\"snaptime\":5},{\"name\":\"current\"}]");

        assertThat(api.snapshots(VM))
                .containsExactly(new GuestRows.Snapshot("a", Optional.of(Instant.ofEpochSecond(5)), ""));
    }

    @Test
    void each_order_is_one_request_with_its_parameters() throws IntegrationException {
        for (var path : List.of("start", "stop", "shutdown", "reboot", "reset"))
            pve.data("POST /nodes/pve1/qemu/100/status/" + path, "\"" + TASK + "\"");
        pve.data("POST /nodes/pve1/lxc/101/status/reboot", "\"" + TASK + "\"")
                .data("POST /nodes/pve1/services/pveproxy/restart", "\"" + TASK + "\"")
                .data("POST /nodes/pve1/vzdump", "\"OK\"");

        assertThat(orders.start(VM, LONG).map(Upid::text)).contains(TASK);
        orders.stop(VM, LONG);
        orders.shutdown(VM, Duration.ofSeconds(90), LONG);
        orders.reboot(VM, Duration.ofSeconds(60), LONG);
        orders.reset(VM, LONG);
        orders.reboot(CT, Duration.ofSeconds(60), LONG);
        orders.restartService("pve1", "pveproxy", LONG);
        assertThat(orders.backUp(VM, "nas", LONG)).isEmpty();

        assertThat(pve.asked().stream().map(each -> each.line() + " " + each.body()))
                .containsExactly(
                        "POST /nodes/pve1/qemu/100/status/start ",
                        "POST /nodes/pve1/qemu/100/status/stop ",
                        "POST /nodes/pve1/qemu/100/status/shutdown timeout=90&forceStop=0",
                        "POST /nodes/pve1/qemu/100/status/reboot timeout=60",
                        "POST /nodes/pve1/qemu/100/status/reset ",
                        "POST /nodes/pve1/lxc/101/status/reboot timeout=60",
                        "POST /nodes/pve1/services/pveproxy/restart ",
                        "POST /nodes/pve1/vzdump vmid=100&storage=nas&mode=snapshot&compress=zstd&remove=0");
        assertThat(pve.asked().get(2).head()).contains("Content-Type: application/x-www-form-urlencoded\r\n");
    }
}
