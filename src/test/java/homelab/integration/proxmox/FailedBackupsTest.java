package homelab.integration.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.integration.proxmox.ClusterRows.Membership;
import homelab.integration.proxmox.ClusterRows.Node;
import homelab.integration.proxmox.ClusterRows.Resources;
import homelab.model.Backups.Failure;
import homelab.model.Kind;
import homelab.model.Resource;
import homelab.model.Wishes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class FailedBackupsTest {
    private static final String TASK = "UPID:pve1:0000CB00:001CF71E:6A864D51:vzdump:100:root@pam:";
    private static final Upid UPID = Upid.parse(TASK).orElseThrow();
    private static final Instant LATER = UPID.startedAt().plus(Duration.ofHours(1));
    private static final Failure FAILED = new Failure(UPID.startedAt(), "no space left on device");

    private final Slow slow = new Slow();
    private FakePve pve;
    private PveWire wire;

    @BeforeEach
    void aLongLog() throws IOException {
        pve = FakePve.plain();
        wire = new PveWire(pve.config());
        pve.data(
                "GET /cluster/tasks", "[{\"upid\":\"" + TASK + "\",\"endtime\":1787187000,\"status\":\"job errors\"}]");
        FakePve.Answer cut = out -> log(600, 500).write(out);
        FakePve.Answer whole = out -> log(600, 601).write(out);
        pve.on("GET /nodes/pve1/tasks/" + TASK + "/log", cut);
        pve.on("GET /nodes/pve1/tasks/" + TASK + "/log?limit=0", whole);
    }

    @AfterEach
    void close() throws IOException {
        wire.close();
        pve.close();
    }

    @Test
    void one_that_failed_late_in_a_long_job_is_known_by_its_reason() {
        read();

        assertThat(slow.failed.of(101)).contains(new Failure(UPID.startedAt(), "no space left on device"));
    }

    @Test
    void it_is_known_when_its_task_is_listed_no_more_until_a_newer_backup_is_made() {
        slow.failed.note(101, FAILED);

        slow.failed.over(101, UPID.startedAt().minusSeconds(1));
        assertThat(slow.failed.of(101)).contains(FAILED);

        slow.failed.over(101, LATER);
        assertThat(slow.failed.of(101)).isEmpty();
    }

    @Test
    void the_latest_counts_whichever_is_read_first() {
        slow.failed.note(101, new Failure(LATER, "timeout"));
        slow.failed.note(101, FAILED);

        assertThat(slow.failed.of(101)).contains(new Failure(LATER, "timeout"));
    }

    @Test
    void what_the_end_of_the_log_says_is_the_evidence() {
        var guest = new Home("home", new Resource.Id("proxmox:lab"));
        var resource = guest.part(Kind.VM, guest.guest(100), "db", pve.config().id(), Wishes.NONE);
        var about = new Resource(
                resource.id(), resource.lineage(), Kind.VM, "db", pve.config().id(), List.of(), Wishes.NONE);

        var said = new ProxmoxInspector(pve.config(), new PveApi(wire)).inspect(about, Duration.ofSeconds(10));

        assertThat(said.getFirst().lines()).hasSize(21).last().asString().contains("no space left on device");
    }

    private void read() {
        var node = new Node("pve1", "online", Optional.empty(), 8, 0, 0, 0, 0, 100, "");
        var picture = new Picture(
                new Resources(List.of(node), List.of(), List.of()),
                new Membership("home", true, List.of()),
                new TaskBook(
                        FakePve.TOKEN,
                        List.of(new TaskRows.Task(UPID, new TaskRows.Ending.Failed("job errors"), Optional.of(LATER)))),
                Map.of(),
                Map.of());
        Rota.due(slow, new PveApi(wire), picture, LATER, 60).forEach(Runnable::run);
    }

    private static FakePve.Answer log(int before, int most) {
        var lines = IntStream.rangeClosed(0, before)
                .limit(most)
                .mapToObj(i ->
                        i < before ? "INFO: line " + i : "ERROR: Backup of VM 101 failed - no space left on device")
                .map(line -> "{\"n\":1,\"t\":\"" + line + "\"}")
                .collect(Collectors.joining(",", "{\"data\":[", "]}"));
        return FakePve.status("200 OK", lines);
    }
}
