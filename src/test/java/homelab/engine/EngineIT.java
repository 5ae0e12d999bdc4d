package homelab.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

class EngineIT {
    @Test
    void keeps_its_containers_over_a_stop_and_a_kill_and_judges_what_happened() {
        try (var engine = Engine.start()) {
            var id = engine.sh("web", "trap 'exit 0' TERM; while :; do sleep 0.1; done");

            engine.killFromHost("web");
            await().until(() ->
                    engine.docker("inspect", "-f", "{{.State.Status}}", "web").equals("exited"));
            engine.docker("start", "web");
            engine.stop();
            engine.startAgain();
            engine.docker("start", "web");
            engine.kill();
            engine.startAgain();
            engine.docker("start", "web");

            await().untilAsserted(() -> assertThat(engine.events("web"))
                    .extracting(Engine.Heard::action)
                    .containsSubsequence("create", "start", "die", "start", "kill", "die", "stop", "start", "start"));
            assertThat(engine.docker("ps", "-q", "--no-trunc")).isEqualTo(id);
        }
    }
}
