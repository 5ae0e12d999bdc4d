package homelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Secret;
import homelab.web.OpenDoor;
import homelab.web.WebConfig;
import homelab.web.WebException;
import homelab.web.enter.PublicName;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class LinkCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void prints_a_link_that_opens_the_dashboard() throws WebException {
        try (var door = new OpenDoor()) {
            assertThat(homelab(door, "link")).isZero();

            var link = out.toString().strip();
            assertThat(link).matches("http://127\\.0\\.0\\.1:" + door.web.port() + "/enter/[A-Za-z0-9_-]{43}");
            assertThat(err.toString()).contains("it opens once, in 10 min at the latest", "in place of 127.0.0.1");
            assertThat(door.send(door.form("/enter", "link=" + link.replaceAll(".*/", "")))
                            .statusCode())
                    .isEqualTo(303);
        }
    }

    @Test
    void prints_it_as_json() throws WebException {
        try (var door = new OpenDoor(new WebConfig(
                "127.0.0.1",
                0,
                Optional.of(Secret.of(OpenDoor.TOKEN)),
                List.of(PublicName.parse("https://homelab.example.org")),
                List.of()))) {
            assertThat(homelab(door, "link", "--json")).isZero();

            assertThat(out.toString().strip())
                    .matches("\\{\"link\":\"https://homelab\\.example\\.org/enter/[A-Za-z0-9_-]{43}\","
                            + "\"ends\":\"2026-03-01T12:10:00Z\"}");
            assertThat(err.toString()).isEmpty();
        }
    }

    private int homelab(OpenDoor door, String... args) {
        return new Cli(new Before(door), new PrintWriter(out, true), new PrintWriter(err, true)).run(args);
    }

    /** The program on the machine of an agent that runs. */
    private record Before(OpenDoor door) implements Program, Program.Configured {
        @Override
        public String version() {
            return "1";
        }

        @Override
        public InstantSource clock() {
            return () -> door.now;
        }

        @Override
        public int demo(String script, Consumer<String> out) {
            throw new UnsupportedOperationException("not asked for");
        }

        @Override
        public Configured configure(Optional<Path> file) {
            return this;
        }

        @Override
        public Settings settings() {
            return new Settings(Optional.empty(), List.of(), List.of(), List.of());
        }

        @Override
        public Reach reach() {
            return new Reach(Path.of("nowhere"), "127.0.0.1", door.web.port(), Optional.of(Secret.of(OpenDoor.TOKEN)));
        }

        @Override
        public int run(Consumer<String> say) {
            throw new UnsupportedOperationException("it runs already");
        }

        @Override
        public List<Examined> examine() {
            throw new UnsupportedOperationException("not asked for");
        }

        @Override
        public JournalVerdict verifyJournal() {
            throw new UnsupportedOperationException("not asked for");
        }
    }
}
