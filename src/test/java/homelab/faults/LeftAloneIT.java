package homelab.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homelab.engine.Engine;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What looks dead or sick and is none of the agent's business, all on one engine, since nothing of it may happen. */
class LeftAloneIT {
    private static final Duration A_WHILE = Duration.ofSeconds(20);
    private static final String CRASHES_SOON = "sleep 4; exit 1";
    private static final String[] UNTOUCHABLE = {
        "dead-with-0",
        "dead-with-1",
        "dead-with-137",
        "by-docker-stop",
        "by-docker-kill",
        "one-shot",
        "hands-off",
        "failed-job",
        "never-well",
        "guarded",
        "hears-hup"
    };

    @TempDir
    Path data;

    @Test
    void leaves_alone_what_people_stopped_what_is_done_and_what_must_be_asked_about() {
        try (var engine = Engine.start()) {
            Watch.fill(engine, "calm", 14);
            engine.sh("dead-with-0", "exit 0");
            engine.sh("dead-with-1", "exit 1");
            engine.sh("dead-with-137", Watch.SERVICE);
            engine.docker("kill", "dead-with-137");
            engine.sh("by-docker-stop", Watch.SERVICE);
            engine.sh("by-docker-kill", Watch.SERVICE);
            engine.sh("hears-hup", "trap : HUP; while :; do sleep 1; done");
            try (var watch = Watch.over(engine, data)) {
                engine.docker("stop", "by-docker-stop");
                engine.docker("kill", "by-docker-kill");
                engine.docker("kill", "-s", "HUP", "hears-hup");
                engine.sh("one-shot", "sleep 4; exit 0");
                label(engine, "hands-off", "homelab-agent.enable=false");
                label(engine, "failed-job", "com.docker.compose.oneoff=True");
                label(engine, "guarded", "homelab-agent.protect=true");
                engine.run(
                        "never-well",
                        "--health-cmd=false",
                        "--health-interval=1s",
                        "--health-retries=2",
                        Engine.IMAGE,
                        "sh",
                        "-c",
                        Watch.SERVICE);
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> watch.questions("guarded") == 1 && watch.questions("never-well") == 1);

                await().during(A_WHILE)
                        .atMost(A_WHILE.plusSeconds(10))
                        .until(() -> Watch.touched(engine, UNTOUCHABLE).isEmpty());

                assertThat(Watch.running(engine))
                        .contains("hears-hup")
                        .doesNotContain("by-docker-stop", "by-docker-kill");
                for (var quiet : new String[] {
                    "dead-with-0",
                    "dead-with-1",
                    "dead-with-137",
                    "by-docker-stop",
                    "by-docker-kill",
                    "one-shot",
                    "hears-hup"
                }) assertThat(watch.told(quiet)).as(quiet).isEmpty();
                assertThat(watch.told("failed-job")).hasSize(1);
                assertThat(watch.questions("failed-job")).isEqualTo(1);
            }
        }
    }

    private static void label(Engine engine, String name, String label) {
        engine.run(name, "--label", label, Engine.IMAGE, "sh", "-c", CRASHES_SOON);
    }
}
