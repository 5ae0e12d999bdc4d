package homelab.integration.docker;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.integration.Check;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class CheckupTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String ZEROS = "0".repeat(64);

    private static final List<String> LOOKS =
            List.of("GET /_ping", "GET /info", "GET /version", "GET /containers/json?all=1");

    /** None of these can do anything, whoever lets them through. */
    private static final List<String> PROBES = List.of(
            "GET /containers/" + ZEROS + "/json",
            "GET /containers/" + ZEROS + "/logs?stdout=1&stderr=1&tail=1",
            "GET /events?since=1&until=2",
            "POST /containers/" + ZEROS + "/start",
            "POST /containers/" + ZEROS + "/restart?t=10",
            "POST /containers/create homelab doctor",
            "POST /containers/" + ZEROS + "/exec homelab doctor",
            "DELETE /containers/" + ZEROS,
            "POST /images/create?fromImage=HOMELAB-AGENT-DOCTOR",
            "POST /volumes/create homelab doctor",
            "GET /homelab-agent-doctor");

    private static final FakeEngine.Answer NO_SUCH =
            FakeEngine.status(404, "{\"message\":\"No such container: " + ZEROS + "\"}");
    private static final FakeEngine.Answer BAD = FakeEngine.status(400, "{\"message\":\"must be application/json\"}");
    private static final FakeEngine.Answer FORBIDDEN = FakeEngine.status(403, "Forbidden\n");

    private Path folder;
    private FakeEngine engine;

    @BeforeEach
    void open(@TempDir Path temporary) throws IOException {
        folder = temporary;
        engine = FakeEngine.well(folder)
                .on("/version", FakeEngine.json("{\"Version\":\"28.0.1\",\"ApiVersion\":\"1.48\"}"))
                .on("/containers/" + ZEROS, NO_SUCH)
                .on("/containers/create", BAD)
                .on("/containers/" + ZEROS + "/exec", BAD)
                .on(
                        "/images/create",
                        FakeEngine.status(
                                400, "{\"message\":\"invalid reference format: repository name must be lowercase\"}"))
                .on("/volumes/create", BAD);
    }

    @AfterEach
    void close() throws IOException {
        engine.close();
    }

    /** What came of it, a line for each check and one more for its cure. */
    private List<String> look(boolean healing) {
        var mounts = folder.resolve("mountinfo");
        var config =
                new DockerConfig("lab", engine.host(), DockerConfig.INTERVAL, Optional.of(mounts), Optional.empty());
        var checks = new ArrayList<Check>();
        try (var docker = new DockerIntegration(config, InstantSource.fixed(NOW))) {
            docker.checkup().look(healing, checks::add);
        }
        return checks.stream()
                .flatMap(check -> Stream.concat(
                        Stream.of(check.level() + " " + check.name() + ": " + check.seen()), check.cure().stream()))
                .toList();
    }

    private static final List<String> FINE = List.of(
            "OK socket: something answers",
            "OK clock: the engine's agrees with the agent's",
            "OK version: Docker 28.0.1, API 1.48",
            "OK right to look: list, inspect, logs and events are allowed");

    private static List<String> after(List<String> first, String... then) {
        return Stream.concat(first.stream(), Arrays.stream(then)).toList();
    }

    @Test
    void says_once_what_a_direct_socket_means_and_sends_nothing_but_looks_and_harmless_probes() {
        var seen = look(true);

        assertThat(seen)
                .isEqualTo(after(
                        FINE,
                        "OK right to heal: start and restart are allowed",
                        "ADVICE excess rights: nothing is refused, as at the engine's own socket: whoever may use it, the"
                                + " agent too, is root on the engine's host",
                        "put a socket proxy between, as packaging/compose.yaml does, and name its socket in DOCKER_HOST",
                        "OK containers: there is none"));
        assertThat(engine.requests())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(LOOKS.stream(), PROBES.stream()).toList());
    }

    @Test
    void a_rootless_engine_behind_its_own_socket_is_no_root() {
        engine.on("/info", FakeEngine.json("""
                {"ID":"E","SystemTime":"2026-01-01T00:00:00Z","SecurityOptions":["name=seccomp","name=rootless"]}"""));

        assertThat(look(true))
                .contains("OK excess rights: nothing is refused, as at the engine's own socket: whoever may use it, the"
                        + " agent too, is as mighty as the user that this rootless engine runs as");
    }

    @Test
    void a_proxy_that_lets_only_looks_through_is_enough_to_watch_and_too_little_to_heal() {
        for (var probe : PROBES.subList(3, PROBES.size())) engine.on(probe.replace(" homelab doctor", ""), FORBIDDEN);
        var refused = Stream.of("start", "restart")
                .map(word -> "right to heal: POST /containers/<id>/" + word + " is refused (answered 403), ")
                .toList();
        var cure = "have the socket proxy let it through, as packaging/compose.heal.yaml does";

        var watching = look(false);
        var healing = look(true);

        assertThat(watching)
                .isEqualTo(after(
                        FINE,
                        "ADVICE " + refused.get(0) + "which is enough while it only observes",
                        "to let it heal, " + cure,
                        "ADVICE " + refused.get(1) + "which is enough while it only observes",
                        "to let it heal, " + cure,
                        "OK excess rights: create, exec, remove, pull and volumes are refused",
                        "OK containers: there is none"));
        assertThat(healing)
                .isEqualTo(after(
                        FINE,
                        "PROBLEM " + refused.get(0) + "though the agent is to heal",
                        cure,
                        "PROBLEM " + refused.get(1) + "though the agent is to heal",
                        cure,
                        "OK excess rights: create, exec, remove, pull and volumes are refused",
                        "OK containers: there is none"));
    }

    @Test
    void a_proxy_that_lets_create_through_is_a_problem_for_each_excess() {
        engine.on("/images/create", FakeEngine.status(405, "")).on("/volumes/create", FORBIDDEN);
        var cure = "have the socket proxy refuse it; of POST it needs only /containers/<id>/(start|restart), see"
                + " packaging/socket-proxy/haproxy.cfg";

        var seen = look(true);

        assertThat(seen)
                .isEqualTo(after(
                        FINE,
                        "OK right to heal: start and restart are allowed",
                        "PROBLEM excess rights: POST /containers/create is let through: whoever can create a container"
                                + " is root on the engine's host",
                        cure,
                        "PROBLEM excess rights: POST /containers/<id>/exec is let through: any command can be run in"
                                + " any container",
                        cure,
                        "PROBLEM excess rights: DELETE /containers/<id> is let through: containers can be removed",
                        cure,
                        "OK containers: there is none"));
    }

    @Test
    void a_proxy_that_lets_all_that_is_tried_through_is_not_taken_for_the_engines_own_socket() {
        engine.on("/homelab-agent-doctor", FORBIDDEN);

        assertThat(look(true))
                .contains("ADVICE excess rights: POST /volumes/create is let through: volumes can be made")
                .noneMatch(line -> line.contains("own socket"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"message\":\"no such page\"}", "Not Found"})
    void nor_is_one_that_does_not_know_what_no_engine_knows_in_an_engines_words(String body) {
        engine.on("/homelab-agent-doctor", FakeEngine.status(404, body));

        assertThat(look(true))
                .filteredOn(line -> line.startsWith("PROBLEM excess rights: "))
                .hasSize(3);

        engine.on("/version", FakeEngine.json("""
                {"Version":"5.4.0","ApiVersion":"1.41","Components":[{"Name":"Podman Engine"}]}"""));

        assertThat(look(true)).anyMatch(line -> line.startsWith("ADVICE excess rights: nothing is refused"));
    }

    @Test
    void a_no_in_a_proxys_words_is_not_taken_for_the_engines() {
        var proxys = FakeEngine.status(400, "{\"message\":\"this request is not allowed here\"}");
        for (var probe : List.of("/containers/create", "/volumes/create", "/images/create")) engine.on(probe, proxys);
        engine.on("/containers/" + ZEROS + "/exec", proxys);

        assertThat(look(true))
                .filteredOn(line -> line.startsWith("UNKNOWN right to "))
                .extracting(line -> line.split(" ", -1)[3])
                .containsExactly("create:", "exec:", "pull:", "volume:");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500})
    void an_engine_in_trouble_lacks_no_right(int status) {
        engine.on("/containers/json", FakeEngine.status(status, "{\"message\":\"not now\"}"));

        assertThat(look(true))
                .containsSequence(
                        "PROBLEM list: GET /containers/json?all=1: the engine answered " + status + ": not now",
                        "see its log (journalctl -u docker), and that of the proxy before it, if there is one");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 404, 405})
    void a_list_that_is_refused_in_any_way_is_a_missing_right(int status) {
        engine.on("/containers/json", FakeEngine.status(status, "no\n"));

        assertThat(look(true))
                .containsSequence(
                        "PROBLEM right to look: GET /containers/json?all=1: the engine answered " + status + ": no",
                        "have the socket proxy let it through, as packaging/socket-proxy/haproxy.cfg does");
    }

    @Test
    void a_container_that_went_after_the_list_is_nothing_to_be_told() {
        engine.on("/containers/json", FakeEngine.json("[{\"Id\":\"c1\"},{\"Id\":\"c2\"}]"))
                .on("/containers/c1/json", NO_SUCH);
        container("c2", "{\"Name\":\"/c2\",\"State\":{\"Status\":\"exited\"}}");

        assertThat(look(true)).noneMatch(line -> line.startsWith("UNKNOWN containers"));
    }

    @Test
    void says_nothing_of_an_excess_that_it_could_not_tell() {
        for (var probe : PROBES.subList(5, 9)) engine.on(probe.replace(" homelab doctor", ""), FORBIDDEN);
        engine.on("/volumes/create", FakeEngine.status(404, "{\"message\":\"not here\"}"));

        assertThat(look(true))
                .contains(
                        "UNKNOWN right to volume: POST /volumes/create was neither let through nor refused: answered 404")
                .noneMatch(line -> line.contains("excess rights"));
    }

    @Test
    void a_404_in_other_words_than_an_engines_is_neither_yes_nor_no() {
        engine.on("POST /containers/" + ZEROS + "/start", FakeEngine.status(404, "404 page not found"))
                .on("POST /containers/" + ZEROS + "/restart", FakeEngine.status(404, "{\"message\":\"not allowed\"}"));

        assertThat(look(true))
                .doesNotContain("OK right to heal: start and restart are allowed")
                .containsSubsequence(
                        "UNKNOWN right to start: POST /containers/<id>/start was neither let through nor refused:"
                                + " answered 404",
                        "UNKNOWN right to restart: POST /containers/<id>/restart was neither let through nor refused:"
                                + " answered 404");
    }

    @Test
    void probes_nothing_by_an_id_that_is_somebodys() {
        engine.on("/containers/json", FakeEngine.json("[{\"Id\":\"c1\",\"Names\":[\"/" + ZEROS + "\"]}]"))
                .on("/containers/c1/json", FakeEngine.json("{}"));

        var seen = look(true);

        assertThat(seen)
                .contains("UNKNOWN rights: not tried: a container may have the name that they are tried on because it"
                        + " should be nobody's");
        assertThat(engine.requests()).containsExactlyInAnyOrderElementsOf(after(LOOKS, "GET /containers/c1/json"));
    }

    @Test
    void probes_nothing_while_the_list_cannot_be_read_whole() {
        engine.on("/containers/json", FakeEngine.json("[{\"Id\":\"c1\"},{\"Id\":\"../\"}]"))
                .on("/containers/c1/json", FakeEngine.json("{}"));

        look(true);

        assertThat(engine.requests()).containsExactlyInAnyOrderElementsOf(after(LOOKS, "GET /containers/c1/json"));
    }

    @Test
    void probes_nothing_while_the_list_is_refused() {
        engine.on("/containers/json", FORBIDDEN);

        assertThat(look(true))
                .isEqualTo(after(
                        FINE.subList(0, 3),
                        "PROBLEM right to look: GET /containers/json?all=1: the engine answered 403: Forbidden",
                        "have the socket proxy let it through, as packaging/socket-proxy/haproxy.cfg does",
                        "UNKNOWN rights: not tried: without the list it cannot be told that the id they are tried on is"
                                + " nobody's",
                        "mend the list first"));
        assertThat(engine.requests()).containsExactlyInAnyOrderElementsOf(LOOKS);
    }

    @Test
    void names_each_right_to_look_that_is_missing() {
        engine.on("/containers/" + ZEROS + "/logs", FORBIDDEN).on(FakeEngine.REPLAY, FORBIDDEN);

        assertThat(look(true))
                .containsSubsequence(
                        "ADVICE right to look: GET /containers/<id>/logs is refused (answered 403), so a cause in a log"
                                + " is not found",
                        "have the socket proxy let it through, as packaging/socket-proxy/haproxy.cfg does",
                        "PROBLEM right to look: GET /events is refused (answered 403)",
                        "have the socket proxy let it through, as packaging/socket-proxy/haproxy.cfg does")
                .doesNotContain("OK right to look: list, inspect, logs and events are allowed");
    }

    @Test
    void an_engine_that_hangs_is_told_and_asked_nothing_more() {
        engine.on("/_ping", FakeEngine.silence());

        assertThat(look(true))
                .containsExactly(
                        "PROBLEM socket: GET /_ping: no whole answer from " + engine.socket() + " within 3000 ms",
                        "it hangs: see its log (journalctl -u docker), then restart it");
        assertThat(engine.requests()).containsExactly("GET /_ping");
    }

    @Test
    void tells_a_missing_socket_from_a_file_and_from_one_where_nobody_listens() throws IOException {
        var cure = "start the engine (systemctl start docker), or name its socket in DOCKER_HOST or docker.host";
        engine.close();

        assertThat(look(true)).containsExactly("PROBLEM socket: there is no " + engine.socket(), cure);

        Files.createFile(engine.socket());

        assertThat(look(true)).containsExactly("PROBLEM socket: " + engine.socket() + " is no socket", cure);

        Files.delete(engine.socket());
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(engine.socket()))
                .close();

        assertThat(look(true))
                .containsExactly("PROBLEM socket: nobody listens: Connection refused (" + engine.socket() + ")", cure);
    }

    @Test
    void what_answers_with_garbage_or_with_another_programs_words_is_no_engine() {
        engine.toAll(FakeEngine.garbage());

        assertThat(look(true))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("PROBLEM socket: GET /_ping: what " + engine.socket() + " answered cannot be read: ");

        engine.toAll(FakeEngine.json("<html>hello</html>"));

        assertThat(look(true))
                .containsExactly(
                        "OK socket: something answers",
                        "PROBLEM engine: GET /info: the answer is not JSON",
                        "is this a Docker engine? See what else listens there",
                        "UNKNOWN version: GET /version: the answer is not JSON",
                        "let GET /version through to have it told here",
                        "PROBLEM list: GET /containers/json?all=1: the answer is not a list",
                        "is this a Docker engine? See what else listens there",
                        "UNKNOWN rights: not tried: without the list it cannot be told that the id they are tried on is"
                                + " nobody's",
                        "mend the list first");
        assertThat(engine.requests()).allMatch(request -> request.startsWith("GET "));
    }

    @Test
    void an_engine_that_also_serves_whoever_comes_is_a_problem() {
        engine.on("/info", FakeEngine.json("""
                {"ID":"E","SystemTime":"2026-01-01T00:00:00Z","Warnings":["WARNING: No swap limit support",
                 "WARNING: API is accessible on http://0.0.0.0:2375 without encryption.\\n         Access to the remote API",
                 "WARNING: API is accessible on https://[::]:2376 without TLS client verification."]}"""));

        assertThat(look(true))
                .contains(
                        "PROBLEM open port: the engine also serves http://0.0.0.0:2375 without asking who comes: whoever"
                                + " reaches that port is root on its host",
                        "PROBLEM open port: the engine also serves https://[::]:2376 without asking who comes: whoever"
                                + " reaches that port is root on its host");
    }

    @Test
    void knows_podman_and_engines_that_are_too_old_or_of_no_known_version() {
        engine.on("/version", FakeEngine.json("""
                {"Version":"5.4.0","ApiVersion":"1.41","Components":[{"Name":"Podman Engine"}]}"""));
        assertThat(look(true))
                .contains("ADVICE version: Podman 5.4.0, API 1.41, which speaks Docker's language with other words for"
                        + " events and health");

        engine.on("/version", FakeEngine.json("{\"Version\":\"18.09\",\"ApiVersion\":\"1.39\"}"));
        assertThat(look(true))
                .contains("ADVICE version: Docker 18.09, API 1.39, older than any the agent was tested with");

        engine.on("/version", FakeEngine.json("{}"));
        assertThat(look(true)).contains("UNKNOWN version: Docker , API , which is no version known here");
    }

    @Test
    void compares_the_clocks_as_far_as_the_answers_allow() {
        var later = NOW.plusSeconds(2);

        assertThat(EngineCheckup.time(Optional.of(NOW.plusSeconds(1)), NOW, later)
                        .level())
                .isEqualTo(Check.Level.OK);
        assertThat(EngineCheckup.time(Optional.of(NOW.minusSeconds(6)), NOW, later)
                        .seen())
                .isEqualTo("the engine's is 6 s behind the agent's, which blurs when a thing began and ended");
        assertThat(EngineCheckup.time(Optional.of(later.plusSeconds(61)), NOW, later))
                .isEqualTo(Check.problem(
                        "clock",
                        "the engine's is 61 s ahead of the agent's, which blurs when a thing began and ended",
                        "let both be set by NTP (timedatectl set-ntp true)"));
        assertThat(EngineCheckup.time(Optional.empty(), NOW, later).level()).isEqualTo(Check.Level.UNKNOWN);
    }

    private void container(String id, String json) {
        engine.on("/containers/" + id + "/json", FakeEngine.json(json));
    }

    @Test
    void looks_at_health_checks_labels_mounts_and_policies() {
        engine.on("/containers/json", FakeEngine.json("""
                [{"Id":"c1"},{"Id":"c2"},{"Id":"c3"},{"Id":"c4"}]"""));
        container("c1", """
                {"Name":"/db","State":{"Status":"running"},"HostConfig":{"RestartPolicy":{"Name":"always"}},
                 "Config":{"Labels":{"homelab-agent.enabel":"false","homelab_agent.protect":"true","org.x":"y"}},
                 "Mounts":[{"Type":"bind","Source":"/mnt/nas"}]}""");
        container("c2", """
                {"Name":"/web","State":{"Status":"running"},"HostConfig":{"PortBindings":{"80/tcp":[{"HostPort":"8"}]}},
                 "Config":{"Labels":{"homelab-agent.heal":"sometimes","homelab-agent.enable":"false"}}}""");
        container("c3", """
                {"Name":"/app","State":{"Status":"running","Health":{"Status":"healthy"}},
                 "HostConfig":{"RestartPolicy":{"Name":"unless-stopped"}}}""");
        container("c4", """
                {"Name":"/old","State":{"Status":"exited"}}""");

        var seen = look(false);

        assertThat(seen.subList(7, seen.size()))
                .containsExactly(
                        "PROBLEM labels: db: homelab-agent.enabel (did you mean homelab-agent.enable?), db:"
                                + " homelab_agent.protect (did you mean homelab-agent.protect?): such a label does nothing",
                        "write homelab-agent.(enable|heal|protect|critical|max-attempts|depends-on|stop-timeout), autoheal"
                                + " or autoheal.stop.timeout, and create the container anew",
                        "ADVICE labels: web: homelab-agent.heal=sometimes: what cannot be read counts as a wish to be"
                                + " careful",
                        "see the README for what it may say, and create the container anew",
                        "ADVICE health checks: 2 of 3 running have none: web (publishes ports), db",
                        "add a healthcheck to the service; without one the agent sees that it runs, not that it works",
                        "ADVICE mounts: the host's mounts cannot be seen in " + folder.resolve("mountinfo")
                                + ", so a lost file system behind db is not noticed",
                        "give the agent's container the volume /proc/1/mountinfo:/host/mountinfo:ro and set"
                                + " docker.mountinfo to /host/mountinfo",
                        "OK who heals: after a crash Docker itself starts 2 of 4 again, by their restart policy; the agent"
                                + " never touches 1, by label");
    }

    @Test
    void names_ten_and_counts_the_rest_and_what_it_could_not_inspect() {
        var ids = Stream.iterate(10, n -> n + 1).limit(13).map(n -> "c" + n).toList();
        engine.on(
                "/containers/json",
                FakeEngine.json("["
                        + String.join(
                                ",",
                                ids.stream()
                                        .map(id -> "{\"Id\":\"" + id + "\"}")
                                        .toList()) + "]"));
        ids.forEach(id -> container(id, "{\"Name\":\"/" + id + "\",\"State\":{\"Status\":\"running\"}}"));
        engine.on("/containers/c22/json", FakeEngine.status(500, ""));

        assertThat(look(true))
                .contains(
                        "UNKNOWN containers: 1 of 13 could not be inspected",
                        "ADVICE health checks: 12 of 12 running have none: c10, c11, c12, c13, c14, c15, c16, c17, c18,"
                                + " c19 and 2 more");
    }
}
