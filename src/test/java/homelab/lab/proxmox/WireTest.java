package homelab.lab.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homelab.lab.proxmox.Mishaps.Done;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What goes over the wire, whatever it is about. */
class WireTest {

    @Test
    void a_good_answer_keeps_the_connection_and_a_refusal_ends_it() throws Exception {
        try (var visit = Visit.three()) {
            var good = visit.get("/version");
            var bad = visit.get("/nonsense");

            assertThat(good.connection()).isEqualTo("Keep-Alive");
            assertThat(bad.connection()).isEqualTo("close");
        }
    }

    @Test
    void without_a_token_there_is_an_empty_401_that_says_no_ticket() throws Exception {
        try (var visit = Visit.three()) {
            var got = visit.send("GET", "/version", "", "");

            assertThat(got.status()).isEqualTo(401);
            assertThat(got.reason()).isEqualTo("No ticket");
            assertThat(got.body()).isEmpty();
        }
    }

    @Test
    void a_wrong_secret_is_called_what_each_flavour_calls_it() throws Exception {
        var wrong = "PVEAPIToken=root@pam!all=wrong";
        var unknown = "PVEAPIToken=root@pam!none=wrong";
        try (var nine = Visit.three();
                var eight = new Visit(Homes.three(Flavour.PVE_8_2))) {
            assertThat(nine.send("GET", "/version", "", wrong).reason()).isEqualTo("Authentication failed!");
            assertThat(eight.send("GET", "/version", "", wrong).reason()).isEqualTo("invalid token value!");
            assertThat(eight.send("GET", "/version", "", unknown).reason())
                    .isEqualTo("no such token 'none' for user 'root@pam'");
        }
    }

    @Test
    void a_token_may_be_escaped_as_in_an_address() throws Exception {
        try (var visit = Visit.three()) {
            var got = visit.send("GET", "/version", "", Homes.ROOT.header().replace("!", "%21"));

            assertThat(got.status()).isEqualTo(200);
        }
    }

    @Test
    void an_unknown_parameter_is_refused_by_its_name() throws Exception {
        try (var visit = Visit.three()) {
            var got = visit.get("/cluster/resources?sort=name");

            assertThat(got.status()).isEqualTo(400);
            assertThat(got.reason()).isEqualTo("Parameter verification failed.");
            assertThat(got.body())
                    .contains("\"data\":null")
                    .contains("\"sort\":\"property is not defined in schema and the schema does not allow additional"
                            + " properties\"");
        }
    }

    @Test
    void a_parameter_of_the_wrong_type_is_refused() throws Exception {
        try (var visit = Visit.three()) {
            assertThat(visit.get("/nodes/pve1/tasks?limit=many").body())
                    .contains("type check ('integer') failed - got 'many'");
            assertThat(visit.get("/nodes/pve1/tasks?source=old").body())
                    .contains("value 'old' does not have a value in the enumeration 'active, archive, all'");
            assertThat(visit.get("/nodes/pve1/rrddata").body())
                    .contains("\"timeframe\":\"property is missing and it is not optional\"");
        }
    }

    @Test
    void a_get_with_a_body_is_not_implemented() throws Exception {
        try (var visit = Visit.three()) {
            var got = visit.send("DELETE", "/version", "a=b");

            assertThat(got.status()).isEqualTo(501);
            assertThat(got.reason()).isEqualTo("Unexpected content for method 'DELETE'");
        }
    }

    @Test
    void an_unknown_path_and_head_are_not_implemented() throws Exception {
        try (var visit = Visit.three()) {
            assertThat(visit.get("/x").reason()).isEqualTo("Method 'GET /x' not implemented");
            assertThat(visit.send("HEAD", "/version", "").status()).isEqualTo(501);
        }
    }

    @Test
    void a_guest_that_is_not_there_and_a_node_that_is_not_are_500() throws Exception {
        try (var visit = Visit.three()) {
            var guest = visit.get("/nodes/pve1/qemu/999/config");
            var node = visit.get("/nodes/pve9/status");

            assertThat(guest.status()).isEqualTo(500);
            assertThat(guest.reason()).isEqualTo("Configuration file 'nodes/pve1/qemu-server/999.conf' does not exist");
            assertThat(node.status()).isEqualTo(500);
            assertThat(node.reason()).startsWith("hostname lookup 'pve9' failed");
        }
    }

