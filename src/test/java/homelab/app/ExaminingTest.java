package homelab.app;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.cli.Cli;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The doctor from the command line down, where nothing is there to be looked at. */
@Timeout(60)
class ExaminingTest {
    private final StringWriter out = new StringWriter();

    private int doctor(Map<String, String> more, Path folder, String... args) {
        var environment = new HashMap<>(Map.of(
                "HOMELAB_DATA",
                folder.resolve("data").toString(),
                "HOMELAB_API_TOKEN",
                "hush-hush",
                "DOCKER_HOST",
                "unix://" + folder.resolve("docker.sock"),
                "DASHBOARD_PORT",
                "1"));
        environment.putAll(more);
        var all = new String[args.length + 1];
        all[0] = "doctor";
        System.arraycopy(args, 0, all, 1, args.length);
        return new Cli(new Entry(environment), new PrintWriter(out), new PrintWriter(out)).run(all);
    }

    private List<String> problems() {
        return out.toString().lines().filter(line -> line.contains("PROBLEM  ")).toList();
    }

    @Test
    void looks_at_every_part_changes_nothing_and_tells_no_secret(@TempDir Path folder) {
        var code = doctor(Map.of(), folder);

        assertThat(code).isEqualTo(1);
        assertThat(out.toString().lines().filter(line -> !line.isEmpty() && !line.startsWith(" ")))
                .containsExactly(
                        "configuration",
                        "data in " + folder.resolve("data"),
                        "agent",
                        "dashboard and REST",
                        "engine docker at unix://" + folder.resolve("docker.sock"),
                        "notifications",
                        "this machine",
                        out.toString().lines().toList().getLast());
        assertThat(problems())
                .singleElement()
                .asString()
                .contains("socket", "there is no " + folder.resolve("docker.sock"));
        assertThat(out.toString()).doesNotContain("hush-hush");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_file_that_cannot_be_understood_keeps_nothing_else_from_being_looked_at(@TempDir Path folder)
            throws IOException {
        var file = Files.writeString(folder.resolve("homelab.yaml"), "docker: [\ntoken: hush-hush\n");

        var code = doctor(Map.of("DOCKER_HOST", ""), folder, "--config", file.toString());

        assertThat(code).isEqualTo(1);
        assertThat(problems()).singleElement().asString().contains("mistake", "is no YAML");
        assertThat(out.toString()).contains("\nagent\n", "\nthis machine\n").doesNotContain("hush-hush");
    }

    @Test
    void what_such_a_file_would_have_named_is_not_looked_at_under_a_name_of_another(@TempDir Path folder)
            throws IOException {
        var file = Files.writeString(folder.resolve("homelab.yaml"), "docker: [\n");

        doctor(Map.of("HOMELAB_DATA", "", "DOCKER_HOST", ""), folder, "--config", file.toString());

        assertThat(out.toString().lines().filter(line -> !line.isEmpty() && !line.startsWith(" ")))
                .containsExactly(
                        "configuration",
                        "this machine",
                        out.toString().lines().toList().getLast());
        assertThat(out.toString())
                .contains(
                        "UNKNOWN  values", "nobody knows dashboard.host, data, database.url, docker.host, notify.file");
    }
}
