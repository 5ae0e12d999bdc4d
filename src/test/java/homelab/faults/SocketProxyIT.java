package homelab.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homelab.engine.Engine;
import homelab.engine.Shell;
import homelab.engine.SocketProxy;
import homelab.integration.docker.DockerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent behind the socket proxy that is shipped. */
class SocketProxyIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String CRASHES_ONCE = "if [ -e /b ]; then exec sleep 1000; fi; touch /b; sleep 4; exit 1";

    private static Engine engine;

    @TempDir
    Path data;

    @BeforeAll
    static void begin() {
        SocketProxy.require();
        engine = Engine.start();
        Watch.fill(engine, "calm", 8);
    }

    @AfterAll
    static void end() {
        if (engine != null) engine.close();
    }

    @Test
    void a_proxy_that_only_lets_look_keeps_it_from_acting_and_a_person_is_told_why() throws IOException {
        try (var proxy = SocketProxy.before(engine, data, false);
                var watch = over(proxy)) {
            engine.sh("fenced", CRASHES_ONCE);

            await().atMost(LONG).until(() -> watch.keys("fenced").contains("escalated"));

            assertThat(Watch.starts(engine, "fenced")).isEqualTo(1);
            assertThat(watch.told("fenced").getFirst().toString())
                    .contains("403", "the socket proxy does not let this through");
        }
    }

    @Test
    void a_proxy_that_lets_repair_lets_start_and_restart_and_nothing_else() throws IOException {
        try (var proxy = SocketProxy.before(engine, data, true);
                var watch = over(proxy)) {
            var id = engine.sh("healed", CRASHES_ONCE);

            await().atMost(LONG).until(() -> watch.keys("healed").contains("healed"));

            assertThat(Watch.starts(engine, "healed")).isEqualTo(2);
            assertThat(proxy.ask(post("/containers/" + id + "/restart?t=1"))).startsWith("HTTP/1.1 204");
            engine.docker("pause", id);
            assertThat(proxy.ask(post("/containers/" + id + "/unpause"))).startsWith("HTTP/1.1 204");
            assertRefused(proxy, "create", "--name=made", Engine.IMAGE);
            assertRefused(proxy, "pause", id);
            assertRefused(proxy, "exec", "healed", "true");
            assertRefused(proxy, "restart", "-t", "1", id);
            assertRefused(proxy, "start", id);
            assertRefused(proxy, "stop", id);
            assertRefused(proxy, "kill", id);
            assertRefused(proxy, "rm", "-f", id);
            assertRefused(proxy, "rename", id, "other");
            assertRefused(proxy, "update", "--restart=always", id);
            assertRefused(proxy, "cp", "healed:/b", data.toString());
            assertRefused(proxy, "system", "prune", "-f");
            assertThat(engine.docker("ps", "-a", "--format", "{{.Names}}").lines())
                    .contains("healed")
                    .doesNotContain("made", "other");
        }
    }

    @Test
    void a_proxy_that_lets_clean_up_lets_one_thing_go_by_its_id_and_nothing_by_force() throws IOException {
        try (var proxy = SocketProxy.cleaning(engine, data)) {
            var image = engine.docker("import", tar().toString());
            var kept = engine.docker("import", tar().toString(), "kept:1");
            var stopped = engine.run("gone", Engine.IMAGE, "true");
            engine.docker("wait", "gone");
            var alone = "?force=0&noprune=1";

            for (var refused : List.of(
                    plain("DELETE", "/images/" + kept + "?force=1"),
                    plain("DELETE", "/images/" + kept),
                    plain("DELETE", "/images/kept:1" + alone),
                    plain("DELETE", "/containers/" + stopped + "?v=1&force=1"),
                    plain("DELETE", "/containers/" + stopped),
                    plain("DELETE", "/volumes/precious"),
                    post("/images/prune"),
                    post("/volumes/prune"),
                    post("/containers/prune"),
                    post("/build/prune?all=1"),
                    post("/build/prune?all=1&filters=%7B%22id%22%3A%5B%22.*%22%5D%7D"),
                    post("/containers/" + stopped + "/start")))
                assertThat(proxy.ask(refused)).as(refused).startsWith("HTTP/1.1 403");

            assertThat(proxy.ask(plain("DELETE", "/images/" + image + alone))).startsWith("HTTP/1.1 200");
            assertThat(proxy.ask(plain("DELETE", "/containers/" + stopped + "?v=0&force=0")))
                    .startsWith("HTTP/1.1 204");
            assertThat(proxy.ask(post("/build/prune?all=1&filters=%7B%22id%22%3A%5B%22%5Eabc%24%22%5D%7D")))
                    .startsWith("HTTP/1.1 200");
            assertThat(proxy.ask(plain("GET", "/system/df?verbose=1"))).startsWith("HTTP/1.1 200");
            assertThat(engine.docker("images", "-q", "--no-trunc"))
                    .contains(kept)
                    .doesNotContain(image);
        }
    }

    private Path tar() throws IOException {
        var folder = Files.createTempDirectory(data, "layer");
        Files.writeString(folder.resolve("name"), folder.toString());
        var tar = Files.createTempFile(data, "layer", ".tar");
        Shell.must("tar", "-C", folder.toString(), "-cf", tar.toString(), ".");
        return tar;
    }

    private static String plain(String method, String path) {
        return head(method, path) + "\n";
    }

    @Test
    void a_start_that_would_change_the_container_is_refused_in_every_form() throws IOException {
        try (var proxy = SocketProxy.before(engine, data, true)) {
            var id = engine.sh("as-it-was", "exit 0");
            await().atMost(LONG).until(() -> state(id).startsWith("exited"));
            var before = engine.docker("inspect", "-f", "{{json .HostConfig}}", id);
            var start = "/containers/" + id + "/start";
            var rights = "{\"Privileged\":true,\"Binds\":[\"/:/host\"]}";
            var sized = "Content-Type: application/json\nContent-Length: " + rights.length() + "\n\n" + rights;
            var chunked = "Content-Type: application/json\nTransfer-Encoding: chunked\n\n"
                    + Integer.toHexString(rights.length()) + "\n" + rights + "\n0\n\n";

            for (var request : List.of(
                    head("POST", "/v1.23" + start) + sized,
                    head("POST", "/v1.23" + start) + chunked,
                    head("POST", "/v1.23" + start).replace("HTTP/1.1", "HTTP/1.0") + sized,
                    head("POST", start) + sized,
                    head("POST", start) + chunked,
                    post("/v1.23" + start),
                    post("/v1.41" + start),
                    post(start + "?checkpoint=c"),
                    post(start + "?t=1"),
                    post("/containers/" + id + "/unpause?t=1"),
                    post("/v1.41/containers/" + id + "/unpause"),
                    post("/containers/" + id + "/restart?t=1&signal=KILL"),
                    post("/containers/" + id + "/restart?signal=KILL"),
                    post("//containers/" + id + "/start"),
                    post("/containers/x/../" + id + "/start"),
                    post("/containers/as-it-was/start"),
                    post("/containers/json"),
                    head("GET", "/containers/json") + sized))
                assertThat(proxy.ask(request)).as(request).startsWith("HTTP/1.1 403");
            assertThat(proxy.ask("PRI * HTTP/2.0\n\nSM\n\n")).as("HTTP/2").startsWith("HTTP/1.1 400");

            assertThat(engine.docker("inspect", "-f", "{{json .HostConfig}}", id))
                    .isEqualTo(before);
            assertThat(Watch.starts(engine, "as-it-was")).isEqualTo(1);
            assertThat(proxy.ask(post(start))).startsWith("HTTP/1.1 204");
        }
    }

    private static String state(String id) {
        return engine.docker("inspect", "-f", "{{.State.Status}}", id);
    }

    private static String post(String path) {
        return head("POST", path) + "Content-Length: 0\n\n";
    }

    private static String head(String method, String path) {
        return method + " " + path + " HTTP/1.1\nHost: docker\nConnection: close\n";
    }

    private Watch over(SocketProxy proxy) {
        var watch = new Watch.Way(data, DockerConfig.of("lab", proxy.host()), Optional.empty(), Duration.ofSeconds(5))
                .start();
        watch.awaitSeen("calm0", "calm7");
        return watch;
    }

    private static void assertRefused(SocketProxy proxy, String... command) {
        var answer = proxy.docker(command);
        assertThat(answer.code()).as(String.join(" ", command)).isNotZero();
        assertThat(answer.err()).as(String.join(" ", command)).contains("the socket proxy does not let this through");
    }
}