    @Test
    void only_the_newer_flavours_say_why_in_the_body() throws Exception {
        try (var nine = Visit.three();
                var eight = new Visit(Homes.three(Flavour.PVE_8_2))) {
            var path = "/nodes/pve1/qemu/999/config";

            assertThat(nine.get(path).body()).contains("\"message\":\"Configuration file");
            assertThat(eight.get(path).body()).isEqualTo("{\"data\":null}");
            assertThat(eight.get(path).reason()).startsWith("Configuration file");
        }
    }

    @Test
    void a_form_and_json_say_the_same() throws Exception {
        try (var visit = Visit.three()) {
            var form = visit.post("/nodes/pve1/qemu/102/status/shutdown", "timeout=5&forceStop=1");
            var json = visit.post("/nodes/pve2/qemu/104/status/shutdown", "{\"timeout\": 5, \"forceStop\": true}");

            assertThat(form.status()).isEqualTo(200);
            assertThat(json.status()).isEqualTo(200);
        }
    }

    @Test
    void a_node_that_is_down_is_595_without_a_body() throws Exception {
        try (var visit = Visit.three()) {
            visit.lab.happenings().troubles().nodeFails("pve2");

            var got = visit.get("/nodes/pve2/status");

            assertThat(got.status()).isEqualTo(595);
            assertThat(got.reason()).isEqualTo("No route to host");
            assertThat(got.body()).isEmpty();
        }
    }

    @Test
    void a_write_that_timed_out_may_have_happened_or_not() throws Exception {
        try (var visit = Visit.three()) {
            visit.lab.mishaps().timesOut("POST .*/102/.*", 1, Done.YES, Duration.ZERO);
            visit.lab.mishaps().timesOut("POST .*/103/.*", 1, Done.NO, Duration.ZERO);

            var done = visit.post("/nodes/pve1/qemu/102/status/start");
            var not = visit.post("/nodes/pve1/lxc/103/status/start");
            visit.pass(10);

            assertThat(done.status()).isEqualTo(596);
            assertThat(done.body()).isEmpty();
            assertThat(not.status()).isEqualTo(596);
            assertThat(visit.lab.happenings().runs(102)).isTrue();
            assertThat(visit.lab.happenings().runs(103)).isFalse();
        }
    }

    @Test
    void an_answer_may_be_lost_after_the_write() throws Exception {
        try (var visit = Visit.three()) {
            visit.lab.mishaps().losesAnswer("POST .*", Done.YES);

            assertThatThrownBy(() -> visit.post("/nodes/pve1/qemu/102/status/start"))
                    .isInstanceOf(IOException.class);
            visit.pass(10);

            assertThat(visit.lab.happenings().runs(102)).isTrue();
        }
    }

    @Test
    void the_certificate_can_change_while_it_runs() throws Exception {
        try (var visit = Visit.three()) {
            var before = visit.lab.fingerprint();
            visit.lab.mishaps().certificateChanges();

            var after = visit.get("/nodes/pve1/certificates/info");

            assertThat(before).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
            assertThat(visit.lab.fingerprint()).isNotEqualTo(before);
            assertThat(after.body()).contains(visit.lab.fingerprint());
        }
    }

    @Test
    void nobody_answers_where_the_first_node_is_down() throws Exception {
        try (var visit = Visit.three()) {
            visit.lab.happenings().troubles().nodeFails("pve1");

            assertThatThrownBy(() -> visit.get("/version")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void all_is_written_down_and_more_than_three_at_once_is_too_many() throws Exception {
        try (var visit = Visit.three();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            visit.lab.mishaps().timesOut("GET /nodes/pve2/.*", 4, Done.NO, Duration.ofSeconds(2));
            Callable<Integer> asking = () -> visit.get("/nodes/pve2/status").status();

            threads.invokeAll(Collections.nCopies(4, asking));

            assertThat(visit.lab.exchanges()).hasSize(4).allMatch(each -> each.status() == 596);
            assertThat(visit.lab.mostInFlight()).isEqualTo(4);
            assertThat(visit.lab.violations()).containsExactly("4 requests in flight to pve2, more than 3");
        }
    }
}
