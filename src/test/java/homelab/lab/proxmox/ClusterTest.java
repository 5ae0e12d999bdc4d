package homelab.lab.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.lab.proxmox.GuestPlan.Trait;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the cluster shows of itself, and how old it is. */
class ClusterTest {

    @Test
    void the_list_of_all_is_up_to_ten_seconds_old() throws Exception {
        try (var visit = Visit.three()) {
            visit.lab.happenings().crashes(100);
            var listed = visit.row("/cluster/resources?type=vm", "vmid", "100");
            var asked = visit.get("/nodes/pve1/qemu/100/status/current").data();
            visit.pass(10);

            assertThat(listed.path("status").asString()).isEqualTo("running");
            assertThat(asked.path("status").asString()).isEqualTo("stopped");
            assertThat(visit.row("/cluster/resources?type=vm", "vmid", "100")
                            .path("status")
                            .asString())
                    .isEqualTo("stopped");
        }
    }

    @Test
    void a_dead_node_is_offline_at_once_and_its_guests_stay_as_they_were_for_five_minutes() throws Exception {
        try (var visit = Visit.three()) {
            visit.lab.happenings().troubles().nodeFails("pve3");
            var node = visit.row("/cluster/resources?type=node", "node", "pve3");
            visit.pass(Duration.ofMinutes(5));
            var stale = visit.row("/cluster/resources?type=vm", "vmid", "106");
            visit.pass(20);
            var unknown = visit.row("/cluster/resources?type=vm", "vmid", "106");

            assertThat(node.path("status").asString()).isEqualTo("offline");
            assertThat(node.has("cpu")).isFalse();
            assertThat(node.has("maxcpu")).isTrue();
            assertThat(stale.path("status").asString()).isEqualTo("running");
            assertThat(unknown.path("status").asString()).isEqualTo("unknown");
            assertThat(unknown.has("name")).isFalse();
            assertThat(unknown.has("mem")).isFalse();
        }
    }

    @Test
    void where_pvestatd_died_all_is_unknown_after_five_minutes() throws Exception {
        try (var visit = Visit.three()) {
            visit.lab.happenings().troubles().serviceDies("pve3", "pvestatd", false);
            visit.pass(Duration.ofMinutes(6));

            assertThat(visit.row("/cluster/resources?type=node", "node", "pve3")
                            .path("status")
                            .asString())
                    .isEqualTo("unknown");
            assertThat(visit.row("/cluster/resources?type=vm", "vmid", "106")
                            .path("status")
                            .asString())
                    .isEqualTo("unknown");
            assertThat(visit.get("/nodes/pve3/qemu/106/status/current")
                            .data()
                            .path("status")
                            .asString())
                    .isEqualTo("running");
        }
    }

    @Test
    void a_shared_storage_is_a_row_for_each_node() throws Exception {
        try (var visit = Visit.three()) {
            var rows = 0;
            for (var row : visit.get("/cluster/resources?type=storage").data())
                if (row.path("storage").asString().equals("nas")) rows++;

            assertThat(rows).isEqualTo(3);
        }
    }

