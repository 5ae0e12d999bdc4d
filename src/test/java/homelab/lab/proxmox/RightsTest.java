package homelab.lab.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who may see and do what. */
class RightsTest {

    @Test
    void an_action_without_the_right_is_403_and_names_path_and_privilege() throws Exception {
        try (var visit = Visit.three().as(Homes.WATCH)) {
            var got = visit.post("/nodes/pve1/qemu/100/status/shutdown");

            assertThat(got.status()).isEqualTo(403);
            assertThat(got.reason()).isEqualTo("Permission check failed (/vms/100, VM.PowerMgmt)");
        }
    }

    @Test
    void lists_leave_out_silently_what_may_not_be_seen() throws Exception {
        try (var visit = Visit.three().as(Homes.WATCH)) {
            visit.lab.mishaps().tokenMay("agent@pve!watch", Grant.on("/vms/100", "VM.Audit"));

            var guests = visit.get("/cluster/resources?type=vm");
            var storages = visit.get("/nodes/pve1/storage");

            assertThat(guests.data()).hasSize(1);
            assertThat(storages.status()).isEqualTo(200);
            assertThat(storages.data()).isEmpty();
        }
    }

    @Test
    void without_sys_audit_a_node_is_listed_without_its_figures() throws Exception {
        try (var visit = Visit.three().as(Homes.WATCH)) {
            visit.lab.mishaps().tokenMay("agent@pve!watch");

            var row = visit.row("/cluster/resources?type=node", "node", "pve1");

            assertThat(row.path("status").asString()).isEqualTo("online");
            assertThat(row.has("cpu")).isFalse();
        }
    }

    @Test
    void a_deeper_path_replaces_what_is_inherited() throws Exception {
        try (var visit = Visit.three().as(Homes.WATCH)) {
            visit.lab
                    .mishaps()
                    .tokenMay("agent@pve!watch", Grant.watching(Flavour.PVE_9), Grant.on("/vms/100", "VM.PowerMgmt"));

            assertThat(visit.get("/nodes/pve1/qemu/100/config").reason())
                    .isEqualTo("Permission check failed (/vms/100, VM.Audit)");
            assertThat(visit.post("/nodes/pve1/qemu/100/status/shutdown").status())
                    .isEqualTo(200);
        }
    }

    @Test
    void what_does_not_propagate_holds_at_its_path_only() throws Exception {
        try (var visit = Visit.three().as(Homes.WATCH)) {
            visit.lab.mishaps().tokenMay("agent@pve!watch", new Grant("/", Set.of("Sys.Audit"), false));

            assertThat(visit.get("/cluster/status").status()).isEqualTo(200);
            assertThat(visit.get("/nodes/pve1/status").status()).isEqualTo(403);
        }
    }

    @Test
    void a_separate_token_never_has_more_than_its_user() throws Exception {
        try (var visit = Visit.three().as(Homes.WATCH)) {
            visit.lab.mishaps().tokenMay("agent@pve!watch", Grant.on("/", "Datastore.Allocate", "VM.Audit"));

            var shown = visit.get("/access/permissions?path=/").data().path("/");

            assertThat(shown.propertyNames()).containsExactly("VM.Audit");
        }
    }

    @Test
    void a_grant_on_a_pool_reaches_its_members() throws Exception {
        try (var visit = Visit.three().as(Homes.WATCH)) {
            visit.lab.mishaps().tokenMay("agent@pve!watch", Grant.on("/pool/sandbox", "VM.PowerMgmt"));

            assertThat(visit.post("/nodes/pve3/qemu/106/status/shutdown").status())
                    .isEqualTo(200);
            assertThat(visit.post("/nodes/pve1/qemu/100/status/shutdown").status())
                    .isEqualTo(403);
        }
    }

    @Test
    void a_token_can_be_revoked_while_it_runs() throws Exception {
        try (var visit = Visit.three().as(Homes.WATCH)) {
            var before = visit.get("/version").status();
            visit.lab.mishaps().tokenRevoked("agent@pve!watch");

            assertThat(before).isEqualTo(200);
            assertThat(visit.get("/version").status()).isEqualTo(401);
        }
    }

