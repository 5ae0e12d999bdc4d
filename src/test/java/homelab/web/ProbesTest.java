package homelab.web;

import static homelab.web.FakeDesk.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.State;
import homelab.model.Status;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProbesTest {
    private static final Status.SourceState SEEN =
            new Status.SourceState("nas-docker", Optional.of(NOON), Optional.empty());
    private static final Status.SourceState UNSEEN =
            new Status.SourceState("far-docker", Optional.empty(), Optional.of("nas.lan refused"));
    private static final Status.SourceState NEW =
            new Status.SourceState("new-docker", Optional.empty(), Optional.empty());

    private static OpenDoor door;

    @BeforeAll
    static void open() throws WebException {
        door = new OpenDoor();
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @BeforeEach
    void the_loop_moves() {
        door.now = NOON;
        door.desk.status = FakeDesk.status(NOON, List.of(SEEN, UNSEEN));
    }

    @Test
    void livez_is_up_while_the_loop_moves() {
        door.now = NOON.plusSeconds(30);

        var response = ask("/livez");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("\"status\":\"up\"");
    }

    @Test
    void livez_fails_when_the_loop_has_not_moved_for_30_s() {
        door.now = NOON.plusSeconds(31);

        var response = ask("/livez");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("\"error\":\"the loop has not moved for 31 s");
        assertThat(ask("/readyz").statusCode()).isEqualTo(503);
    }

    @Test
    void readyz_is_ready_once_each_source_has_looked_or_said_why_it_cannot() {
        assertThat(ask("/readyz").statusCode()).isEqualTo(200);

        door.desk.status = FakeDesk.status(NOON, List.of(SEEN, NEW));
        var waiting = ask("/readyz");

        assertThat(waiting.statusCode()).isEqualTo(503);
        assertThat(waiting.body()).contains("1 of 2 sources have not looked yet");
    }

    @Test
    void metrics_tell_how_the_agent_does() {
        door.now = NOON.plusMillis(1500);
        door.meters
                .counter("homelab.actions", "action", "container.start", "outcome", "RECOVERED")
                .increment();
        door.desk.incidents = List.of(Examples.awaiting(1, "web"), Examples.fresh(2, "db"));
        door.desk.resources = List.of(
                Examples.sighting("web", State.RUNNING, Optional.empty()),
                Examples.sighting("db", State.RUNNING, Optional.of("away")));

        var response = ask("/metrics");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(OpenDoor.type(response)).startsWith("text/plain;version=0.0.4");
        assertThat(response.body().lines())
                .contains(
                        "homelab_incidents_open 1.0",
                        "homelab_approvals_pending 1.0",
                        "homelab_incidents{stage=\"AWAITING_APPROVAL\"} 1.0",
                        "homelab_incidents{stage=\"OPENED\"} 1.0",
                        "homelab_resources{state=\"RUNNING\"} 1.0",
                        "homelab_resources{state=\"UNSEEN\"} 1.0",
                        "homelab_resources{state=\"STOPPED\"} 0.0",
                        "homelab_source_seen{source=\"1\"} 1.0",
                        "homelab_source_seen{source=\"2\"} 0.0",
                        "homelab_loop_last_turn_age_seconds 1.5",
                        "homelab_paused 0.0",
                        "homelab_actions_total{action=\"container.start\",outcome=\"RECOVERED\"} 1.0")
                .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"))
                .anyMatch(line -> line.startsWith("jvm_threads_live_threads"));
    }

    @Test
    void metrics_forget_what_is_over() {
        door.desk.incidents = List.of(Examples.fresh(2, "db"));
        assertThat(ask("/metrics").body()).contains("stage=\"OPENED\"");

        door.desk.incidents = List.of();

        assertThat(ask("/metrics").body()).doesNotContain("stage=\"OPENED\"");
    }

    @Test
    void what_needs_no_token_names_nothing() {
        door.desk.incidents = List.of(Examples.awaiting(1, "web"));
        door.desk.resources = List.of(Examples.sighting("web", State.RUNNING, Optional.empty()));
        door.desk.status = FakeDesk.status(NOON, List.of(SEEN, UNSEEN, NEW));

        for (var path : List.of("/metrics", "/livez", "/readyz"))
            assertThat(ask(path).body())
                    .as(path)
                    .doesNotContain("-docker")
                    .doesNotContain("nas")
                    .doesNotContain("web")
                    .doesNotContain("docker:local");
    }

    private static HttpResponse<String> ask(String path) {
        return door.send(door.bare(path).GET());
    }
}
