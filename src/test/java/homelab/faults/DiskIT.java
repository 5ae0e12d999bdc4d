package homelab.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homelab.engine.Engine;
import homelab.engine.Shell;
import homelab.integration.docker.DiskConfig;
import homelab.integration.docker.DockerConfig;
import homelab.model.Disk;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A disk fills: what nothing uses goes, and nothing else; how full it is is measured by df, not by the agent. */
class DiskIT {
    private static final Duration LONG = Duration.ofSeconds(150);
    private static final int MEBI = 1 << 20;
    private static final Pattern PERCENT = Pattern.compile("was (\\d+) % full .* is (\\d+) % full");

    @TempDir
    Path data;

    @TempDir
    Path work;

    @Test
    void what_nothing_uses_goes_unasked_and_the_rest_is_asked_for() throws Exception {
        try (var engine = Engine.startOnDisk(700)) {
            engine.sh("calm", Watch.SERVICE);
            preciousVolume(engine, 20);
            var nameless = List.of(image(engine, 20, ""), image(engine, 20, ""));
            var old = image(engine, 150, "old:1");
            cache(engine, 20);
            fill(engine, 93);
            var before = percent(engine);
            assertThat(before).isGreaterThanOrEqualTo(93);

            try (var watch = over(engine)) {
                await().atMost(LONG).until(() -> watch.questions("disk of lab") == 1);

                assertThat(images(engine)).doesNotContainAnyElementsOf(nameless).contains(old);
                assertThat(cached(engine)).isEqualTo("0B");
                var asked = watch.told("disk of lab").getLast();
                assertThat(asked.path("question").path("risk").asString()).isEqualTo("MEDIUM");
                assertThat(asked.toString()).contains("old:1").doesNotContain("precious (");
                var cleaned = percent(engine);
                assertThat(measured(asked)).isEqualTo(List.of(before, cleaned));
                assertThat(cleaned).isBetween(80, before - 1);

                watch.approve(asked.path("incident").asString());

                await().atMost(LONG).until(() -> watch.keys("disk of lab").contains("healed"));
                assertThat(images(engine)).doesNotContain(old);
                assertThat(percent(engine)).isLessThan(80);
                assertThat(measured(watch.told("disk of lab").getLast()).getLast())
                        .isEqualTo(percent(engine));
                assertThat(engine.docker("volume", "ls", "-q")).isEqualTo("precious");
                assertThat(engine.docker("ps", "--format", "{{.Names}}")).isEqualTo("calm");
                assertThat(watch.keys("disk of lab")).containsExactly("asked", "acting", "healed");
            }
        }
    }

    @Test
    void volumes_and_a_log_without_a_limit_are_named_and_left() throws Exception {
        try (var engine = Engine.startOnDisk(400)) {
            preciousVolume(engine, 60);
            var chatty = engine.sh(
                    "chatty",
                    "yes 0123456789012345678901234567890123456789012345678901234567890123456789 | head -c 40000000;"
                            + Watch.SERVICE);
            var log = engine.root().resolve("containers/" + chatty + "/" + chatty + "-json.log");
            await().atMost(LONG).until(() -> Files.exists(log) && Files.size(log) > 40 * MEBI);
            fill(engine, 91);
            var before = engine.events().size();

            try (var watch = over(engine)) {
                await().atMost(LONG).until(() -> watch.keys("disk of lab").contains("escalated"));

                var told = watch.told("disk of lab").getLast();
                assertThat(told.toString())
                        .containsPattern("The log of chatty may grow without a limit and takes [0-9.]+ MiB");
                var incident = watch.get(
                                "/api/incidents/" + told.path("incident").asString())
                        .body();
                assertThat(incident).containsPattern("precious, 6[0-9.]* MiB, made on ");
                assertThat(engine.docker("volume", "ls", "-q")).isEqualTo("precious");
                assertThat(Watch.running(engine)).containsExactly("chatty");
                assertThat(engine.events().stream().skip(before).map(Engine.Heard::action))
                        .doesNotContain("destroy", "delete");
            }
        }
    }