    @Test
    void even_listing_updates_needs_to_modify_and_syslog_its_own_right() throws Exception {
        try (var visit = Visit.three().as(Homes.WATCH)) {
            assertThat(visit.get("/nodes/pve1/apt/update").reason())
                    .isEqualTo("Permission check failed (/nodes/pve1, Sys.Modify)");
            assertThat(visit.get("/nodes/pve1/syslog").reason())
                    .isEqualTo("Permission check failed (/nodes/pve1, Sys.Syslog)");
            assertThat(visit.get("/nodes/pve1/certificates/info").status()).isEqualTo(200);
        }
    }

    @Test
    void smart_and_zfs_need_to_audit_at_the_root() throws Exception {
        try (var visit = Visit.three().as(Homes.WATCH)) {
            visit.lab.mishaps().tokenMay("agent@pve!watch", Grant.on("/nodes", "Sys.Audit"));

            assertThat(visit.get("/nodes/pve1/disks/smart?disk=/dev/sda").reason())
                    .isEqualTo("Permission check failed (/, Sys.Audit)");
            assertThat(visit.get("/nodes/pve1/disks/list").status()).isEqualTo(200);
            assertThat(visit.get("/cluster/status").status()).isEqualTo(403);
        }
    }

    @Test
    void an_agent_is_asked_with_another_right_before_9() throws Exception {
        var monitor = new TokenPlan("agent@pve", "eight", "s", true, List.of(Grant.on("/", "VM.Monitor")));
        var audit = new TokenPlan("agent@pve", "nine", "s", true, List.of(Grant.on("/", "VM.GuestAgent.Audit")));
        try (var nine = new Visit(Homes.three(Flavour.PVE_9).with(monitor).with(audit));
                var eight = new Visit(Homes.three(Flavour.PVE_8_2).with(monitor).with(audit))) {
            var ping = "/nodes/pve1/qemu/100/agent/ping";

            assertThat(nine.as(audit).post(ping).status()).isEqualTo(200);
            assertThat(nine.as(monitor).post(ping).reason())
                    .isEqualTo("Permission check failed (/vms/100, VM.GuestAgent.Audit|VM.GuestAgent.Unrestricted)");
            assertThat(eight.as(monitor).post(ping).status()).isEqualTo(200);
            assertThat(eight.as(audit).post(ping).reason()).isEqualTo("Permission check failed (/vms/100, VM.Monitor)");
        }
    }

    @Test
    void a_pure_auditor_sees_no_backups() throws Exception {
        try (var visit = Visit.three()) {
            visit.lab.happenings().troubles().backupLies(100, "nas", visit.now().minusSeconds(3600));
            var path = "/nodes/pve1/storage/nas/content?content=backup";

            assertThat(visit.get(path).data()).hasSize(1);
            assertThat(visit.as(Homes.WATCH).get(path).data()).isEmpty();
        }
    }

    @Test
    void a_foreign_task_is_seen_by_who_may_audit_its_node_only() throws Exception {
        try (var visit = Visit.three()) {
            var upid = visit.lab.happenings().personShutsDown(100, "root@pam");
            visit.as(Homes.WATCH);
            var before = visit.get("/nodes/pve1/tasks/" + upid + "/status").status();
            visit.lab.mishaps().tokenMay("agent@pve!watch", Grant.on("/vms", "VM.Audit"));

            assertThat(before).isEqualTo(200);
            assertThat(visit.get("/nodes/pve1/tasks/" + upid + "/status").status())
                    .isEqualTo(403);
            assertThat(visit.get("/nodes/pve1/tasks?source=all").data()).isEmpty();
        }
    }

    @Test
    void only_root_itself_skips_locks() throws Exception {
        try (var visit = Visit.three()) {
            var got = visit.post("/nodes/pve1/qemu/102/status/start", "skiplock=1");

            assertThat(got.status()).isEqualTo(400);
            assertThat(got.body()).contains("Only root may use this option.");
        }
    }
}
