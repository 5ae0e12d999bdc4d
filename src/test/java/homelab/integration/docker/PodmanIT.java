package homelab.integration.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homelab.model.Detail;
import homelab.model.State;
import homelab.model.What;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The source on a real Podman. */
class PodmanIT {
    private static final String FOREVER = "trap 'exit 0' TERM; while :; do sleep 0.1; done";

    private static Podman podman;

    private final Looks looks = new Looks();
    private DockerIntegration docker;

    @BeforeAll
    static void start() throws IOException {
        podman = Podman.start();
    }

    @AfterAll
    static void stop() {
        if (podman != null) podman.close();
    }

    @BeforeEach
    void watch() {
        var address = new AddressConfig.Unix(podman.socket());
        docker = new DockerIntegration(
                new DockerConfig("lab", address, Duration.ofSeconds(2), Optional.empty(), Optional.empty()),
                InstantSource.system());
        docker.source().start(looks, Optional.empty());
        await().until(() -> !looks.healths("docker:lab").isEmpty());
    }

    @AfterEach
    void close() {
        docker.close();
    }

    private boolean is(String id, State state) {
        return looks.state(id).equals(Optional.of(state));
    }

    @Test
    void sees_a_container_come_crash_and_start_again() throws Exception {
        var id = podman.sh("web", "if [ -e /b ]; then exec sleep 1000; fi; touch /b; sleep 1; exit 3");
        await().until(() -> is(id, State.RUNNING));
        await().until(() -> is(id, State.STOPPED));
        var stopped = (Detail.Container) looks.healths(id).getLast().detail();

        try (var api = new EngineApi(Dials.wire(new AddressConfig.Unix(podman.socket())), InstantSource.system())) {
            assertThat(api.start(id, Duration.ofSeconds(10))).isTrue();
            await().until(() -> is(id, State.RUNNING));
            assertThat(api.start(id, Duration.ofSeconds(10))).isFalse();
        }

        assertThat(stopped.exitCode()).isEqualTo(3);
        assertThat(looks.events(id)).doesNotHaveAnyElementsOfTypes(What.Died.class, What.Killed.class);
    }

    @Test
    void a_person_s_stop_is_seen_and_nobody_is_named() {
        var id = podman.sh("stopped", FOREVER);
        await().until(() -> is(id, State.RUNNING));

        podman.run("stop", "-t", "5", "stopped");

        await().until(() -> is(id, State.STOPPED));
        assertThat(looks.events(id)).doesNotHaveAnyElementsOfTypes(What.Died.class, What.Killed.class);
        assertThat(looks.healths("docker:lab"))
                .extracting(it -> ((Detail.Engine) it.detail()).engineId())
                .hasSizeGreaterThan(0)
                .allMatch(it -> it.startsWith("podman:"));
    }

    @Test
    void hears_of_a_removal() {
        var id = podman.sh("gone", FOREVER);
        await().until(() -> is(id, State.RUNNING));

        podman.run("rm", "-f", "-t", "0", "gone");

        await().until(() -> looks.events(id).contains(new What.Removed())
                || looks.all()
                        .getLast()
                        .present()
                        .filter(all -> !all.toString().contains(id))
                        .isPresent());
    }
}
