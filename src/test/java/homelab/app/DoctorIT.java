package homelab.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homelab.cli.Cli;
import homelab.engine.Engine;
import homelab.engine.LooseProxy;
import homelab.engine.SocketProxy;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The doctor at a real engine, as it is and behind socket proxies. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoctorIT {
    private Engine engine;

    @TempDir
    private Path folder;

    @BeforeAll
    void open() {
        engine = Engine.start();
        engine.sh("first", "sleep 1000");
    }

    @AfterAll
    void close() {
        if (engine != null) engine.close();
    }

    private record Said(int code, List<String> lines) {
        /** What is said at one level, each with one blank between its words. */
        List<String> at(String level) {
            return lines.stream()
                    .map(line -> line.strip().replaceAll(" +", " "))
                    .filter(line -> line.startsWith(level + " "))
                    .toList();
        }
    }

    private Said doctor(String host, Map<String, String> more) {
        var environment = new HashMap<>(Map.of(
                "DOCKER_HOST", host, "HOMELAB_DATA", folder.resolve("data").toString(), "DASHBOARD_PORT", "1"));
        environment.putAll(more);
        var out = new StringWriter();
        var code = new Cli(new Entry(environment), new PrintWriter(out), new PrintWriter(out)).run("doctor");
        return new Said(code, out.toString().lines().toList());
    }

    @Test
    void finds_no_problem_at_a_fresh_engine_and_changes_nothing_at_it() {
        var heard = mark("first", "second");
        var before = inventory();

        var said = doctor(engine.host(), Map.of("HOMELAB_MODE", "heal"));

        assertThat(inventory()).isEqualTo(before);
        assertThat(mark("second", "first")).as("the mark itself").isEqualTo(heard + 1);
        assertThat(said.at("PROBLEM")).isEmpty();
        assertThat(said.at("UNKNOWN")).isEmpty();
        assertThat(said.at("ADVICE"))
                .contains("ADVICE excess rights nothing is refused, as at the engine's own socket: whoever may use it,"
                        + " the agent too, is root on the engine's host")
                .contains("ADVICE health checks 1 of 1 running have none: second");
        assertThat(said.at("OK"))
                .contains(
                        "OK socket something answers",
                        "OK clock the engine's agrees with the agent's",
                        "OK right to look list, inspect, logs and events are allowed",
                        "OK right to heal start, restart and unpause are allowed");
        assertThat(said.code()).isZero();
    }

    @Test
    void the_proxy_that_we_ship_is_enough_to_watch_and_too_little_to_heal() throws IOException {
        SocketProxy.require();
        try (var proxy = SocketProxy.before(engine, folder, false)) {
            var watching = doctor(proxy.host(), Map.of("HOMELAB_MODE", "observe"));
            var healing = doctor(proxy.host(), Map.of("HOMELAB_MODE", "heal"));

            assertThat(watching.at("PROBLEM")).isEmpty();
            assertThat(watching.at("UNKNOWN")).isEmpty();
            assertThat(watching.at("ADVICE"))
                    .contains(
                            "ADVICE right to heal POST /containers/<id>/start is refused (answered 403), which is enough"
                                    + " while it only observes");
            assertThat(watching.at("OK"))
                    .contains(
                            "OK right to look list, inspect, logs and events are allowed",
                            "OK excess rights create, exec, remove, pull and volumes are refused");
            assertThat(watching.code()).isZero();
            assertThat(healing.at("PROBLEM"))
                    .containsExactly(
                            "PROBLEM right to heal POST /containers/<id>/start is refused (answered 403), though the"
                                    + " agent is to heal",
                            "PROBLEM right to heal POST /containers/<id>/restart is refused (answered 403), though the"
                                    + " agent is to heal",
                            "PROBLEM right to heal POST /containers/<id>/unpause is refused (answered 403), though the"
                                    + " agent is to heal");
            assertThat(healing.code()).isOne();
        }
    }

    @Test
    void its_overlay_lets_it_heal_and_nothing_else() throws IOException {
        SocketProxy.require();
        try (var proxy = SocketProxy.before(engine, folder, true)) {
            var said = doctor(proxy.host(), Map.of("HOMELAB_MODE", "heal"));

            assertThat(said.at("PROBLEM")).isEmpty();
            assertThat(said.at("UNKNOWN")).isEmpty();
            assertThat(said.at("OK"))
                    .contains(
                            "OK right to look list, inspect, logs and events are allowed",
                            "OK right to heal start, restart and unpause are allowed",
                            "OK excess rights create, exec, remove, pull and volumes are refused");
            assertThat(said.code()).isZero();
        }
    }

    @Test
    void a_proxy_that_allows_all_of_containers_allows_too_much_and_nothing_comes_of_trying() throws IOException {
        var heard = mark("first", "third");
        var before = inventory();
        try (var proxy = LooseProxy.before(engine, "_ping|version|info|events|containers", true)) {
            var said = doctor(proxy.host(), Map.of("HOMELAB_MODE", "heal"));

            assertThat(inventory()).isEqualTo(before);
            assertThat(mark("third", "first")).as("the mark itself").isEqualTo(heard + 1);
            assertThat(said.at("PROBLEM"))
                    .containsExactly(
                            "PROBLEM excess rights POST /containers/create is let through: whoever can create a"
                                    + " container is root on the engine's host",
                            "PROBLEM excess rights POST /containers/<id>/exec is let through: any command can be run in"
                                    + " any container",
                            "PROBLEM excess rights DELETE /containers/<id> is let through: containers can be removed");
            assertThat(said.code()).isOne();
        }
    }

    @Test
    void a_proxy_without_info_and_list_is_told_by_what_it_refuses() throws IOException {
        try (var proxy = LooseProxy.before(engine, "_ping|version|events", false)) {
            var said = doctor(proxy.host(), Map.of());

            assertThat(said.at("PROBLEM"))
                    .hasSize(2)
                    .allMatch(line -> line.startsWith("PROBLEM right to look GET /")
                            && line.contains("403")
                            && !line.contains("\u001b"));
            assertThat(said.at("UNKNOWN"))
                    .containsExactly("UNKNOWN rights not tried: without the list it cannot be told that the id they are"
                            + " tried on is nobody's");
            assertThat(said.code()).isOne();
        }
    }

    /** Gives a container another name and waits until that is heard. @return how many events were heard until then */
    private long mark(String before, String after) {
        var heard = engine.events().size();
        engine.docker("rename", before, after);
        await().until(() -> engine.events().stream()
                .skip(heard)
                .anyMatch(
                        event -> event.action().equals("rename") && event.name().equals(after)));
        return engine.events().size();
    }

    private String inventory() {
        return engine.docker("ps", "-a", "--format", "{{.ID}} {{.Names}} {{.State}}")
                + engine.docker("images", "-a", "-q")
                + engine.docker("volume", "ls", "-q")
                + engine.docker("network", "ls", "-q");
    }
}
