package homelab.lab.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tasks, as lists and their own pages show them. */
class TasksTest {

    @Test
    void a_upid_names_node_time_type_guest_and_user_with_token() throws Exception {
        try (var visit = Visit.three()) {
            var upid = visit.post("/nodes/pve1/qemu/102/status/start").text();

            assertThat(upid).matches("UPID:pve1:[0-9A-F]{8}:[0-9A-F]{8}:[0-9A-F]{8}:qmstart:102:root@pam!all:");
            assertThat(Long.parseLong(upid.split(":", -1)[4], 16)).isEqualTo(Visit.START.getEpochSecond());
        }
    }

    @Test
    void user_and_token_are_shown_apart() throws Exception {
        try (var visit = Visit.three()) {
            var upid = visit.post("/nodes/pve1/qemu/102/status/start").text();
            visit.lab.happenings().personStops(100, "ada@pve");

            var status = visit.get("/nodes/pve1/tasks/" + upid + "/status").data();
            var persons = visit.row("/nodes/pve1/tasks?source=all", "user", "ada@pve");

            assertThat(status.path("user").asString()).isEqualTo("root@pam");
            assertThat(status.path("tokenid").asString()).isEqualTo("all");
            assertThat(persons.has("tokenid")).isFalse();
        }
    }

    @Test
    void a_status_has_no_end_time_and_a_list_has_the_exit_status() throws Exception {
        try (var visit = Visit.three()) {
            var upid = visit.post("/nodes/pve1/qemu/100/status/start").text();
            visit.pass(5);

            var status = visit.get("/nodes/pve1/tasks/" + upid + "/status").data();
            var row = visit.row("/nodes/pve1/tasks", "upid", upid);

            assertThat(status.has("endtime")).isFalse();
            assertThat(status.path("exitstatus").asString()).isEqualTo("VM 100 already running");
            assertThat(row.path("status").asString()).isEqualTo("VM 100 already running");
            assertThat(row.path("endtime").asLong())
                    .isEqualTo(Visit.START.plusSeconds(1).getEpochSecond());
        }
    }

    @Test
    void the_archive_has_what_is_over_and_active_what_runs() throws Exception {
        try (var visit = Visit.three()) {
            visit.post("/nodes/pve1/qemu/102/status/start");
            visit.pass(10);
            visit.post("/nodes/pve1/qemu/102/status/shutdown");

            var archive = visit.get("/nodes/pve1/tasks").data();
            var active = visit.get("/nodes/pve1/tasks?source=active").data();

            assertThat(archive).hasSize(1);
            assertThat(archive.get(0).path("type").asString()).isEqualTo("qmstart");
            assertThat(active).hasSize(1);
            assertThat(active.get(0).path("status").asString()).isEqualTo("RUNNING");
            assertThat(active.get(0).has("endtime")).isFalse();
            assertThat(visit.get("/nodes/pve1/tasks?source=all").data()).hasSize(2);
            assertThat(visit.get("/cluster/tasks").data()).hasSize(2);
        }
    }

    @Test
    void a_list_can_be_narrowed() throws Exception {
        try (var visit = Visit.three()) {
            visit.lab.happenings().personStarts(102, "root@pam");
            visit.pass(30);
            visit.lab.happenings().personStarts(103, "ada@pve");
            visit.pass(30);
            visit.lab.happenings().personStarts(100, "ada@pve");
            visit.pass(30);
            var since = Visit.START.plusSeconds(30).getEpochSecond();

            assertThat(visit.get("/nodes/pve1/tasks?vmid=102").data()).hasSize(1);
            assertThat(visit.get("/nodes/pve1/tasks?typefilter=vzstart").data()).hasSize(1);
            assertThat(visit.get("/nodes/pve1/tasks?userfilter=ada").data()).hasSize(2);
            assertThat(visit.get("/nodes/pve1/tasks?since=" + since).data()).hasSize(2);
            assertThat(visit.get("/nodes/pve1/tasks?errors=1").data()).hasSize(1);
            assertThat(visit.get("/nodes/pve1/tasks?limit=1&start=1")
                            .data()
                            .get(0)
                            .path("id")
                            .asString())
                    .isEqualTo("103");
        }
    }