    @Test
    void an_inactive_storage_has_no_size_and_is_unknown_once_its_last_word_is_old() throws Exception {
        try (var visit = Visit.three()) {
            visit.lab.happenings().troubles().storageInactive("nas", Optional.of("pve1"), true);
            var status = visit.get("/nodes/pve1/storage/nas/status").data();
            visit.pass(Duration.ofMinutes(6));
            var row = visit.row("/cluster/resources?type=storage", "id", "storage/pve1/nas");

            assertThat(status.path("active").asInt()).isZero();
            assertThat(status.path("total").asInt()).isZero();
            assertThat(row.path("status").asString()).isEqualTo("unknown");
            assertThat(row.has("maxdisk")).isFalse();
            assertThat(visit.row("/nodes/pve2/storage", "storage", "nas")
                            .path("active")
                            .asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void keys_that_say_nothing_are_left_out() throws Exception {
        try (var visit = Visit.three()) {
            var plain = visit.row("/cluster/resources?type=vm", "vmid", "101");
            visit.lab.happenings().locks(101, Optional.of("snapshot"));
            var locked = visit.row("/cluster/resources?type=vm", "vmid", "101");
            var tagged = visit.row("/cluster/resources?type=vm", "vmid", "100");
            var managed = visit.row("/cluster/resources?type=vm", "vmid", "104");

            assertThat(plain.has("lock")).isFalse();
            assertThat(plain.has("tags")).isFalse();
            assertThat(plain.has("hastate")).isFalse();
            assertThat(locked.path("lock").asString()).isEqualTo("snapshot");
            assertThat(tagged.path("tags").asString()).isEqualTo("homelab-agent-critical");
            assertThat(managed.path("hastate").asString()).isEqualTo("started");
        }
    }

    @Test
    void figures_come_as_proxmox_writes_them() throws Exception {
        try (var visit = Visit.three()) {
            visit.lab.happenings().troubles().nodeUses("pve1", Map.of("disk", 0.5, "load", 3.14));
            var status = visit.get("/nodes/pve1/status").data();
            var config = visit.get("/nodes/pve1/qemu/100/config").data();

            assertThat(status.path("loadavg").get(0).isString()).isTrue();
            assertThat(status.path("loadavg").get(0).asString()).isEqualTo("3.14");
            assertThat(status.path("cpuinfo").path("mhz").isString()).isTrue();
            assertThat(status.path("memory").has("available")).isTrue();
            assertThat(status.path("rootfs").path("avail").asLong())
                    .isLessThan(status.path("rootfs").path("free").asLong());
            assertThat(config.path("memory").isString()).isTrue();
            assertThat(config.path("onboot").asInt()).isEqualTo(1);
            assertThat(visit.get("/nodes/pve1/qemu/102/config").data().has("onboot"))
                    .isFalse();
        }
    }

    @Test
    void before_9_there_is_less_to_see() throws Exception {
        try (var eight = new Visit(Homes.three(Flavour.PVE_8_2));
                var nine = Visit.three()) {
            var current = "/nodes/pve1/qemu/100/status/current";

            assertThat(nine.get(current).data().has("pressurecpusome")).isTrue();
            assertThat(nine.get(current).data().has("memhost")).isTrue();
            assertThat(eight.get(current).data().has("pressurecpusome")).isFalse();
            assertThat(eight.get("/nodes/pve1/status").data().path("memory").has("available"))
                    .isFalse();
            assertThat(eight.get("/nodes/pve1/lxc").data().get(0).path("vmid").isString())
                    .isTrue();
            assertThat(eight.get("/version").data().path("version").asString()).isEqualTo("8.2.4");
        }
    }

    @Test
    void a_vm_shows_no_disk_use_and_its_agent_does() throws Exception {
        try (var visit = Visit.three()) {
            visit.lab.happenings().uses(100, Map.of("disk", 0.9));
            var row = visit.row("/cluster/resources?type=vm", "vmid", "100");
            var file = visit.get("/nodes/pve1/qemu/100/agent/get-fsinfo")
                    .data()
                    .path("result")
                    .get(0);

            assertThat(row.path("disk").asInt()).isZero();
            assertThat(visit.row("/cluster/resources?type=vm", "vmid", "101")
                            .path("disk")
                            .asLong())
                    .isPositive();
            assertThat(file.path("used-bytes").asDouble()
                            / file.path("total-bytes").asDouble())
                    .isBetween(0.89, 0.91);
        }
    }

    @Test
    void an_agent_that_does_not_answer_says_which_way() throws Exception {
        try (var visit = Visit.three()) {
            visit.lab.happenings().agentAnswers(100, false);

            assertThat(visit.post("/nodes/pve1/qemu/100/agent/ping").reason())
                    .isEqualTo("QEMU guest agent is not running");
            assertThat(visit.post("/nodes/pve1/qemu/102/agent/ping").reason())
                    .isEqualTo("No QEMU guest agent configured");
            visit.lab.happenings().crashes(100);
            assertThat(visit.post("/nodes/pve1/qemu/100/agent/ping").reason()).isEqualTo("VM 100 is not running");
            assertThat(visit.get("/nodes/pve1/lxc/101/interfaces").data()).hasSize(2);
        }
    }

    @Test
    void a_migrated_guest_is_gone_from_its_old_node() throws Exception {
        try (var visit = Visit.three()) {
            visit.lab.happenings().migrates(100, "pve2", "root@pam");
            var during = visit.get("/nodes/pve1/qemu/100/status/current").data();
            visit.pass(21);

            assertThat(during.path("lock").asString()).isEqualTo("migrate");
            assertThat(visit.get("/nodes/pve1/qemu/100/config").reason())
                    .isEqualTo("Configuration file 'nodes/pve1/qemu-server/100.conf' does not exist");
            assertThat(visit.get("/nodes/pve2/qemu/100/status/current")
                            .data()
                            .path("status")
                            .asString())
                    .isEqualTo("running");
            assertThat(visit.row("/nodes/pve1/tasks", "type", "qmmigrate")
                            .path("status")
                            .asString())
                    .isEqualTo("OK");
        }
    }

    @Test
    void a_vmid_can_be_used_again_by_another() throws Exception {
        try (var visit = Visit.three()) {
            visit.lab.happenings().destroyed(100);
            var gone = visit.get("/nodes/pve1/qemu/100/config").status();
            visit.lab.happenings().made(GuestPlan.lxc(100, "other", "pve2"));
            var fresh = visit.row("/cluster/resources?type=vm", "vmid", "100");
            visit.pass(10);

            assertThat(gone).isEqualTo(500);
            assertThat(fresh.path("status").asString()).isEqualTo("unknown");
            assertThat(visit.row("/cluster/resources?type=vm", "vmid", "100")
                            .path("name")
                            .asString())
                    .isEqualTo("other");
        }
    }

    @Test
    void a_node_that_comes_back_starts_what_is_to_start_with_it() throws Exception {
        try (var visit = new Visit(Homes.three(Flavour.PVE_9)
                .with(GuestPlan.vm(107, "boots", "pve3").with(Trait.ONBOOT)))) {
            visit.lab.happenings().troubles().nodeFails("pve3");
            visit.pass(30);
            visit.lab.happenings().troubles().nodeReturns("pve3");
            visit.pass(20);

            assertThat(visit.lab.happenings().runs(107)).isTrue();
            assertThat(visit.lab.happenings().runs(106)).isFalse();
            assertThat(visit.row("/nodes/pve3/tasks", "type", "startall")
                            .path("status")
                            .asString())
                    .isEqualTo("OK");
            assertThat(visit.get("/nodes/pve3/status").data().path("uptime").asInt())
                    .isEqualTo(20);
        }
    }

    @Test
    void a_reboot_stops_all_in_order_and_is_away_for_a_minute() throws Exception {
        try (var visit = Visit.three()) {
            visit.lab.happenings().troubles().nodeReboots("pve3");
            visit.pass(30);
            var away = visit.get("/nodes/pve3/status").status();
            visit.pass(60);

            assertThat(away).isEqualTo(595);
            assertThat(visit.row("/nodes/pve3/tasks", "type", "stopall")
                            .path("status")
                            .asString())
                    .isEqualTo("OK");
            assertThat(visit.row("/nodes/pve3/tasks", "type", "qmshutdown")
                            .path("user")
                            .asString())
                    .isEqualTo("root@pam");
        }
    }

    @Test
    void what_ails_a_node_is_shown() throws Exception {
        try (var visit = Visit.three()) {
            var troubles = visit.lab.happenings().troubles();
            troubles.smartSays("pve1", "/dev/sdb", "FAILED", "N/A");
            troubles.zfsIs("pve1", "tank", "DEGRADED", "No known data errors");
            troubles.certificateExpires("pve2", Visit.START.plus(Duration.ofDays(12)));
            troubles.updateWaits("pve1", "pve-manager", "9.1.1", "9.1.2");

            assertThat(visit.row("/nodes/pve1/disks/list", "devpath", "/dev/sdb")
                            .path("health")
                            .asString())
                    .isEqualTo("FAILED");
            assertThat(visit.get("/nodes/pve1/disks/smart?disk=/dev/sdb")
                            .data()
                            .path("health")
                            .asString())
                    .isEqualTo("FAILED");
            assertThat(visit.row("/nodes/pve1/disks/zfs", "name", "tank")
                            .path("health")
                            .asString())
                    .isEqualTo("DEGRADED");
            assertThat(visit.get("/nodes/pve1/disks/zfs/tank")
                            .data()
                            .path("errors")
                            .asString())
                    .isEqualTo("No known data errors");
            assertThat(visit.row("/nodes/pve2/certificates/info", "filename", "pve-ssl.pem")
                            .path("notafter")
                            .asLong())
                    .isEqualTo(Visit.START.plus(Duration.ofDays(12)).getEpochSecond());
            assertThat(visit.get("/nodes/pve1/apt/update").data()).hasSize(1);
            assertThat(visit.get("/cluster/ceph/status").reason()).startsWith("binary not installed");
        }
    }

    @Test
    void history_may_miss_its_newest_row() throws Exception {
        try (var visit = Visit.three()) {
            var rows =
                    visit.get("/nodes/pve1/rrddata?timeframe=hour&cf=AVERAGE").data();

            assertThat(rows).hasSize(70);
            assertThat(rows.get(0).has("memavailable")).isTrue();
            assertThat(rows.get(69).propertyNames()).containsExactly("time");
        }
    }

    @Test
    void guests_in_no_job_are_listed() throws Exception {
        try (var visit = Visit.three()) {
            assertThat(visit.get("/cluster/backup-info/not-backed-up").data()).hasSize(5);
        }
    }

    @Test
    void calls_to_a_node_that_is_known_to_be_offline_are_bad_manners() throws Exception {
        try (var visit = Visit.three()) {
            visit.lab.happenings().troubles().nodeFails("pve2");
            visit.get("/nodes/pve2/status");
            var unknowing = visit.lab.violations();
            visit.get("/cluster/resources");
            visit.get("/nodes/pve2/status");

            assertThat(unknowing).isEmpty();
            assertThat(visit.lab.violations()).containsExactly("GET /nodes/pve2/status: pve2 is known to be offline");
        }
    }
}
