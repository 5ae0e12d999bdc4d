package homelab.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A real Docker engine of a test's own: its own data, socket and bridge, an image {@link #IMAGE}, and a judge that
 * writes down every event. {@link #close()} removes all of it.
 */
public final class Engine implements AutoCloseable {
    /** A busybox; there is no registry. */
    public static final String IMAGE = "busybox:test";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path home;
    private final Bridge bridge;
    private final List<String> options;
    private final Judge judge;
    private final Thread lastResort = new Thread(this::remove);
    private Optional<Process> dockerd = Optional.empty();

    private Engine(Path home, Bridge bridge, List<String> options) {
        this.home = home;
        this.bridge = bridge;
        this.options = options;
        this.judge = new Judge(this);
    }

    /** What this machine lacks to run an engine; empty when it lacks nothing. */
    public static Optional<String> absent() {
        if (!Shell.out("id", "-u").equals("0")) return Optional.of("a Docker engine needs root");
        return Stream.of("dockerd", "docker", "ip", "tar")
                .filter(program -> Shell.where(program).isEmpty())
                .map(program -> program + " is not installed")
                .findFirst()
                .or(() -> Image.busybox().isEmpty()
                        ? Optional.of("a static busybox is not installed")
                        : Optional.empty());
    }

    /** Skips the calling test where no engine can run; with CI=true that is a failure instead. */
    public static void require() {
        absent().ifPresent(reason -> {
            if ("true".equals(System.getenv("CI"))) fail("CI must run this test, but " + reason);
            abort("skipped: " + reason);
        });
    }

    /**
     * A fresh engine that answers and has its image. Skips the test where there can be none.
     *
     * @param options of dockerd, beyond those that make it a test's own
     */
    public static Engine start(String... options) {
        require();
        try {
            // A socket path may have 107 bytes, so the directory's name is short.
            var engine = new Engine(Files.createTempDirectory(Path.of("/tmp"), "hle"), Bridge.add(), List.of(options));
            Runtime.getRuntime().addShutdownHook(engine.lastResort);
            engine.startAgain();
            Image.load(engine);
            return engine;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same with its data on a disk of its own, a file with an ext4 in it, so that it can be filled. */
    public static Engine startOnDisk(int mebibytes) {
        require();
        try {
            var engine = new Engine(Files.createTempDirectory(Path.of("/tmp"), "hle"), Bridge.add(), List.of());
            Runtime.getRuntime().addShutdownHook(engine.lastResort);
            var file = engine.home.resolve("disk").toString();
            Shell.must("truncate", "-s", mebibytes + "M", file);
            Shell.must("mkfs.ext4", "-q", "-F", "-m", "0", file);
            Shell.must(
                    "mount",
                    "-o",
                    "loop",
                    file,
                    Files.createDirectories(engine.root()).toString());
            engine.startAgain();
            Image.load(engine);
            return engine;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it keeps its data. */
    public Path root() {
        return home.resolve("data");
    }

    /** Starts it after {@link #stop()} or {@link #kill()}, with the data it had; returns once it answers. */
    public void startAgain() {
        launch();
        await().atMost(PATIENCE).until(this::answers);
        judge.listen();
    }

    /** Starts it and does not wait for it to answer. {@link #startAgain()} is what most tests want. */
    public void launch() {
        try {
            // What it left behind when it was killed.
            Files.deleteIfExists(home.resolve("pid"));
            Files.createDirectories(home.resolve("cli"));
            var command = new ArrayList<>(List.of(
                    "dockerd",
                    "--data-root=" + root(),
                    "--exec-root=" + home.resolve("exec"),
                    "--pidfile=" + home.resolve("pid"),
                    "--host=unix://" + socket(),
                    "--bridge=" + bridge.name(),
                    "--cgroup-parent=/" + bridge.name(),
                    "--iptables=false",
                    "--ip6tables=false",
                    "--ip-masq=false"));
            command.addAll(options);
            dockerd = Optional.of(new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGTERM, as a host that shuts down or a service manager sends it; returns once it is gone. */
    public void stop() {
        dockerd.ifPresent(process -> {
            process.destroy();
            await().atMost(PATIENCE).until(() -> !process.isAlive());
        });
    }

    /** SIGKILL to the engine and its containerd; the containers' processes live on, as they do in life. */
    public void kill() {
        dockerd.ifPresent(process -> {
            var all = new ArrayList<>(process.descendants().toList());
            all.add(process.toHandle());
            all.forEach(ProcessHandle::destroyForcibly);
            // Not by Awaitility, which fails when any other thread does, as threads do while the JVM is ended from
            // outside.
            all.forEach(
                    one -> one.onExit().orTimeout(PATIENCE.toSeconds(), SECONDS).join());
        });
    }

    public boolean answers() {
        if (dockerd.filter(Process::isAlive).isEmpty())
            throw new IllegalStateException("dockerd ended; the end of its log: " + Shell.tail(log(), 2000));
        return Shell.run(SECONDS.toMillis(5), command("version")).code() == 0;
    }

    /** Runs the docker client and returns what it printed; a failure is an exception with its words. */
    public String docker(String... args) {
        var result = tryDocker(args);
        if (result.code() != 0)
            throw new IllegalStateException("docker " + String.join(" ", args) + ": " + result.err());
        return result.out();
    }

    /** Runs the docker client, which may fail. */
    public Shell.Result tryDocker(String... args) {
        return Shell.run(PATIENCE.toMillis(), command(args));
    }

    /** {@code docker run -d --name NAME ARGS}, where the args are options, then the image, then its command; gives the full id. */
    public String run(String name, String... args) {
        return docker(Stream.concat(Stream.of("run", "-d", "--name", name), Stream.of(args))
                .toArray(String[]::new));
    }

    /** Runs a shell script in the image under this name; gives the full id. */
    public String sh(String name, String script) {
        return run(name, IMAGE, "sh", "-c", script);
    }

    /** The host's process id of the container's first process. */
    public long pidOf(String container) {
        return Long.parseLong(docker("inspect", "-f", "{{.State.Pid}}", container));
    }

    /** The host's process ids of many containers' first processes, in their order. */
    public List<Long> pidsOf(List<String> containers) {
        var args = Stream.concat(Stream.of("inspect", "-f", "{{.State.Pid}}"), containers.stream());
        return docker(args.toArray(String[]::new)).lines().map(Long::valueOf).toList();
    }

    /** SIGKILL from the host to the container's first process; the engine was not asked. */
    public void killFromHost(String container) {
        ProcessHandle.of(pidOf(container)).orElseThrow().destroyForcibly();
    }

    /** Everything the engine told since it was first started, in order. */
    public List<Heard> events() {
        return judge.heard();
    }

    /** Every event about the container with this name or id, execs left out. */
    public List<Heard> events(String container) {
        return judge.heard().stream()
                .filter(event -> event.name().equals(container) || event.id().equals(container))
                .filter(event -> !event.action().startsWith("exec_"))
                .toList();
    }

    public Path socket() {
        return home.resolve("docker.sock");
    }

    /** For the agent's config. */
    public String host() {
        return "unix://" + socket();
    }

    public Path log() {
        return home.resolve("log");
    }

    /** An empty directory that goes away with the engine. */
    public Path directory(String name) {
        try {
            return Files.createDirectories(home.resolve("dirs").resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> command(String... args) {
        return Stream.concat(
                        Stream.of("docker", "--config", home.resolve("cli").toString(), "-H", host()), Stream.of(args))
                .toList();
    }

    boolean isAlive() {
        return dockerd.filter(Process::isAlive).isPresent();
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(lastResort);
        remove();
    }

    private void remove() {
        try {
            kill();
        } finally {
            judge.close();
            Leftovers.of(home, bridge).remove();
        }
    }

    /**
     * An event as the engine told it.
     *
     * @param name of the container at that moment; empty for what is no container
     * @param attributes all it said: labels, {@code exitCode}, {@code signal} …
     */
    public record Heard(
            String id, String name, String action, java.util.Map<String, String> attributes, long timeNano) {}
}
