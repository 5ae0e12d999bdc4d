package homelab.lab.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Starting and stopping, as the table of Proxmox has it. */
class PowerTest {
    private static final String QEMU = "/nodes/pve1/qemu/";
    private static final String LXC = "/nodes/pve1/lxc/";

    /** 100 and 101 run, 102 and 103 do not. */
    @ParameterizedTest
    @CsvSource({
        "qemu/100, start, VM 100 already running",
        "qemu/102, start, OK",
        "lxc/103, start, OK",
        "qemu/100, stop, OK",
        "qemu/102, stop, OK",
        "qemu/100, shutdown, OK",
        "qemu/102, shutdown, OK",
        "lxc/101, stop, OK",
        "lxc/101, shutdown, OK",
        "qemu/100, reboot, OK",
        "lxc/101, reboot, OK",
        "qemu/100, reset, OK"
    })
    void ends_as_a_task(String guest, String verb, String ending) throws Exception {
        try (var visit = Visit.three()) {
            var upid = visit.post("/nodes/pve1/" + guest + "/status/" + verb).text();
            var at_once = visit.ending(upid);
            visit.pass(15);

            assertThat(at_once).isEqualTo("running");
            assertThat(visit.ending(upid)).isEqualTo(ending);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "lxc/101, start, CT 101 already running",
        "lxc/103, stop, CT 103 not running",
        "lxc/103, shutdown, CT 103 not running",
        "qemu/102, reboot, VM 102 not running",
        "lxc/103, reboot, CT 103 not running",
        "qemu/102, reset, VM 102 not running"
    })
    void is_refused_at_once(String guest, String verb, String reason) throws Exception {
        try (var visit = Visit.three()) {
            var got = visit.post("/nodes/pve1/" + guest + "/status/" + verb);

            assertThat(got.status()).isEqualTo(500);
            assertThat(got.reason()).isEqualTo(reason);
        }
    }

    @Test
    void a_container_cannot_be_reset() throws Exception {
        try (var visit = Visit.three()) {
            assertThat(visit.post(LXC + "101/status/reset").status()).isEqualTo(501);
        }
    }

    @Test
    void what_was_started_runs_with_a_new_uptime() throws Exception {
        try (var visit = Visit.three()) {
            visit.post(QEMU + "102/status/start");
            visit.pass(10);

            var current = visit.get(QEMU + "102/status/current").data();

            assertThat(current.path("status").asString()).isEqualTo("running");
            assertThat(current.path("uptime").asInt()).isEqualTo(7);
        }
    }

    @Test
    void a_shutdown_that_is_not_heard_fails_after_its_timeout() throws Exception {
        try (var visit = Visit.three()) {
            visit.lab.happenings().ignoresShutdown(100, true);
            visit.lab.happenings().ignoresShutdown(101, true);
            var vm = visit.post(QEMU + "100/status/shutdown").text();
            var ct = visit.post(LXC + "101/status/shutdown", "timeout=30").text();
            visit.pass(29);
            var still = visit.ending(ct);
            visit.pass(31);

            assertThat(still).isEqualTo("running");
            assertThat(visit.ending(vm)).isEqualTo("VM quit/powerdown failed - got timeout");
            assertThat(visit.ending(ct)).isEqualTo("container did not stop");
            assertThat(visit.lab.happenings().runs(100)).isTrue();
        }
    }

    @Test
    void a_shutdown_by_force_ends_it_after_the_timeout() throws Exception {
        try (var visit = Visit.three()) {
            visit.lab.happenings().ignoresShutdown(100, true);
            var upid = visit.post(QEMU + "100/status/shutdown", "forceStop=1&timeout=20")
                    .text();
            visit.pass(20);

            assertThat(visit.ending(upid)).isEqualTo("OK");
            assertThat(visit.lab.happenings().runs(100)).isFalse();
        }
    }

    @Test
    void what_is_paused_is_not_shut_down() throws Exception {
        try (var visit = Visit.three()) {
            visit.lab.happenings().pauses(100, true);

            var got = visit.post(QEMU + "100/status/shutdown");

            assertThat(got.status()).isEqualTo(500);
            assertThat(got.reason()).isEqualTo("VM is paused - cannot shutdown");
            assertThat(visit.post(QEMU + "100/status/shutdown", "forceStop=1").status())
                    .isEqualTo(200);
            assertThat(visit.get(QEMU + "100/status/current")
                            .data()
                            .path("qmpstatus")
                            .asString())
                    .isEqualTo("paused");
        }
    }

