package homelab.web.page;

import static homelab.web.FakeDesk.INTERVAL;
import static homelab.web.FakeDesk.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Ceiling;
import homelab.model.Detail;
import homelab.model.Diagnosis;
import homelab.model.Evidence;
import homelab.model.Incident;
import homelab.model.OverallState;
import homelab.model.Resolution;
import homelab.model.Resource;
import homelab.model.Sighting;
import homelab.model.Stage;
import homelab.model.State;
import homelab.model.Status;
import homelab.web.Examples;
import homelab.web.OpenDoor;
import homelab.web.Visitor;
import homelab.web.WebException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagesTest {
    private static OpenDoor door;
    private static Visitor visitor;

    @BeforeAll
    static void open() throws WebException {
        door = new OpenDoor();
        visitor = door.enter();
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @BeforeEach
    void empty() {
        door.desk.incidents = List.of();
        door.desk.resources = List.of();
        door.desk.courses = Map.of();
        door.desk.shadowScores = List.of();
        door.desk.broken = false;
        door.desk.status =
                status(OverallState.HEALTHY, new Status.SourceState("docker", Optional.of(NOON), Optional.empty()));
    }

    @Test
    void a_filled_homelab_shows_all_its_parts_in_their_order() {
        FilledHomelab.fill(door.desk, NOON);

        var page = text("/");

        assertThat(page)
                .containsSubsequence(
                        "4 things are wrong.",
                        "Observing.",
                        "What waits for you",
                        "Start 4 containers, in order of dependency?",
                        "Start immich-server?",
                        "A person is needed",
                        "Proxmox",
                        "2 of 3 nodes online, 7 of 11 guests running",
                        "pve1 online",
                        "cron is dead.",
                        "docker-vm CT 101 running",
                        "immich-server",
                        "stopped, exit code 137",
                        "Guests: 1 running, 2 stopped, 1 template",
                        "dns VM 102 stopped for 2 h, stopped by ann@pve",
                        "pve3 offline",
                        "photos CT 111 not seen",
                        "Storages",
                        "usb not seen: it is not active on pve1",
                        "Backups",
                        "Hosts",
                        "Can’t be seen: connection refused.",
                        "Last incidents",
                        "healed after 2 min 0 s",
                        "What it only watched",
                        "Good to know");
        assertThat(get("/").body()).contains("<title>2 questions · Homelab Agent</title>");
    }

    @Test
    void a_page_is_html_that_nobody_keeps_and_that_has_no_inline_script_or_style() {
        FilledHomelab.fill(door.desk, NOON);

        for (var address : List.of("/", "/incidents", "/incidents/INC-41", "/nowhere")) {
            var response = get(address);

            assertThat(OpenDoor.type(response)).isEqualToIgnoringCase("text/html;charset=utf-8");
            assertThat(response.headers().firstValue("Cache-Control"))
                    .hasValueSatisfying(kept -> assertThat(kept).contains("no-store"));
            assertThat(response.body())
                    .as(address)
                    .doesNotContain(" style=", "<style", " onclick=", "javascript:")
                    .doesNotContainPattern("<script(?![^>]* src=)")
                    .doesNotContain("th:", "[[", "${");
        }
    }

    @Test
    void a_host_whose_last_look_is_old_is_shown_grey_with_its_reason() {
        var old = NOON.minus(Duration.ofHours(2));
        var engine = new Detail.Engine("E", "27", true);
        door.desk.resources = Stream.of(
                        FilledHomelab.host(FilledHomelab.HOME), FilledHomelab.container(FilledHomelab.HOME, "a", "web"))
                .map(one -> new Sighting(one, State.RUNNING, engine, old, old, List.of(), Optional.empty()))
                .toList();

        var page = get("/").body();

        var hosts = page.substring(page.indexOf("id=\"hosts\""), page.indexOf("id=\"recent\""));
        assertThat(hosts)
                .contains("Can’t be seen: the last full look was 2 h ago.", "#m-unseen")
                .doesNotContain("#m-well");
    }

    @Test
    void a_fresh_install_says_that_it_only_watches_and_what_to_do() {
        door.desk.resources = List.of(new Sighting(
                FilledHomelab.host(FilledHomelab.HOME),
                State.RUNNING,
                new Detail.Engine("E", "27", true),
                NOON,
                NOON,
                List.of(),
                Optional.empty()));

        assertThat(text("/"))
                .contains(
                        "Nothing is wrong.",
                        "You need to do nothing.",
                        "It only watches",
                        "Let it heal",
                        "No containers run on this host.",
                        "None so far. When something goes wrong",
                        "Nothing so far. What it would have done");
    }

    @Test
    void before_the_first_look_nothing_is_claimed() {
        door.desk.status =
                status(OverallState.DEGRADED, new Status.SourceState("docker", Optional.empty(), Optional.empty()));

        assertThat(text("/"))
                .contains("The agent has just started and has not looked yet.", "docker was not looked at yet.")
                .doesNotContain("Nothing is wrong");
    }

    @Test
    void a_loop_that_stands_still_is_said_with_how_long() {
        door.now = NOON.plusSeconds(120);
        try {
            assertThat(text("/")).contains("The agent has stopped moving", "It last moved 2 min ago");
        } finally {
            door.now = NOON;
        }
    }

    @Test
    void while_paused_only_the_way_on_and_no_are_offered() {
        door.desk.incidents = List.of(Examples.awaiting(3, "web"));
        var known = door.desk.status;
        door.desk.status = new Status(
                known.state(), known.ceiling(), true, NOON, NOON, 1, 1, 0, INTERVAL, known.sources(), known.notes());

        var page = get("/").body();

        assertThat(page)
                .contains("action=\"/resume\"", "/incidents/INC-3/reject")
                .doesNotContain("/incidents/INC-3/approve", "action=\"/pause\"");
        assertThat(plain(page)).contains("Nothing can be approved while the agent is paused.");
    }

    @Test
    void a_fixed_mode_has_no_button_and_says_why() {
        var known = door.desk.status;
        door.desk.status = new Status(
                known.state(),
                new Ceiling(false, true, Optional.empty(), NOON),
                false,
                NOON,
                NOON,
                0,
                0,
                0,
                INTERVAL,
                known.sources(),
                List.of());

        var page = get("/").body();

        assertThat(page).doesNotContain("action=\"/mode\"");
        assertThat(plain(page)).contains("HOMELAB_MODE=observe is set");
    }

    @Test
    void an_incident_is_told_in_its_order() {
        FilledHomelab.fill(door.desk, NOON);

        assertThat(text("/incidents/INC-36"))
                .containsSubsequence(
                        "worker crashed",
                        "Healed",
                        "Detected",
                        "It ended with exit code 1.",
                        "Evidence",
                        "redis: connection refused",
                        "Cause",
                        "exited-with-error, 60 % sure",
                        "Decision",
                        "Do it",
                        "its risk is LOW",
                        "Exact call",
                        "container.start",
                        "Seen afterwards",
                        "Recovered",
                        "it ran for 30 s and its health check passed.",
                        "Minute by minute",
                        "container.start worker: started");
        assertThat(get("/incidents/36").body()).doesNotContain("/approve");
    }

    @Test
    void incidents_that_belong_together_lead_to_each_other() {
        door.desk.incidents =
                List.of(Examples.awaiting(2, "web"), Examples.fresh(3, "db").at(new Stage.Joined(new Incident.Id(2))));

        assertThat(get("/incidents/2").body()).contains("Part of this", "href=\"/incidents/INC-3\"");
        assertThat(get("/incidents/3").body())
                .contains("href=\"/incidents/INC-2\"")
                .doesNotContain("/incidents/INC-3/approve");
    }

    @Test
    void all_incidents_come_in_pages() {
        door.desk.incidents = LongStream.rangeClosed(1, 70)
                .mapToObj(number -> Examples.fresh(number, "web").at(new Stage.Resolved(Resolution.BY_ITSELF, NOON)))
                .toList();

        assertThat(get("/incidents").body())
                .contains("Page 1 of 3", "?page=1", "INC-30")
                .doesNotContain("INC-31", "Newer<");
        assertThat(get("/incidents?page=2").body())
                .contains("Page 3 of 3", "INC-70")
                .doesNotContain("Older<");
        assertThat(text("/incidents?page=99")).contains("There are no incidents this far back.");
        assertThat(get("/incidents?page=-5").statusCode()).isEqualTo(200);
        assertThat(get("/incidents?page=x").statusCode()).isEqualTo(400);
    }

    @Test
    void hostile_text_stays_text_wherever_it_is_shown() {
        var hostile =
                "<script>alert(1)</script><img src=x onerror=alert(2)> \" ' {{7*7}} ${7*7} [[${7*7}]] *{1} __${2}__ \u202Egnp.exe";
        var incident = Examples.fresh(5, hostile)
                .with(Examples.awaiting(5, hostile).diagnosis().orElseThrow())
                .with(Optional.of(Examples.restart(hostile)))
                .saying(NOON, hostile)
                .at(new Stage.Escalated(hostile));
        door.desk.incidents = List.of(incident);
        var name = "</h3><script>alert(3)</script>";
        var host = new Resource.Id("docker:" + name);
        door.desk.resources = List.of(
                new Sighting(
                        FilledHomelab.host(host),
                        State.RUNNING,
                        new Detail.Engine("E", "27", true),
                        NOON,
                        NOON,
                        List.of(),
                        Optional.of(hostile)),
                new Sighting(
                        FilledHomelab.container(host, hostile, hostile),
                        State.RUNNING,
                        new Detail.Engine("E", "27", true),
                        NOON,
                        NOON,
                        List.of(),
                        Optional.of(hostile)));
        door.desk.status = status(
                        OverallState.UNHEALTHY, new Status.SourceState(hostile, Optional.empty(), Optional.of(hostile)))
                .with(List.of(hostile));

        for (var address :
                List.of("/", "/incidents", "/incidents/5", "/parts", "/incidents/5/parts", "/incidents/parts")) {
            var page = get(address).body();

            assertThat(page)
                    .as(address)
                    .doesNotContain("<script>alert", "<img", "onerror=alert(2)> \"")
                    .contains("&lt;script&gt;alert(1)");
            assertThat(page).as(address).contains("{{7*7}} ${7*7} [[${7*7}]] *{1} __${2}__");
        }
    }

    @Test
    void text_without_end_does_not_break_the_page() {
        var long64k = "x".repeat(64 * 1024);
        var evidence = Examples.awaiting(6, "web").diagnosis().orElseThrow();
        door.desk.incidents = List.of(Examples.fresh(6, long64k)
                .with(new Diagnosis(
                        evidence.cause(),
                        long64k,
                        0.5,
                        List.of(new Evidence("log", List.of(long64k, long64k))),
                        List.of())));

        assertThat(get("/incidents/6").statusCode()).isEqualTo(200);
        assertThat(get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void what_is_not_there_is_a_page_for_people() {
        assertThat(get("/incidents/INC-999"))
                .returns(404, HttpResponse::statusCode)
                .extracting(HttpResponse::body)
                .asString()
                .contains("There is no INC-999");
        assertThat(get("/incidents/<script>".replace("<", "%3C").replace(">", "%3E"))
                        .body())
                .contains("There is no such incident");
        assertThat(get("/nowhere"))
                .returns(404, HttpResponse::statusCode)
                .extracting(HttpResponse::body)
                .asString()
                .contains("There is no such page");
    }

    @ParameterizedTest
    @CsvSource({
        "404, GET, /nowhere",
        "404, GET, /incidents/INC-1/more",
        "404, POST, /nowhere",
        "405, POST, /",
        "405, POST, /incidents/INC-1",
        "405, DELETE, /pause",
        "405, PUT, /incidents",
        "400, GET, //nowhere",
        "400, GET, /incidents;x=1",
        "400, GET, /incidents/..%2fpause",
        "400, GET, /%2e%2e/nowhere"
    })
    void a_wrong_address_or_method_is_a_page_for_a_browser(int status, String method, String address) {
        var response = door.send(visitor.form(address, "_csrf=" + visitor.csrf())
                .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                .header("X-CSRF-TOKEN", visitor.csrf())
                .method(method, HttpRequest.BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(OpenDoor.type(response)).isEqualToIgnoringCase("text/html;charset=utf-8");
        assertThat(response.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(kept -> assertThat(kept).contains("no-store"));
        assertThat(plain(response.body()))
                .containsAnyOf("There is no such page", "This could not be understood")
                .contains("How things stand now");
    }

    @Test
    void a_page_that_cannot_be_made_is_a_page_too_and_tells_nothing_of_its_inside() {
        door.desk.broken = true;

        var response = get("/");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("This page could not be made").doesNotContain("a bug", "Exception");
    }

    @Test
    void only_what_changed_is_sent_again() {
        FilledHomelab.fill(door.desk, NOON);
        var seen = Pattern.compile("class=\"seen\"[^>]*name=\"(\\w+)\" value=\"(\\w+)\"")
                .matcher(get("/").body())
                .results()
                .map(found -> found.group(1) + "=" + found.group(2))
                .toList();
        assertThat(seen).hasSize(7);

        var nothing = get("/parts?" + String.join("&", seen));
        door.desk.status = door.desk.status.with(List.of("something new"));
        var notes = get("/parts?" + String.join("&", seen));

        assertThat(nothing.statusCode()).isEqualTo(204);
        assertThat(notes.statusCode()).isEqualTo(200);
        assertThat(notes.body())
                .contains("<section id=\"notes\"", "something new")
                .doesNotContain("id=\"hosts\"", "id=\"clusters\"", "<html");
    }

    @Test
    void without_a_cluster_nothing_is_said_of_one() {
        assertThat(text("/")).contains("Hosts The agent has not looked yet.").doesNotContain("Proxmox");
    }

    @Test
    void where_all_is_in_a_cluster_no_empty_list_of_hosts_is_shown() {
        door.desk.resources = FilledCluster.calm(NOON).seen;

        assertThat(text("/")).contains("Proxmox", "3 nodes").doesNotContain("Hosts", "has not looked yet");
    }

    @Test
    void two_thousand_guests_are_one_page() {
        var home = FilledCluster.large(NOON, 20, 2000);
        door.desk.resources = home.seen;

        var page = get("/").body();

        assertThat(plain(page))
                .contains(
                        "20 of 20 nodes online, 2000 of 2000 guests running",
                        "Guests: 100 running",
                        "2099 guest2099, running");
        assertThat(page.length()).isLessThan(300_000);
    }

    @Test
    void two_hundred_containers_are_one_page() {
        var resources = new ArrayList<Sighting>();
        var engine = new Detail.Engine("E", "27", true);
        resources.add(new Sighting(
                FilledHomelab.host(FilledHomelab.HOME),
                State.RUNNING,
                engine,
                NOON,
                NOON,
                List.of(),
                Optional.empty()));
        for (var i = 0; i < 200; i++)
            resources.add(new Sighting(
                    FilledHomelab.container(FilledHomelab.HOME, "p" + i % 20, "c" + i),
                    State.RUNNING,
                    engine,
                    NOON,
                    NOON,
                    List.of(),
                    Optional.empty()));
        door.desk.resources = resources;

        var page = get("/").body();

        assertThat(page.split("class=\"fold\"", -1)).hasSize(21);
        assertThat(plain(page)).contains("10 running");
    }

    @Test
    void scripts_and_styles_are_kept_for_long_under_an_address_of_their_content() {
        var address = Pattern.compile("href=\"(/assets/page[^\"]+)\"").matcher(get("/").body());
        assertThat(address.find()).isTrue();

        var packed = door.send(
                door.bare(address.group(1)).header("Accept-Encoding", "gzip").GET());
        var plain = door.send(door.bare(address.group(1)).GET());

        assertThat(packed.statusCode()).isEqualTo(200);
        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(packed.headers().firstValue("Cache-Control")).contains("max-age=31536000, public, immutable");
        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(plain.body()).contains("prefers-color-scheme");
        assertThat(door.send(door.bare("/assets/page.000000000000.css").GET()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void nobody_without_a_session_sees_a_page() {
        FilledHomelab.fill(door.desk, NOON);

        for (var address : List.of("/", "/parts", "/incidents", "/incidents/INC-36", "/stream"))
            assertThat(door.send(door.bare(address).GET()))
                    .returns(401, HttpResponse::statusCode)
                    .extracting(HttpResponse::body)
                    .asString()
                    .doesNotContain("worker", "immich");
    }

    private static Status status(OverallState state, Status.SourceState source) {
        return new Status(
                state,
                new Ceiling(false, false, Optional.empty(), NOON),
                false,
                NOON,
                NOON,
                0,
                0,
                0,
                INTERVAL,
                List.of(source),
                List.of());
    }

    private static HttpResponse<String> get(String address) {
        return visitor.get(address);
    }

    private static String text(String address) {
        return plain(get(address).body());
    }

    /** What is left without the tags, as a person reads it. */
    private static String plain(String page) {
        return page.replaceAll("<[^>]*>", "").replaceAll("\\s+", " ");
    }
}
