package homelab.integration.docker;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import homelab.engine.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A real Podman of a test's own, with its own storage, serving Docker's API on a socket; skips where there is none. */
final class Podman implements AutoCloseable {
    static final String IMAGE = "busybox:test";

    private static final Path BUSYBOX = Path.of("/usr/bin/busybox");

    private final Path home;
    private final Process service;

    private Podman(Path home) throws IOException {
        this.home = home;
        service = new ProcessBuilder(command("system", "service", "--time", "0", "unix://" + socket()))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile())
                .start();
    }

    static Podman start() throws IOException {
        if (!Shell.out("id", "-u").equals("0")) abort("skipped: Podman needs root here");
        if (Shell.out("sh", "-c", "command -v podman").isEmpty()) abort("skipped: podman is not installed");
        if (!Files.isExecutable(BUSYBOX)) abort("skipped: a static busybox is not installed");
        var home = Files.createTempDirectory(Path.of("/tmp"), "hlp");
        var podman = new Podman(home);
        await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(podman.socket()));
        var bin = Files.createDirectories(home.resolve("image/bin"));
        Files.copy(BUSYBOX, bin.resolve("busybox"));
        for (var name : List.of("sh", "sleep", "test", "touch"))
            Files.createSymbolicLink(bin.resolve(name), Path.of("busybox"));
        Shell.must(
                "tar",
                "-C",
                home.resolve("image").toString(),
                "-cf",
                home.resolve("image.tar").toString(),
                ".");
        podman.run("import", home.resolve("image.tar").toString(), IMAGE);
        return podman;
    }

    Path socket() {
        return home.resolve("s");
    }

    String run(String... args) {
        return Shell.must(command(args).toArray(String[]::new));
    }

    /** Runs a shell script under this name; gives the id. */
    String sh(String name, String script) {
        return run(
                "run",
                "-d",
                "--name",
                name,
                "--network",
                "none",
                "--ulimit",
                "nofile=1024:1024",
                "--ulimit",
                "nproc=1024:1024",
                IMAGE,
                "sh",
                "-c",
                script);
    }

    private List<String> command(String... args) {
        var command = new ArrayList<>(List.of(
                "podman",
                "--root",
                home.resolve("root").toString(),
                "--runroot",
                home.resolve("run").toString(),
                "--tmpdir",
                home.resolve("tmp").toString(),
                "--storage-driver",
                "vfs",
                "--cgroup-manager",
                "cgroupfs",
                "--events-backend",
                "file"));
        command.addAll(List.of(args));
        return command;
    }

    @Override
    public void close() {
        Shell.run(30_000, command("rm", "-f", "-t", "0", "--all"));
        service.destroy();
        service.onExit().join();
        Shell.out("rm", "-rf", home.toString());
    }
}
