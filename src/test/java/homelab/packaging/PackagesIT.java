package homelab.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homelab.engine.Engine;
import homelab.engine.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What people install, made and run: the Debian package and the container image, each with its own Java. */
class PackagesIT {
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final long BUILDING_MILLIS = Duration.ofMinutes(8).toMillis();
    private static final Path JVM = Path.of("target/runtime/lib/server/libjvm.so");
    private static final String CRASHES_ONCE = "if [ -e /b ]; then exec sleep 1000; fi; touch /b; sleep 4; exit 1";

    private static Engine engine;
    private static Path tree;
    private static Path deb;

    @BeforeAll
    static void build() throws IOException {
        Engine.require();
        deb = Path.of(must("packaging/deb.sh").out().strip());
        engine = Engine.start();
        tree = engine.directory("tree");
        must("src/test/sh/base-tree.sh", tree.toString(), JVM.toString());
        importAs("base:test");
    }

    @AfterAll
    static void end() {
        if (engine != null) engine.close();
    }

    @Test
    void the_image_runs_read_only_as_nobody_is_healthy_heals_and_stops_when_it_is_asked_to() throws IOException {
        must(
                "docker",
                "-H",
                engine.host(),
                "build",
                "--network=none",
                "--build-arg=BASE=base:test",
                "-f",
                "packaging/Dockerfile",
                "-t",
                "homelab-agent",
                ".");
        var group = Files.getAttribute(engine.socket(), "unix:gid").toString();

        engine.run(
                "agent",
                "--read-only",
                "--tmpfs=/tmp",
                "--cap-drop=ALL",
                "--security-opt=no-new-privileges:true",
                "--network=none",
                "--memory=320m",
                "--health-interval=2s",
                "--group-add=" + group,
                "--volume=" + engine.socket() + ":/var/run/docker.sock",
                "--env=HOMELAB_MODE=heal",
                "homelab-agent");
        await().atMost(LONG).until(() -> inspected("{{.State.Health.Status}}").equals("healthy"));
        engine.sh("crashes", CRASHES_ONCE);
        await().atMost(LONG)
                .until(() -> engine.events("crashes").stream()
                                .filter(event -> event.action().equals("start"))
                                .count()
                        == 2);
        engine.docker("stop", "-t", "20", "agent");

        assertThat(inspected("{{.Config.User}} {{.State.OOMKilled}}")).isEqualTo("65534:65534 false");
        assertThat(inspected("{{.State.ExitCode}}")).as("not killed").isIn("0", "143");
    }

    @Test
    void the_package_brings_all_that_it_needs_and_starts_nothing() throws IOException {
        must("dpkg", "-x", deb.toString(), tree.toString());
        must("dpkg", "-e", deb.toString(), tree.resolve("control").toString());
        importAs("installed:test");

        assertThat(inside("/bin/sh", "/control/postinst", "configure").out())
                .contains("installed and not started", "systemctl enable --now homelab-agent");
        assertThat(inside("/usr/bin/homelab", "version").out()).startsWith("homelab-agent ");
        assertThat(inside("/usr/bin/homelab", "config", "check").out()).contains("/etc/homelab-agent/homelab.yaml");
        var doctor = inside("/usr/bin/homelab", "doctor", "--json");
        assertThat(doctor.code()).as("there is no engine in it").isEqualTo(1);
        assertThat(new JsonMapper().readTree(doctor.out()).toString()).contains("PROBLEM", "/var/run/docker.sock");
        assertThat(must("dpkg-deb", "--field", deb.toString(), "Package", "Depends")
                        .out())
                .contains("Package: homelab-agent", "Depends: libc6");
    }

    private static Shell.Result inside(String... command) {
        var all = new ArrayList<>(List.of("run", "--rm", "--network=none", "installed:test"));
        all.addAll(List.of(command));
        return engine.tryDocker(all.toArray(String[]::new));
    }

    private static void importAs(String image) {
        var tar = tree.resolveSibling("tree.tar");
        must("tar", "-C", tree.toString(), "-cf", tar.toString(), ".");
        engine.docker("import", tar.toString(), image);
    }

    private static String inspected(String format) {
        return engine.docker("inspect", "-f", format, "agent");
    }

    private static Shell.Result must(String... command) {
        var result = Shell.run(BUILDING_MILLIS, List.of(command));
        assertThat(result.code())
                .as(String.join(" ", command) + "\n" + result.out() + result.err())
                .isZero();
        return result;
    }
}
