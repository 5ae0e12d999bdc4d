package homelab.integration.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import homelab.integration.Actuator;
import homelab.integration.Actuator.Response;
import homelab.integration.IntegrationException;
import homelab.integration.IntegrationException.Kind;
import homelab.model.Action;
import homelab.model.Incident;
import homelab.model.Intent;
import homelab.model.Lineage;
import homelab.model.Resource;
import homelab.model.State;
import homelab.model.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class ActuatorTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private FakeEngine engine;
    private DockerIntegration docker;
    private Actuator actuator;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        engine = FakeEngine.well(folder);
        docker = new DockerIntegration(DockerConfig.of("lab", engine.host()), InstantSource.fixed(NOW));
        actuator = docker.actuator();
    }

    @AfterEach
    void close() throws IOException {
        docker.close();
        engine.close();
    }

    private static Intent intent(Action action, String id, Duration limit) {
        return new Intent(
                new Intent.Id("1"),
                new Incident.Id(1),
                new Step(0, action, new Resource.Id(id), Lineage.named("ENGINE", "web"), "web", Set.of()),
                State.STOPPED,
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(7),
                1,
                NOW,
                NOW.plus(limit));
    }

    private IntegrationException refusal(Action action, Duration limit) {
        return catchThrowableOfType(IntegrationException.class, () -> actuator.carryOut(intent(action, "c1", limit)));
    }

    @Test
    void starts_and_restarts_with_one_request_each() throws IntegrationException {
        engine.on("/containers/c1/start", FakeEngine.status(204, ""))
                .on("/containers/c1/restart", FakeEngine.status(204, ""));

        assertThat(actuator.carryOut(intent(Action.CONTAINER_START, "c1", Duration.ofSeconds(9))))
                .isEqualTo(new Response(true, "started"));
        assertThat(actuator.carryOut(intent(Action.CONTAINER_RESTART, "c1", Duration.ofSeconds(9))))
                .isEqualTo(new Response(true, "restarted"));

        assertThat(engine.requests()).containsExactly("POST /containers/c1/start", "POST /containers/c1/restart?t=7");
    }

    @Test
    void says_when_it_ran_already() throws IntegrationException {
        engine.on("/containers/c1/start", FakeEngine.status(304, ""));

        assertThat(actuator.carryOut(intent(Action.CONTAINER_START, "c1", Duration.ofSeconds(9))))
                .isEqualTo(new Response(false, "it was already running; nothing was done"));
    }

    @Test
    void passes_on_why_the_engine_refused() {
        engine.on("/containers/c1/start", FakeEngine.status(500, "{\"message\":\"port \\u001b[31mtaken\"}"));

        assertThat(refusal(Action.CONTAINER_START, Duration.ofSeconds(9))).satisfies(e -> {
            assertThat(e.kind()).isEqualTo(Kind.REJECTED);
            assertThat(e).hasMessageEndingWith("the engine answered 500: port taken");
        });
        assertThat(engine.requests()).hasSize(1);
    }

    @Test
    void a_container_that_is_gone_is_a_refusal() {
        engine.on("/containers/c1/restart", FakeEngine.status(404, "{\"message\":\"No such container: c1\"}"));

        assertThat(refusal(Action.CONTAINER_RESTART, Duration.ofSeconds(9)).kind())
                .isEqualTo(Kind.REJECTED);
    }

    @Test
    void what_got_no_answer_cannot_be_told() {
        engine.on("/containers/c1/restart", FakeEngine.silence());

        assertThat(refusal(Action.CONTAINER_RESTART, Duration.ofMillis(200)).kind())
                .isEqualTo(Kind.UNREACHABLE);
        assertThat(engine.requests()).hasSize(1);
    }

    @Test
    void what_a_proxy_answered_for_its_engine_cannot_be_told() {
        for (var status : new int[] {502, 503, 504})
            for (var action : List.of(Action.CONTAINER_START, Action.CONTAINER_RESTART, Action.CONTAINER_UNPAUSE)) {
                engine.on("/containers/c1/", FakeEngine.status(status, "{\"message\":\"Service Unavailable\"}"));

                assertThat(refusal(action, Duration.ofSeconds(9)).kind()).isEqualTo(Kind.UNREACHABLE);
            }
    }

    @Test
    void a_restart_that_failed_halfway_cannot_be_told() {
        engine.on("/containers/c1/restart", FakeEngine.status(500, "{\"message\":\"port is already allocated\"}"));

        assertThat(refusal(Action.CONTAINER_RESTART, Duration.ofSeconds(9))).satisfies(e -> {
            assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(e).hasMessageEndingWith("the engine answered 500: port is already allocated");
        });
    }

    @Test
    void a_start_that_failed_without_the_engines_own_word_cannot_be_told() {
        for (var body : new String[] {"<html>Internal Server Error</html>", "{}", ""}) {
            engine.on("/containers/c1/start", FakeEngine.status(500, body));

            assertThat(refusal(Action.CONTAINER_START, Duration.ofSeconds(9)).kind())
                    .isEqualTo(Kind.UNREACHABLE);
        }
    }

    @Test
    void sends_nothing_after_the_deadline_nor_to_what_is_no_id() {
        assertThat(refusal(Action.CONTAINER_START, Duration.ZERO).kind()).isEqualTo(Kind.REJECTED);
        var hostile = catchThrowableOfType(
                IntegrationException.class,
                () -> actuator.carryOut(intent(Action.CONTAINER_START, "../images/prune", Duration.ofSeconds(9))));

        assertThat(hostile.kind()).isEqualTo(Kind.REJECTED);
        assertThat(engine.requests()).isEmpty();
    }

    private static final String IMAGE = "sha256:" + "a".repeat(64);

    @Test
    void removes_an_image_by_its_id_alone_and_never_by_force() throws IntegrationException {
        engine.on("/images/", FakeEngine.json("[{\"Deleted\":\"" + IMAGE + "\"}]"));

        assertThat(actuator.carryOut(intent(Action.CLEANUP_IMAGES, IMAGE, Duration.ofSeconds(9))))
                .isEqualTo(new Actuator.Response(true, "removed"));

        assertThat(engine.requests()).containsExactly("DELETE /images/" + IMAGE + "?force=0&noprune=1");
    }

    @Test
    void removes_a_container_without_its_volumes_and_never_by_force() throws IntegrationException {
        engine.on("/containers/c1", FakeEngine.status(204, ""));

        actuator.carryOut(intent(Action.CLEANUP_CONTAINERS, "c1", Duration.ofSeconds(9)));

        assertThat(engine.requests()).containsExactly("DELETE /containers/c1?v=0&force=0");
    }

    @Test
    void removes_exactly_one_piece_of_the_build_cache_and_says_when_none_went() throws IntegrationException {
        engine.on("/build/prune", FakeEngine.json("{\"CachesDeleted\":[\"abc1\"],\"SpaceReclaimed\":5}"));

        assertThat(actuator.carryOut(intent(Action.CLEANUP_CACHE, "abc1", Duration.ofSeconds(9)))
                        .acted())
                .isTrue();
        assertThat(actuator.carryOut(intent(Action.CLEANUP_CACHE, "abc2", Duration.ofSeconds(9)))
                        .acted())
                .isFalse();
        assertThat(engine.requests())
                .first()
                .asString()
                .isEqualTo("POST /build/prune?all=1&filters=%7B%22id%22%3A%5B%22%5Eabc1%24%22%5D%7D");
    }

    @Test
    void leaves_an_image_that_was_given_a_name_since() throws IntegrationException {
        engine.on("/images/", FakeEngine.json("{\"RepoTags\":[\"app:1\"]}"));

        assertThat(actuator.carryOut(intent(Action.CLEANUP_CACHE, IMAGE, Duration.ofSeconds(9)))
                        .acted())
                .isFalse();

        assertThat(engine.requests()).containsExactly("GET /images/" + IMAGE + "/json");
    }

    @Test
    void what_is_gone_already_is_no_failure() throws IntegrationException {
        engine.on("/images/", FakeEngine.status(404, "{\"message\":\"No such image\"}"));

        assertThat(actuator.carryOut(intent(Action.CLEANUP_CACHE, IMAGE, Duration.ofSeconds(9))))
                .isEqualTo(new Actuator.Response(false, "it was gone already"));
    }

    @Test
    void what_something_uses_is_refused_by_the_engine() {
        engine.on("/images/", FakeEngine.status(409, "{\"message\":\"conflict: image is being used\"}"));

        var refusal = catchThrowableOfType(
                IntegrationException.class,
                () -> actuator.carryOut(intent(Action.CLEANUP_IMAGES, IMAGE, Duration.ofSeconds(9))));

        assertThat(refusal.kind()).isEqualTo(Kind.REJECTED);
        assertThat(refusal).hasMessageContaining("image is being used");
    }

    @ParameterizedTest
    @CsvSource({
        "CLEANUP_IMAGES, app:1",
        "CLEANUP_IMAGES, ''",
        "CLEANUP_IMAGES, ../containers/c1",
        "CLEANUP_CACHE, .*",
        "CLEANUP_CACHE, 'a|b'",
        "CLEANUP_CONTAINERS, ../volumes/db"
    })
    void sends_nothing_that_could_name_more_than_one(Action action, String id) {
        var intent =
                id.isEmpty() ? intent(action, " x", Duration.ofSeconds(9)) : intent(action, id, Duration.ofSeconds(9));

        var refusal = catchThrowableOfType(IntegrationException.class, () -> actuator.carryOut(intent));

        assertThat(refusal.kind()).isEqualTo(Kind.REJECTED);
        assertThat(engine.requests()).isEmpty();
    }
}