    @Test
    void a_log_ends_with_how_it_ended() throws Exception {
        try (var visit = Visit.three()) {
            var upid = visit.post("/nodes/pve1/qemu/100/status/start").text();
            visit.pass(5);

            var log = visit.get("/nodes/pve1/tasks/" + upid + "/log").data();

            assertThat(log.get(log.size() - 1).path("t").asString()).isEqualTo("TASK ERROR: VM 100 already running");
        }
    }

    @Test
    void what_ran_on_a_node_that_died_ends_with_an_unexpected_status() throws Exception {
        try (var visit = Visit.three()) {
            var upid = visit.lab.happenings().personStops(106, "root@pam");
            visit.lab.happenings().troubles().nodeFails("pve3");
            var meanwhile = visit.get("/nodes/pve3/tasks/" + upid + "/status").status();
            visit.lab.happenings().troubles().nodeReturns("pve3");

            assertThat(meanwhile).isEqualTo(595);
            assertThat(visit.ending(upid)).isEqualTo("unexpected status");
        }
    }

    @Test
    void the_times_of_a_node_are_those_of_its_clock() throws Exception {
        try (var visit = Visit.three()) {
            visit.lab.happenings().troubles().clockIsOff("pve1", Duration.ofHours(1));
            visit.post("/nodes/pve1/qemu/102/status/start");
            visit.pass(5);
            var ahead = Visit.START.plusSeconds(3600).getEpochSecond();

            assertThat(visit.get("/nodes/pve1/tasks")
                            .data()
                            .get(0)
                            .path("starttime")
                            .asLong())
                    .isEqualTo(ahead);
            assertThat(visit.get("/nodes/pve1/time").data().path("time").asLong())
                    .isEqualTo(ahead + 5);
            assertThat(visit.get("/nodes/pve2/time").data().path("time").asLong())
                    .isEqualTo(ahead - 3595);
        }
    }

    @Test
    void a_service_is_restarted_by_a_task_or_stays_broken() throws Exception {
        try (var visit = Visit.three()) {
            visit.lab.happenings().troubles().serviceDies("pve1", "pvestatd", false);
            visit.lab.happenings().troubles().serviceDies("pve2", "cron", true);
            var before = visit.get("/nodes/pve1/services/pvestatd/state").data();
            var good = visit.post("/nodes/pve1/services/pvestatd/restart").text();
            var bad = visit.post("/nodes/pve2/services/cron/start").text();
            visit.pass(3);

            assertThat(before.path("state").asString()).isEqualTo("failed");
            assertThat(before.path("active-state").asString()).isEqualTo("failed");
            assertThat(good).contains(":srvrestart:pvestatd:");
            assertThat(visit.ending(good)).isEqualTo("OK");
            assertThat(visit.row("/nodes/pve1/services", "service", "pvestatd")
                            .path("state")
                            .asString())
                    .isEqualTo("running");
            assertThat(visit.ending(bad)).isEqualTo("command 'systemctl start cron' failed: exit code 1");
            assertThat(visit.get("/nodes/pve1/services/nginx/state").status()).isEqualTo(400);
        }
    }

    @Test
    void a_backup_is_made_under_a_lock_and_lies_in_its_storage() throws Exception {
        try (var visit = Visit.three()) {
            var upid = visit.post("/nodes/pve1/vzdump", "vmid=100&storage=nas&compress=zstd&mode=snapshot")
                    .text();
            visit.pass(1);
            var during = visit.get("/nodes/pve1/qemu/100/status/current").data();
            visit.pass(40);

            var row = visit.get("/nodes/pve2/storage/nas/content?content=backup&vmid=100")
                    .data()
                    .get(0);

            assertThat(during.path("lock").asString()).isEqualTo("backup");
            assertThat(visit.ending(upid)).isEqualTo("OK");
            assertThat(row.path("volid").asString())
                    .isEqualTo("nas:backup/vzdump-qemu-100-2026_01_10-12_00_00.vma.zst");
            assertThat(row.path("format").asString()).isEqualTo("vma.zst");
            assertThat(row.has("verification")).isFalse();
            assertThat(visit.get("/nodes/pve1/qemu/100/status/current").data().has("lock"))
                    .isFalse();
        }
    }

