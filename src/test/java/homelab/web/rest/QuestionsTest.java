package homelab.web.rest;

import static homelab.web.FakeDesk.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Incident;
import homelab.model.Resolution;
import homelab.model.Stage;
import homelab.model.State;
import homelab.model.Status;
import homelab.web.Clusters;
import homelab.web.Examples;
import homelab.web.FakeDesk;
import homelab.web.OpenDoor;
import homelab.web.WebException;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class QuestionsTest {
    private static OpenDoor door;

    @BeforeAll
    static void open() throws WebException {
        door = new OpenDoor();
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @Test
    void status_has_the_shape_of_the_contract() {
        door.desk.status = FakeDesk.status(
                NOON,
                List.of(
                        new Status.SourceState("docker", Optional.of(NOON), Optional.empty()),
                        new Status.SourceState("far", Optional.empty(), Optional.of("connection refused")),
                        new Status.SourceState("new", Optional.empty(), Optional.empty())));

        var response = door.get("/api/status");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(OpenDoor.type(response)).isEqualToIgnoringCase("application/json;charset=UTF-8");
        assertThat(json(response.body())).isEqualTo(json("""
                {"state": "DEGRADED", "mode": "observe", "modeBy": "root (cli)", "modeSince": "2026-03-01T12:00:00Z",
                 "modeFixed": false, "paused": false, "version": "1.2.3", "since": "2026-03-01T12:00:00Z",
                 "lastTurn": "2026-03-01T12:00:00Z", "openIncidents": 1, "pendingApprovals": 1, "downAtFirstLook": 2,
                 "intervalSeconds": 60,
                 "sources": [
                   {"name": "docker", "state": "SEEN", "lastLook": "2026-03-01T12:00:00Z", "reason": null},
                   {"name": "far", "state": "UNSEEN", "lastLook": null, "reason": "connection refused"},
                   {"name": "new", "state": "UNSEEN", "lastLook": null, "reason": "it has not looked yet"}],
                 "notes": ["a note"]}"""));
    }

    @Test
    void resources_have_the_shape_of_the_contract_and_the_unseen_are_told_with_a_reason() {
        door.desk.resources = List.of(
                Examples.sighting("web", State.RUNNING, Optional.of("the engine is away")),
                Examples.sighting("api", State.STOPPED, Optional.empty()));

        var list = door.json("/api/resources");

        assertThat(list).isEqualTo(json("""
                {"items": [
                   {"id": "id-of-api", "lineage": "ENGINE/shop/api/1", "kind": "CONTAINER", "name": "api",
                    "host": "docker:local", "state": "STOPPED", "since": "2026-03-01T12:00:00Z",
                    "lastSeen": "2026-03-01T12:00:05Z", "reason": null, "dependsOn": ["db"], "partOf": null},
                   {"id": "id-of-web", "lineage": "ENGINE/shop/web/1", "kind": "CONTAINER", "name": "web",
                    "host": "docker:local", "state": "UNSEEN", "since": "2026-03-01T12:00:00Z",
                    "lastSeen": "2026-03-01T12:00:05Z", "reason": "the engine is away", "dependsOn": ["db"], "partOf": null}],
                 "page": 0, "size": 50, "total": 2}"""));
    }

    @Test
    void a_guest_names_its_node_and_what_is_a_part_of_it_names_the_guest() {
        door.desk.resources = List.of(
                Clusters.cluster(true),
                Clusters.node("pve1", State.RUNNING),
                Clusters.guest(100, "web", "pve1", State.RUNNING),
                Clusters.memory(100, "web"));

        var items = door.json("/api/resources").at("/items");

        assertThat(items.at("/1")).isEqualTo(json("""
                {"id": "node/pve1@home", "lineage": "home//node/pve1/0", "kind": "NODE", "name": "pve1",
                 "host": "proxmox:home", "state": "RUNNING", "since": "2026-03-01T12:00:00Z",
                 "lastSeen": "2026-03-01T12:00:05Z", "reason": null, "dependsOn": [], "partOf": null}"""));
        assertThat(items.at("/2")).isEqualTo(json("""
                {"id": "100@home", "lineage": "home//100/web/0", "kind": "VM", "name": "web", "host": "proxmox:home",
                 "state": "RUNNING", "since": "2026-03-01T12:00:00Z", "lastSeen": "2026-03-01T12:00:05Z",
                 "reason": null, "dependsOn": ["node/pve1@home"], "partOf": null}"""));
        assertThat(items.at("/3/dependsOn").isEmpty()).isTrue();
        assertThat(items.at("/3/partOf").stringValue()).isEqualTo("100@home");
    }

    @Test
    void the_infrastructure_is_told_in_numbers() {
        door.desk.resources = List.of(
                Clusters.cluster(false),
                Clusters.node("pve1", State.RUNNING),
                Clusters.node("pve2", State.STOPPED),
                Clusters.guest(100, "web", "pve1", State.RUNNING),
                Clusters.guest(101, "dns", "pve1", State.STOPPED));

        assertThat(door.json("/api/infrastructure")).isEqualTo(json("""
                {"clusters": [{"id": "proxmox:home", "name": "home", "state": "SEEN", "reason": null, "quorate": false,
                 "nodes": 2, "nodesOnline": 1, "guests": 2, "guestsRunning": 1}]}"""));
    }

    @Test
    void of_a_cluster_that_cannot_be_seen_nothing_is_called_online() {
        door.desk.resources = List.of(
                Clusters.cluster(true).greyed("connection refused"),
                Clusters.node("pve1", State.RUNNING).greyed("connection refused"));

        assertThat(door.json("/api/infrastructure")).isEqualTo(json("""
                {"clusters": [{"id": "proxmox:home", "name": "home", "state": "UNSEEN", "reason": "connection refused",
                 "quorate": null, "nodes": 1, "nodesOnline": 0, "guests": 0, "guestsRunning": 0}]}"""));
    }

    @Test
    void an_incident_has_the_shape_of_the_contract() {
        var incident = Examples.awaiting(3, "web");
        door.desk.incidents = List.of(incident);

        var shown = door.json("/api/incidents/INC-3");

        var expected = json("""
                {"id": "INC-3", "title": "web crashed", "severity": "WARNING", "stage": "AWAITING_APPROVAL",
                 "why": null, "until": "2026-03-01T13:00:00Z", "joined": null, "resolution": null,
                 "resource": {"id": "id-of-web", "kind": "CONTAINER", "name": "web", "host": "docker:local"},
                 "trouble": "CRASHED", "says": "web ended with 1",
                 "openedAt": "2026-03-01T12:00:00Z", "closedAt": null,
                 "cause": "crash", "confidence": 0.5, "diagnosis": "it ended with 1",
                 "evidence": [{"from": "log", "lines": ["boom"]}],
                 "decision": {"kind": "ASK_APPROVAL", "reason": "its risk is MEDIUM"},
                 "remedy": {"hash": "%s", "risk": "MEDIUM",
                   "steps": [{"action": "container.restart", "target": "id-of-web", "name": "web"}],
                   "warning": "its data may be old"},
                 "attempts": [{"action": "container.start", "target": "id-of-web", "name": "web", "by": "agent",
                   "startedAt": "2026-03-01T12:00:01Z", "outcome": "UNCHANGED", "seen": "still down"}],
                 "timeline": [{"at": "2026-03-01T12:00:00Z", "what": "web ended with 1"}]}""".formatted(Examples.restart("web").hash()));
        assertThat(shown).isEqualTo(expected);
        assertThat(door.json("/api/incidents/3")).isEqualTo(expected);
        assertThat(door.json("/api/incidents").at("/items/0")).isEqualTo(expected);
    }

    @Test
    void what_is_absent_is_null_and_what_is_empty_is_empty() {
        door.desk.incidents = List.of(Examples.fresh(4, "web"));

        var shown = door.json("/api/incidents/4");

        for (var key : List.of("resolution", "closedAt", "cause", "confidence", "decision", "remedy"))
            assertThat(shown.get(key).isNull()).as(key).isTrue();
        for (var key : List.of("evidence", "attempts"))
            assertThat(shown.get(key).isArray()).as(key).isTrue();
    }

    @Test
    void open_leaves_out_what_is_resolved() {
        var resolved = Examples.fresh(1, "web").at(new Stage.Resolved(Resolution.BY_ITSELF, NOON));
        door.desk.incidents = List.of(Examples.fresh(2, "db"), resolved);

        var all = door.json("/api/incidents");
        var open = door.json("/api/incidents?open=true");

        assertThat(all.at("/items/1/resolution").stringValue()).isEqualTo("BY_ITSELF");
        assertThat(all.at("/items/1/closedAt").stringValue()).isEqualTo("2026-03-01T12:00:00Z");
        assertThat(all.at("/total").intValue()).isEqualTo(2);
        assertThat(open.at("/total").intValue()).isEqualTo(1);
        assertThat(open.at("/items/0/id").stringValue()).isEqualTo("INC-2");
    }

    @Test
    void lists_come_in_pages() {
        door.desk.incidents = LongStream.rangeClosed(1, 120)
                .mapToObj(number -> Examples.fresh(number, "web"))
                .toList();
        door.desk.resources = List.of(
                Examples.sighting("a", State.RUNNING, Optional.empty()),
                Examples.sighting("b", State.RUNNING, Optional.empty()),
                Examples.sighting("c", State.RUNNING, Optional.empty()));

        assertThat(door.json("/api/incidents").at("/items").size()).isEqualTo(50);
        assertThat(door.json("/api/incidents?page=2").at("/items").size()).isEqualTo(20);
        assertThat(door.json("/api/incidents?size=500").at("/items").size()).isEqualTo(120);
        var last = door.json("/api/resources?page=1&size=2");
        assertThat(last.at("/items").size()).isEqualTo(1);
        assertThat(last.at("/items/0/name").stringValue()).isEqualTo("c");
        assertThat(last.at("/total").intValue()).isEqualTo(3);
        assertThat(door.json("/api/resources?page=1000000&size=500")
                        .at("/items")
                        .size())
                .isZero();
    }

    @Test
    void hostile_text_is_just_text() {
        var hostile = "<script>alert(1)</script> \"quoted\" {{7*7}} \\ ünïcode 🐳";
        var incident = Examples.fresh(5, "web").saying(NOON, hostile);
        door.desk.incidents = List.of(incident);

        var response = door.get("/api/incidents/5");

        assertThat(OpenDoor.type(response)).startsWith("application/json");
        assertThat(json(response.body()).at("/timeline/1/what").stringValue()).isEqualTo(hostile);
    }

    @Test
    void every_stage_can_be_shown() {
        var fresh = Examples.fresh(6, "web");
        var joined = fresh.at(new Stage.Joined(new Incident.Id(2)));
        var waiting = fresh.at(new Stage.Waiting(NOON, "backoff"));
        var escalated = fresh.at(new Stage.Escalated("three tries"));

        assertThat(IncidentView.of(joined).joined()).contains("INC-2");
        assertThat(IncidentView.of(waiting).until()).contains(NOON);
        assertThat(IncidentView.of(waiting).why()).contains("backoff");
        assertThat(IncidentView.of(escalated).why()).contains("three tries");
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
