package homelab.faults;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homelab.engine.Engine;
import homelab.integration.Desk;
import homelab.model.Incident;
import homelab.model.Person;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Much of a host falls at once, and nobody asked the engine for it. */
class StormIT {
    private static final int ALL = 30;
    private static final int FALLEN = 20;

    @TempDir
    Path data;

    @Test
    void asks_one_question_and_starts_each_once_when_it_is_approved() throws Exception {
        try (var engine = Engine.start()) {
            var names = Watch.fill(engine, "one", ALL);
            var pids = engine.pidsOf(names.subList(0, FALLEN));
            try (var watch = Watch.over(engine, data)) {
                pids.forEach(pid -> ProcessHandle.of(pid).orElseThrow().destroyForcibly());

                await().atMost(Duration.ofSeconds(50))
                        .until(() -> watch.told().stream().anyMatch(line -> line.has("question")));
                var question = watch.told().stream()
                        .filter(line -> line.has("question"))
                        .findFirst()
                        .orElseThrow();
                var reply = watch.app()
                        .desk()
                        .say(new Person("root", "cli"), approval(question))
                        .toCompletableFuture()
                        .get(10, SECONDS);
                assertThat(reply).isInstanceOf(Desk.Reply.Done.class);
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> Watch.running(engine).count() == ALL);

                await().during(Duration.ofSeconds(10))
                        .atMost(Duration.ofSeconds(15))
                        .until(() -> watch.told().stream()
                                        .filter(line -> line.has("question"))
                                        .count()
                                == 1);
                for (var name : names.subList(0, FALLEN))
                    assertThat(Watch.starts(engine, name)).as(name).isEqualTo(2);
                for (var name : names.subList(FALLEN, ALL))
                    assertThat(Watch.starts(engine, name)).as(name).isEqualTo(1);
            }
        }
    }

    private static Desk.Word approval(JsonNode question) {
        return new Desk.Word.Approve(
                Incident.Id.parse(question.path("incident").asString()).orElseThrow(),
                Optional.of(question.path("question").path("hash").asString()));
    }
}
