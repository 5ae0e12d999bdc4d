package homelab.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homelab.engine.Engine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What looks dead or sick and is none of the agent's business, all on one engine, since nothing of it may happen. */
class LeftAloneIT {
    private static final Duration A_WHILE = Duration.ofSeconds(20);
    private static final String CRASHES_SOON = "sleep 4; exit 1";
    private static final String[] QUIET = {
        "dead-with-0",
        "dead-with-1",
        "dead-with-137",
        "by-docker-stop",
        "by-docker-kill",
        "one-shot",
        "hears-hup",
        "still-starting"
    };
    private static final String[] ASKED = {"failed-job", "never-well", "guarded", "agent-itself", "lost-its-files"};
    private static final String HANDS_OFF = "hands-off";

    @TempDir
    Path data;

    @Test
    void leaves_alone_what_people_stopped_what_is_done_and_what_must_be_asked_about() {
        try (var engine = Engine.start();
                var share = new Share(engine.directory("share"))) {
            Watch.fill(engine, "calm", 20);
            engine.sh("dead-with-0", "exit 0");
            engine.sh("dead-with-1", "exit 1");
            engine.sh("dead-with-137", Watch.SERVICE);
            engine.docker("kill", "dead-with-137");
            engine.sh("by-docker-stop", Watch.SERVICE);
            engine.sh("by-docker-kill", Watch.SERVICE);
            engine.sh("hears-hup", "trap : HUP; while :; do sleep 1; done");
            engine.sh("agent-itself", Watch.SERVICE);
            engine.run(
                    "lost-its-files",
                    "-v",
                    share.directory() + ":/files",
                    Engine.IMAGE,
                    "sh",
                    "-c",
                    "touch /files/mine; " + Watch.SERVICE);
            try (var watch =
                    new Watch.Way(data, engine.host()).self("agent-itself").over(engine)) {
                engine.docker("stop", "by-docker-stop");
                engine.docker("kill", "by-docker-kill");
                engine.docker("kill", "-s", "HUP", "hears-hup");
                engine.killFromHost("agent-itself");
                share.goAway();
                engine.killFromHost("lost-its-files");
                engine.sh("one-shot", "sleep 4; exit 0");
                labelled(engine, HANDS_OFF, "homelab-agent.enable=false");
                labelled(engine, "failed-job", "com.docker.compose.oneoff=True");
                labelled(engine, "guarded", "homelab-agent.protect=true");
                checked(engine, "never-well");
                checked(engine, "still-starting", "--health-start-period=600s");
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> Stream.of(ASKED).allMatch(name -> watch.questions(name) == 1));

                await().during(A_WHILE)
                        .atMost(A_WHILE.plusSeconds(10))
                        .until(() -> Watch.touched(engine, all()).isEmpty());

                assertThat(Watch.running(engine))
                        .contains("hears-hup", "still-starting")
                        .doesNotContain("by-docker-stop", "by-docker-kill", "one-shot", "failed-job");
                for (var name : QUIET) assertThat(watch.told(name)).as(name).isEmpty();
                for (var name : ASKED) assertThat(watch.told(name)).as(name).hasSize(1);
                assertThat(watch.told(HANDS_OFF)).hasSize(1);
                assertThat(watch.told("agent-itself").getFirst().toString()).contains("stops the agent itself");
                assertThat(watch.told("lost-its-files").getFirst().toString())
                        .contains(share.directory() + " lay on tmpfs");
                assertThat(engine.docker("inspect", "-f", "{{.State.Health.Status}}", "still-starting"))
                        .isEqualTo("starting");
                assertThat(engine.docker(
                                "inspect", "-f", "{{range .State.Health.Log}}{{.ExitCode}} {{end}}", "still-starting"))
                        .startsWith("1 1 1");
            }
        }
    }

    private static String[] all() {
        return Stream.concat(Stream.concat(Stream.of(QUIET), Stream.of(ASKED)), Stream.of(HANDS_OFF))
                .toArray(String[]::new);
    }

    private static void labelled(Engine engine, String name, String label) {
        engine.run(name, "--label", label, Engine.IMAGE, "sh", "-c", CRASHES_SOON);
    }

    /** Runs, and its check fails each second. */
    private static void checked(Engine engine, String name, String... options) {
        var always =
                Stream.of("--health-cmd=false", "--health-interval=1s", "--health-timeout=5s", "--health-retries=2");
        var run = Stream.of(Engine.IMAGE, "sh", "-c", Watch.SERVICE);
        engine.run(
                name,
                Stream.of(always, Stream.of(options), run).flatMap(part -> part).toArray(String[]::new));
    }
}
