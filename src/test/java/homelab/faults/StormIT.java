package homelab.faults;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homelab.engine.Engine;
import homelab.integration.Desk;
import homelab.integration.docker.DockerConfig;
import homelab.model.Incident;
import homelab.model.Person;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The processes of 40 of 60 containers are killed from the host at once, and nobody asked the engine for it. */
class StormIT {
    private static final int ALL = 60;
    private static final int FALLEN = 40;
    private static final int BY_HAND = 5;
    /** Longer than a busy machine needs to tell that all of them fell. */
    private static final Duration SETTLE = Duration.ofSeconds(15);

    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    Path data;

    @Test
    void asks_one_question_and_starts_each_once_in_order_of_dependency_when_it_is_approved() throws Exception {
        try (var engine = Engine.start()) {
            var chain = List.of("app", "cache", "db");
            needing(engine, "app", "cache,db");
            needing(engine, "cache", "db");
            engine.sh("db", Watch.SERVICE);
            var names = Watch.fill(engine, "one", ALL - chain.size());
            // What needs others falls last: the first may be begun for itself, before three have fallen.
            var fallen = Stream.concat(names.stream().limit(FALLEN - chain.size()), chain.stream())
                    .toList();
            var byHand = names.subList(0, BY_HAND);
            try (var watch =
                    new Watch.Way(data, DockerConfig.of("lab", engine.host()), Optional.empty(), SETTLE).over(engine)) {
                engine.pidsOf(fallen)
                        .forEach(pid -> ProcessHandle.of(pid).orElseThrow().destroyForcibly());
                await().atMost(LONG).until(() -> watch.questions("") == 1);

                byHand.forEach(name -> engine.docker("start", name));
                await().atMost(LONG).until(() -> byHand.stream().allMatch(name -> Watch.starts(engine, name) == 2));
                var lastByHand = engine.events().getLast().timeNano();
                var reply = watch.app()
                        .desk()
                        .say(new Person("root", "cli"), approval(question(watch)))
                        .toCompletableFuture()
                        .get(10, SECONDS);
                assertThat(reply).isInstanceOf(Desk.Reply.Done.class);
                await().atMost(LONG).until(() -> watch.keys("").contains("healed"));

                assertThat(watch.keys(""))
                        .as(() -> "people were told " + watch.told())
                        .containsExactly("asked", "acting", "healed");
                assertThat(watch.told().stream()
                                .map(line -> line.path("incident").asString())
                                .distinct())
                        .hasSize(1);
                assertThat(Watch.running(engine)).hasSize(ALL);
                for (var name : fallen)
                    assertThat(Watch.starts(engine, name)).as(name).isEqualTo(2);
                for (var name : names.subList(FALLEN - chain.size(), names.size()))
                    assertThat(Watch.starts(engine, name)).as(name).isEqualTo(1);
                assertThat(byHand).allMatch(name -> lastStart(engine, name) <= lastByHand);
                assertThat(fallen)
                        .filteredOn(name -> !byHand.contains(name) && lastStart(engine, name) <= lastByHand)
                        .as("begun before three had fallen")
                        .hasSizeLessThan(3);
                assertThat(lastStart(engine, "db")).isLessThan(lastStart(engine, "cache"));
                assertThat(lastStart(engine, "cache")).isLessThan(lastStart(engine, "app"));
            }
        }
    }

    private static JsonNode question(Watch watch) {
        return watch.told().stream()
                .filter(line -> line.has("question"))
                .findFirst()
                .orElseThrow();
    }

    private static void needing(Engine engine, String name, String needs) {
        engine.run(name, "--label=homelab-agent.depends-on=" + needs, Engine.IMAGE, "sh", "-c", Watch.SERVICE);
    }

    private static long lastStart(Engine engine, String name) {
        return engine.events(name).stream()
                .filter(event -> event.action().equals("start"))
                .toList()
                .getLast()
                .timeNano();
    }

    private static Desk.Word approval(JsonNode question) {
        return new Desk.Word.Approve(
                Incident.Id.parse(question.path("incident").asString()).orElseThrow(),
                Optional.of(question.path("question").path("hash").asString()));
    }
}
