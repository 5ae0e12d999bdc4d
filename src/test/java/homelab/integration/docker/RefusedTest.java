package homelab.integration.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import homelab.integration.IntegrationException;
import homelab.integration.IntegrationException.Kind;
import homelab.model.Observation;
import homelab.model.State;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Engines behind a proxy that lets too little through, in each way to say no. */
@Timeout(30)
class RefusedTest {
    private static final String ID = "c1";

    private final Looks looks = new Looks();
    private FakeEngine engine;
    private DockerIntegration docker;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        engine = FakeEngine.well(folder)
                .on(
                        "/containers/json",
                        FakeEngine.json(
                                "[{\"Id\":\"c1\",\"Names\":[\"/web\"],\"State\":\"running\",\"Status\":\"Up\"}]"))
                .on(
                        "/containers/c1/json",
                        FakeEngine.json("{\"Id\":\"c1\",\"Name\":\"/web\",\"State\":{\"Status\":\"running\"}}"));
        docker = new DockerIntegration(
                new DockerConfig(
                        "lab",
                        new AddressConfig.Unix(engine.socket()),
                        Duration.ofSeconds(1),
                        Optional.empty(),
                        Optional.empty()),
                InstantSource.system());
    }

    @AfterEach
    void close() throws IOException {
        docker.close();
        engine.close();
    }

    private static FakeEngine.Answer no(int status) {
        return FakeEngine.status(status, "no");
    }

    private List<String> unseen(String id) {
        return looks.observations()
                .flatMap(it -> it instanceof Observation.Unseen one
                                && one.about().value().equals(id)
                        ? Stream.of(one.reason())
                        : Stream.empty())
                .toList();
    }

    private boolean isSeen(String id) {
        return looks.state(id).equals(Optional.of(State.RUNNING));
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 405, 501})
    void without_ping_and_version_all_is_seen(int status) {
        engine.on("/_ping", no(status)).on("/version", no(status));

        docker.source().start(looks, Optional.empty());

        await().until(() -> isSeen("docker:lab") && isSeen(ID));
        assertThat(unseen("docker:lab")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 405, 501})
    void without_info_or_the_list_the_host_is_unseen_and_says_what_to_let_through(int status) {
        engine.on("/info", no(status));
        docker.source().start(looks, Optional.empty());
        await().until(() -> !unseen("docker:lab").isEmpty());

        engine.on("/info", FakeEngine.json("{\"ID\":\"E\"}")).on("/containers/json", no(status));

        await().during(Duration.ofSeconds(1))
                .until(() -> looks.healths("docker:lab").isEmpty());
        assertThat(unseen("docker:lab"))
                .containsExactly("GET /info: the engine answered " + status
                        + ": no; whoever stands before the engine must let it through, see docs/engines.md");
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 405, 501})
    void without_inspect_each_container_is_unseen_and_its_host_is_not(int status) {
        engine.on("/containers/c1/json", no(status));

        docker.source().start(looks, Optional.empty());

        await().until(() -> isSeen("docker:lab") && !unseen(ID).isEmpty());
        assertThat(unseen(ID))
                .allMatch(reason -> reason.equals("GET /containers/c1/json: the engine answered " + status + ": no"));
        assertThat(unseen("docker:lab")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 405, 501})
    void without_events_all_is_looked_at_again_and_again(int status) {
        engine.on("/events", no(status)).on(FakeEngine.REPLAY, no(status));
        docker.source().start(looks, Optional.empty());
        await().until(() -> isSeen(ID));

        engine.on(
                        "/containers/json",
                        FakeEngine.json("[{\"Id\":\"c1\",\"Names\":[\"/web\"],\"State\":\"exited\",\"Status\":\"x\"}]"))
                .on(
                        "/containers/c1/json",
                        FakeEngine.json("{\"Id\":\"c1\",\"Name\":\"/web\",\"State\":{\"Status\":\"exited\"}}"));

        await().until(() -> looks.state(ID).equals(Optional.of(State.STOPPED)));
        assertThat(unseen("docker:lab")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 405, 501})
    void a_start_and_a_restart_that_are_refused_certainly_did_not_happen(int status) {
        engine.on("POST /containers/c1/start", no(status)).on("POST /containers/c1/restart", no(status));
        try (var api = new EngineApi(Dials.wire(new AddressConfig.Unix(engine.socket())), InstantSource.system())) {
            var limit = Duration.ofSeconds(5);

            var start = catchThrowableOfType(IntegrationException.class, () -> api.start(ID, limit));
            var restart = catchThrowableOfType(
                    IntegrationException.class, () -> api.restart(ID, Duration.ofSeconds(1), limit));

            assertThat(List.of(start.kind(), restart.kind())).containsOnly(Kind.FORBIDDEN);
        }
    }
}
