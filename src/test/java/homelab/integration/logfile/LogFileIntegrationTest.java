package homelab.integration.logfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homelab.integration.IntegrationException;
import homelab.model.Incident;
import homelab.model.Risk;
import homelab.model.Severity;
import homelab.model.Story;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class LogFileIntegrationTest {
    @TempDir
    Path directory;

    private Path path;
    private LogFileIntegration logFile;

    @BeforeEach
    void begin() {
        path = directory.resolve("stories.log");
        logFile = new LogFileIntegration(new LogFileConfig(path));
    }

    @Test
    void writes_one_line_of_json_for_each_story() throws Exception {
        logFile.show(question());
        logFile.show(healed("web stopped"));

        assertThat(path).hasContent("""
                        {"at":"2026-03-01T12:00:00Z","incident":"INC-7","key":"asked:abc","severity":"WARNING",\
                        "title":"Question: web stopped","lines":["Start web?","Approve or reject INC-7 until 13:00 UTC."],\
                        "question":{"remedy":"container.start web","risk":"LOW","hash":"abc"}}
                        {"at":"2026-03-01T12:00:00Z","incident":"INC-7","key":"healed","severity":"INFO",\
                        "title":"web stopped","lines":["It ran for 30 s."]}
                        """);
    }

    @Test
    void keeps_it_from_other_users() throws Exception {
        logFile.show(question());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
    }

    @Test
    void completes_a_line_that_a_crash_tore() throws Exception {
        Files.writeString(path, "{\"at\":\"2026-03-01T11:59:59Z\",\"inc");

        logFile.show(healed("web stopped"));

        var lines = Files.readAllLines(path);
        assertThat(lines)
                .hasSize(2)
                .last()
                .asString()
                .startsWith("{\"at\":\"2026-03-01T12:00:00Z\"")
                .endsWith("}");
    }

    @Test
    void sets_a_large_file_aside_and_keeps_one_old() throws Exception {
        var small = new LogFileIntegration(new LogFileConfig(path, 300));

        for (var i = 1; i <= 5; i++) small.show(healed("story " + i));

        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("stories.log", "stories.log.1");
        assertThat(titles(path)).containsExactly("story 5");
        assertThat(titles(directory.resolve("stories.log.1"))).containsExactly("story 3", "story 4");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-------");
    }

    @Test
    void holds_ten_megabytes_unless_told_otherwise() {
        assertThat(new LogFileConfig(path).largestBytes()).isEqualTo(10_000_000);
    }

    @Test
    void hostile_text_stays_one_harmless_line() throws Exception {
        var title = "a\"b\\\n\u001B[31m\u0000\u0085\u2028\u202E<b>{{7*7}}</b>\uDB40\uDC01 “ü”";

        logFile.show(healed(title));

        var text = Files.readString(path);
        assertThat(text.strip()).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}]");
        assertThat(text).contains("“ü”").contains("\\u202e");
        assertThat(titles(path)).containsExactly(title);
    }

    @Test
    void says_what_to_do_when_the_directory_is_gone() throws IOException {
        Files.delete(directory);

        assertThatThrownBy(() -> logFile.show(question()))
                .isInstanceOfSatisfying(
                        IntegrationException.class,
                        e -> assertThat(e.kind()).isEqualTo(IntegrationException.Kind.UNREACHABLE))
                .hasMessage("could not write the story to " + path + ": the directory " + directory
                        + " does not exist; create it, or choose another path");
    }

    @Test
    void says_what_to_do_when_it_cannot_write() throws IOException {
        Files.createDirectories(path);

        assertThatThrownBy(() -> logFile.show(question()))
                .isInstanceOf(IntegrationException.class)
                .hasMessageStartingWith("could not write the story to " + path + ": ")
                .hasMessageEndingWith("choose another path");
    }

    @Test
    void says_what_to_do_when_the_disk_is_full() {
        var full = new LogFileIntegration(new LogFileConfig(Path.of("/dev/full")));

        assertThatThrownBy(() -> full.show(question()))
                .isInstanceOf(IntegrationException.class)
                .hasMessage("could not write the story to /dev/full: No space left on device;"
                        + " free some space or choose another path");
    }

    private static List<String> titles(Path file) throws IOException {
        var json = new JsonMapper();
        return Files.readAllLines(file).stream()
                .map(line -> json.readTree(line).get("title").asString())
                .toList();
    }

    private static Story question() {
        return new Story(
                new Incident.Id(7),
                "asked:abc",
                Instant.parse("2026-03-01T12:00:00Z"),
                Severity.WARNING,
                "Question: web stopped",
                List.of("Start web?", "Approve or reject INC-7 until 13:00 UTC."),
                false,
                Optional.of(new Story.Question("abc", "container.start web", Risk.LOW)));
    }

    private static Story healed(String title) {
        return new Story(
                new Incident.Id(7),
                "healed",
                Instant.parse("2026-03-01T12:00:00Z"),
                Severity.INFO,
                title,
                List.of("It ran for 30 s."),
                false,
                Optional.empty());
    }
}
