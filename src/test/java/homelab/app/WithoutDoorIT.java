package homelab.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homelab.lab.Lab;
import homelab.lab.Script;
import homelab.lab.Transcript;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code homelab run} where the dashboard cannot start: the agent heals all the same, and says once what is missing. */
class WithoutDoorIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final List<String> transcript = new CopyOnWriteArrayList<>();
    private Lab lab;
    private Optional<Process> agent = Optional.empty();

    @BeforeEach
    void open() throws Exception {
        lab = Lab.open(
                Script.named("crash"),
                folder.resolve("docker.sock"),
                InstantSource.system(),
                new Transcript(transcript::add),
                (about, yes) -> {});
    }

    @AfterEach
    void close() {
        agent.ifPresent(Process::destroyForcibly);
        lab.close();
    }

    @Test
    void a_taken_port_keeps_it_from_nothing_else() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = taken.getLocalPort();

            start(System.getProperty("java.class.path"), port);

            awaitHealed();
            assertThat(complaints())
                    .singleElement()
                    .asString()
                    .contains(
                            "The dashboard did not start; the agent goes on without it: could not open the web door at"
                                    + " 127.0.0.1:" + port + ": ",
                            "; stop what listens there (ss -ltnp 'sport = :" + port + "') or set DASHBOARD_PORT");
            assertThat(said()).doesNotContain("Open the dashboard with this link", "Exception", "\tat ");
        }
    }

    /** The first breaks its making, the second the loading of its classes. */
    @ParameterizedTest
    @ValueSource(strings = {"htmx.org-", "spring-context-"})
    void a_part_that_is_missing_keeps_it_from_nothing_else(String jar) throws Exception {
        var without = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> !path.contains("/" + jar))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(without).isNotEqualTo(System.getProperty("java.class.path"));

        start(without, freePort());

        awaitHealed();
        assertThat(complaints())
                .singleElement()
                .asString()
                .contains("The dashboard did not start; the agent goes on without it");
        assertThat(said()).doesNotContain("Open the dashboard with this link");
    }

    /** Where the agent had not looked yet when the first one crashed, the second, 35 s later, is the one it heals. */
    private void awaitHealed() {
        await().atMost(PATIENCE).until(() -> !complaints().isEmpty() || !isAlive());
        lab.begin();
        await().atMost(PATIENCE).untilAsserted(() -> {
            lab.happen();
            assertThat(isAlive()).as(said()).isTrue();
            assertThat(transcript).as(said()).anyMatch(line -> line.matches(".* -> start (sonarr|prowlarr): 204"));
        });
    }

    private boolean isAlive() {
        return agent.filter(Process::isAlive).isPresent();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private List<String> complaints() throws IOException {
        return said().lines()
                .filter(line -> line.contains("The dashboard did not start"))
                .toList();
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("agent.out"));
    }

    private void start(String classpath, int port) throws IOException {
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        classpath,
                        "homelab.Main",
                        "run",
                        "--config",
                        Files.writeString(
                                        folder.resolve("homelab.yaml"),
                                        """
                                data: %s
                                mode: heal
                                docker:
                                  name: %s
                                  host: unix://%s
                                dashboard:
                                  port: %s
                                """.formatted(
                                                folder.resolve("data"), Lab.HOST, folder.resolve("docker.sock"), port),
                                        UTF_8)
                                .toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("agent.out").toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(HOMELAB|DASHBOARD|DOCKER)_.*"));
        agent = Optional.of(builder.start());
    }
}
