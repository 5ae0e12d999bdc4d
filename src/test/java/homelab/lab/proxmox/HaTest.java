package homelab.lab.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What HA does with 104, which runs on pve2. */
class HaTest {
    private static final String GUEST = "/nodes/pve2/qemu/104/status/";

    @Test
    void a_shutdown_is_only_a_request_which_is_followed_later() throws Exception {
        try (var visit = Visit.three()) {
            var upid = visit.post(GUEST + "shutdown").text();
            visit.pass(2);
            var asked = visit.ending(upid);
            var runs = visit.lab.happenings().runs(104);
            visit.pass(30);

            assertThat(upid).contains(":hastop:104:");
            assertThat(asked).isEqualTo("OK");
            assertThat(runs).isTrue();
            assertThat(visit.lab.happenings().runs(104)).isFalse();
            assertThat(visit.get(GUEST + "current")
                            .data()
                            .path("ha")
                            .path("state")
                            .asString())
                    .isEqualTo("stopped");
            assertThat(visit.row("/nodes/pve2/tasks", "type", "qmshutdown")
                            .path("user")
                            .asString())
                    .isEqualTo("root@pam");
        }
    }

    @Test
    void a_start_is_a_request_too() throws Exception {
        try (var visit = Visit.three()) {
            visit.post(GUEST + "shutdown");
            visit.pass(60);
            var upid = visit.post(GUEST + "start").text();
            visit.pass(30);

            assertThat(upid).contains(":hastart:104:");
            assertThat(visit.lab.happenings().runs(104)).isTrue();
            assertThat(visit.lab.violations()).isEmpty();
        }
    }

    @Test
    void what_crashed_is_brought_up_again_without_help() throws Exception {
        try (var visit = Visit.three()) {
            visit.lab.happenings().crashes(104);
            visit.post(GUEST + "start");
            visit.pass(30);

            assertThat(visit.lab.happenings().runs(104)).isTrue();
            assertThat(visit.tale).containsExactly("HA starts VM 104 (mail) on pve2");
            assertThat(visit.lab.violations())
                    .containsExactly("POST /nodes/pve2/qemu/104/status/start: VM 104 is HA's own to bring up");
        }
    }

    @Test
    void what_cannot_start_ends_in_error() throws Exception {
        try (var visit = Visit.three()) {
            visit.lab.happenings().cannotStart(104, Optional.of("start failed: QEMU exited with code 1"));
            visit.lab.happenings().crashes(104);
            visit.pass(90);

            assertThat(visit.row("/cluster/ha/status/current", "sid", "vm:104")
                            .path("state")
                            .asString())
                    .isEqualTo("error");
            assertThat(visit.get("/nodes/pve2/tasks?errors=1").data()).hasSize(2);
        }
    }

    @Test
    void what_ran_on_a_dead_node_is_fenced_and_comes_up_elsewhere() throws Exception {
        try (var visit = Visit.three()) {
            visit.lab.happenings().troubles().nodeFails("pve2");
            visit.pass(70);
            var fenced = visit.row("/cluster/resources?type=vm", "vmid", "104")
                    .path("hastate")
                    .asString();
            visit.pass(80);

            assertThat(fenced).isEqualTo("fence");
            assertThat(visit.lab.happenings().nodeOf(104)).isEqualTo("pve3");
            assertThat(visit.lab.happenings().runs(104)).isTrue();
        }
    }

    @Test
    void without_a_quorum_nothing_is_recovered() throws Exception {
        try (var visit = Visit.three()) {
            visit.lab.happenings().troubles().nodeFails("pve2");
            visit.lab.happenings().troubles().nodeFails("pve3");
            visit.pass(300);

            assertThat(visit.lab.happenings().nodeOf(104)).isEqualTo("pve2");
            assertThat(visit.row("/cluster/ha/status/current", "type", "quorum")
                            .path("quorate")
                            .asInt())
                    .isZero();
        }
    }

    @Test
    void a_backup_that_would_stop_it_is_refused() throws Exception {
        try (var visit = Visit.three()) {
            var upid = visit.post("/nodes/pve2/vzdump", "vmid=104&storage=nas&mode=stop")
                    .text();
            visit.pass(5);

            assertThat(visit.ending(upid)).isEqualTo("job errors");
        }
    }

    @Test
    void its_resources_are_listed() throws Exception {
        try (var visit = Visit.three()) {
            var row = visit.get("/cluster/ha/resources").data().get(0);

            assertThat(row.path("sid").asString()).isEqualTo("vm:104");
            assertThat(row.path("state").asString()).isEqualTo("started");
            assertThat(visit.get("/nodes/pve1/qemu/100/status/current")
                            .data()
                            .path("ha")
                            .path("managed")
                            .asInt())
                    .isZero();
        }
    }

    @Test
    void what_it_is_to_ignore_is_acted_on_directly() throws Exception {
        try (var visit = Visit.three()) {
            visit.lab.happenings().haIs(104, "ignored");
            var upid = visit.post(GUEST + "stop").text();
            visit.pass(30);

            assertThat(upid).contains(":qmstop:104:");
            assertThat(visit.lab.happenings().runs(104)).isFalse();
        }
    }

    @Test
    void an_action_on_what_is_in_error_is_bad_manners_and_changes_nothing() throws Exception {
        try (var visit = Visit.three()) {
            visit.lab.happenings().haIs(104, "error");
            var upid = visit.post(GUEST + "shutdown").text();
            visit.pass(30);

            assertThat(visit.ending(upid)).isEqualTo("OK");
            assertThat(visit.lab.happenings().runs(104)).isTrue();
            assertThat(visit.lab.violations())
                    .containsExactly("POST /nodes/pve2/qemu/104/status/shutdown: VM 104 is in error with HA");
        }
    }
}