    @Test
    void a_backup_of_what_is_elsewhere_answers_ok_and_makes_no_task() throws Exception {
        try (var visit = Visit.three()) {
            assertThat(visit.post("/nodes/pve2/vzdump", "vmid=100&storage=nas").text())
                    .isEqualTo("OK");
            assertThat(visit.get("/nodes/pve2/tasks?source=all").data()).isEmpty();
        }
    }

    @Test
    void a_backup_that_fails_says_so_in_its_log_only() throws Exception {
        try (var visit = Visit.three()) {
            visit.lab.happenings().troubles().backupsFail(100, Optional.of("no space left on device"));
            var upid =
                    visit.post("/nodes/pve1/vzdump", "vmid=100,101&storage=nas").text();
            visit.pass(70);

            assertThat(visit.ending(upid)).isEqualTo("job errors");
            assertThat(upid).contains(":vzdump::");
            assertThat(visit.get("/nodes/pve1/tasks/" + upid + "/log?limit=0").body())
                    .contains("ERROR: Backup of VM 100 failed - no space left on device")
                    .contains("INFO: Finished Backup of VM 101");
        }
    }

    @Test
    void a_job_runs_at_its_time_on_each_node_that_has_something_of_it() throws Exception {
        try (var visit = Visit.three()) {
            var job = visit.get("/cluster/backup").data().get(0);
            visit.pass(Duration.ofHours(15).plusMinutes(2));

            var task = visit.row("/nodes/pve1/tasks", "type", "vzdump");

            assertThat(job.path("next-run").asLong())
                    .isEqualTo(Visit.START.plusSeconds(15 * 3600).getEpochSecond());
            assertThat(job.path("vmid").asString()).isEqualTo("100,101");
            assertThat(task.path("starttime").asLong())
                    .isEqualTo(Visit.START.plusSeconds(15 * 3600).getEpochSecond());
            assertThat(task.path("status").asString()).isEqualTo("OK");
            assertThat(visit.get("/nodes/pve2/tasks").data()).isEmpty();
        }
    }

    @Test
    void verification_is_absent_until_a_pbs_has_verified() throws Exception {
        try (var visit = Visit.three()) {
            var troubles = visit.lab.happenings().troubles();
            troubles.backupLies(100, "pbs", Visit.START.minusSeconds(7200));
            var path = "/nodes/pve1/storage/pbs/content?content=backup";
            var before = visit.get(path).data().get(0);
            troubles.verified(100, "pbs", "failed");
            var after = visit.get(path).data().get(0);

            assertThat(before.path("volid").asString()).isEqualTo("pbs:backup/vm/100/2026-01-10T10:00:00Z");
            assertThat(before.path("format").asString()).isEqualTo("pbs-vm");
            assertThat(before.has("verification")).isFalse();
            assertThat(after.path("verification").path("state").asString()).isEqualTo("failed");
        }
    }

    @Test
    void nothing_is_written_to_a_storage_that_is_not_online() throws Exception {
        try (var visit = Visit.three()) {
            visit.lab.happenings().troubles().storageInactive("nas", Optional.empty(), true);

            var content = visit.get("/nodes/pve1/storage/nas/content?content=backup");
            var backup = visit.post("/nodes/pve1/vzdump", "vmid=100&storage=nas");

            assertThat(content.reason()).isEqualTo("storage 'nas' is not online");
            assertThat(backup.status()).isEqualTo(500);
        }
    }

    @Test
    void what_only_root_may_say_to_vzdump_is_refused() throws Exception {
        try (var visit = Visit.three().as(Homes.WATCH)) {
            visit.lab.mishaps().tokenMay("agent@pve!watch", Grant.on("/", "VM.Backup", "Datastore.AllocateSpace"));

            assertThat(visit.post("/nodes/pve1/vzdump", "vmid=100&storage=nas&script=/x")
                            .status())
                    .isEqualTo(400);
            assertThat(visit.post("/nodes/pve1/vzdump", "vmid=100&storage=nas&bwlimit=1")
                            .reason())
                    .isEqualTo("Permission check failed (/, Sys.Modify)");
            assertThat(visit.post("/nodes/pve1/vzdump", "vmid=100&storage=nas").status())
                    .isEqualTo(200);
        }
    }
}
