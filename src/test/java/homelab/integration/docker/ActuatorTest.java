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
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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
            for (var action : Action.values()) {
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
}
