package homelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Secret;
import homelab.web.OpenDoor;
import homelab.web.WebConfig;
import homelab.web.WebException;
import homelab.web.enter.PublicName;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
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
            assertThat(err.toString())
                    .isEqualTo("homelab: it opens once, within 10 minutes\n"
                            + "homelab: from another machine: ssh -L " + door.web.port() + ":127.0.0.1:"
                            + door.web.port() + " THIS-MACHINE there first, then the same link\n");
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
        return new Cli(Machine.of(door), new PrintWriter(out, true), new PrintWriter(err, true)).run(args);
    }
}