    private static void preciousVolume(Engine engine, int mebibytes) {
        engine.docker("volume", "create", "precious");
        var fill = "dd if=/dev/zero of=/v/f bs=1M count=" + mebibytes;
        engine.docker("run", "--rm", "-v", "precious:/v", Engine.IMAGE, "sh", "-c", fill);
    }

    private Watch over(Engine engine) {
        var usual = DockerConfig.of("lab", engine.host());
        var config = new DockerConfig(
                usual.name(),
                usual.address(),
                Duration.ofSeconds(5),
                usual.mountinfo(),
                usual.bootId(),
                new DiskConfig(Optional.empty(), Disk.Marks.DEFAULT));
        return Watch.over(config, data);
    }

    /** The last before and after that the story tells. */
    private static List<Integer> measured(JsonNode story) {
        return PERCENT.matcher(story.toString())
                .results()
                .map(found -> List.of(Integer.valueOf(found.group(1)), Integer.valueOf(found.group(2))))
                .reduce((first, last) -> last)
                .orElse(List.of());
    }

    /** Another file in each, so that no two share a layer; gives the id. */
    private String image(Engine engine, int mebibytes, String name) throws IOException {
        var tar = archive(mebibytes);
        return name.isEmpty() ? engine.docker("import", tar.toString()) : engine.docker("import", tar.toString(), name);
    }

    private Path archive(int mebibytes) throws IOException {
        var folder = Files.createTempDirectory(work, "layer");
        big(folder, mebibytes);
        var tar = Files.createTempFile(work, "layer", ".tar");
        Shell.must("tar", "-C", folder.toString(), "-cf", tar.toString(), ".");
        return tar;
    }

    /** Random, so that nothing can make it smaller. */
    private static void big(Path folder, int mebibytes) throws IOException {
        var bytes = new byte[mebibytes * MEBI];
        new Random().nextBytes(bytes);
        Files.write(folder.resolve("big"), bytes);
    }

    /** A build whose image is removed again: what is left is its cache. */
    private void cache(Engine engine, int mebibytes) throws Exception {
        var folder = Files.createTempDirectory(work, "build");
        big(folder, mebibytes);
        Files.writeString(folder.resolve("Dockerfile"), "FROM scratch\nCOPY big /big\n", UTF_8);
        var said = new ArrayList<String>();
        assertThat(clients().stream().anyMatch(client -> builds(client, engine, folder, said)))
                .as(said.toString())
                .isTrue();
        engine.docker("rmi", "built");
    }

    /** A newer client needs a plugin to build with; an older one beside it may not. */
    private static List<Path> clients() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "docker"))
                .filter(Files::isExecutable)
                .toList();
    }

    private static boolean builds(Path client, Engine engine, Path folder, List<String> said) {
        var built = Shell.run(
                60_000,
                List.of(
                        "env",
                        "DOCKER_BUILDKIT=1",
                        client.toString(),
                        "-H",
                        engine.host(),
                        "build",
                        "-q",
                        "-t",
                        "built",
                        folder.toString()));
        said.add(client + ": " + built.err());
        return built.code() == 0;
    }

    /** Something of nobody's on the same disk. */
    private static void fill(Engine engine, int percent) throws IOException {
        var disk = engine.root().toFile();
        var missing =
                (long) (disk.getTotalSpace() * (percent / 100.0)) - (disk.getTotalSpace() - disk.getUsableSpace());
        Shell.must(
                "fallocate",
                "-l",
                String.valueOf(missing),
                engine.root().resolve("other").toString());
    }

    /** As df tells it. */
    private static int percent(Engine engine) {
        var said = Shell.must("df", "--output=pcent", engine.root().toString());
        return Integer.parseInt(said.lines().toList().getLast().replaceAll("[^0-9]", ""));
    }

    private static List<String> images(Engine engine) {
        return engine.docker("images", "-q", "--no-trunc").lines().distinct().toList();
    }

    private static String cached(Engine engine) {
        return engine.docker("system", "df", "--format", "{{.Type}} {{.Size}}")
                .lines()
                .filter(line -> line.startsWith("Build Cache "))
                .map(line -> line.substring("Build Cache ".length()))
                .findFirst()
                .orElse("");
    }
}