    @Test
    void a_vm_that_ignores_a_reboot_runs_on_and_a_container_is_killed() throws Exception {
        try (var visit = Visit.three()) {
            visit.lab.happenings().ignoresShutdown(100, true);
            visit.lab.happenings().ignoresShutdown(101, true);
            var vm = visit.post(QEMU + "100/status/reboot", "timeout=10").text();
            var ct = visit.post(LXC + "101/status/reboot", "timeout=10").text();
            visit.pass(15);

            assertThat(visit.ending(vm)).isEqualTo("VM quit/powerdown failed - got timeout");
            assertThat(visit.ending(ct)).isEqualTo("OK");
        }
    }

    @Test
    void a_lock_fails_the_task() throws Exception {
        try (var visit = Visit.three()) {
            visit.lab.happenings().locks(102, Optional.of("backup"));
            visit.lab.happenings().locks(101, Optional.of("snapshot"));
            var vm = visit.post(QEMU + "102/status/start").text();
            var ct = visit.post(LXC + "101/status/stop").text();
            visit.pass(3);

            assertThat(visit.ending(vm)).isEqualTo("VM is locked (backup)");
            assertThat(visit.ending(ct)).isEqualTo("CT is locked (snapshot)");
            assertThat(visit.lab.violations()).hasSize(2);
        }
    }

    @Test
    void two_at_once_wait_for_the_lock_file_in_vain() throws Exception {
        try (var visit = Visit.three()) {
            visit.lab.happenings().ignoresShutdown(100, true);
            var first = visit.post(QEMU + "100/status/shutdown").text();
            var second = visit.post(QEMU + "100/status/stop").text();
            visit.pass(10);

            assertThat(visit.ending(second))
                    .isEqualTo("can't lock file '/var/lock/qemu-server/lock-100.conf' - got timeout");
            assertThat(visit.ending(first)).isEqualTo("running");
            assertThat(visit.lab.violations())
                    .containsExactly("POST /nodes/pve1/qemu/100/status/stop: VM 100 is being acted on");
        }
    }

    @Test
    void a_stop_overtakes_a_shutdown_when_it_says_so() throws Exception {
        try (var visit = Visit.three()) {
            visit.lab.happenings().ignoresShutdown(100, true);
            var first = visit.post(QEMU + "100/status/shutdown").text();
            visit.pass(2);
            var second =
                    visit.post(QEMU + "100/status/stop", "overrule-shutdown=1").text();
            visit.pass(5);

            assertThat(visit.ending(first)).isEqualTo("interrupted by signal");
            assertThat(visit.ending(second)).isEqualTo("OK");
            assertThat(visit.lab.happenings().runs(100)).isFalse();
        }
    }

    @Test
    void a_template_does_not_start() throws Exception {
        try (var visit = Visit.three()) {
            var upid = visit.post(QEMU + "105/status/start").text();
            visit.pass(2);

            assertThat(visit.ending(upid)).isEqualTo("you can't start a vm if it's a template");
            assertThat(visit.lab.violations())
                    .containsExactly("POST /nodes/pve1/qemu/105/status/start: VM 105 is a template");
        }
    }

    @Test
    void a_start_may_warn_or_fail() throws Exception {
        try (var visit = Visit.three()) {
            visit.lab.happenings().startWarns(103, true);
            visit.lab.happenings().cannotStart(102, Optional.of("start failed: QEMU exited with code 1"));
            var warned = visit.post(LXC + "103/status/start").text();
            var failed = visit.post(QEMU + "102/status/start").text();
            visit.pass(5);

            assertThat(visit.ending(warned)).isEqualTo("WARNINGS: 1");
            assertThat(visit.lab.happenings().runs(103)).isTrue();
            assertThat(visit.ending(failed)).isEqualTo("start failed: QEMU exited with code 1");
            assertThat(visit.lab.happenings().runs(102)).isFalse();
        }
    }

    @Test
    void nothing_starts_without_a_quorum() throws Exception {
        try (var visit = Visit.three()) {
            visit.lab.happenings().troubles().quorumLost();

            var got = visit.post(QEMU + "102/status/start");

            assertThat(got.status()).isEqualTo(500);
            assertThat(got.reason()).isEqualTo("cluster not ready - no quorum?");
            assertThat(visit.row("/cluster/status", "type", "cluster")
                            .path("quorate")
                            .asInt())
                    .isZero();
        }
    }
}
