package homelab.postgres;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import homelab.engine.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL server of a test's own: its own data, socket and port on the loopback. {@link #close()} removes all of
 * it.
 */
public final class Postgres implements AutoCloseable {
    public static final String USER = "agent";
    public static final String PASSWORD = "hush-hush-hush";

    private static final String SUPERUSER = "keeper";
    private static final Path VERSIONS = Path.of("/usr/lib/postgresql");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final Path home;
    private final Path programs;
    private final int port;
    private final Thread lastResort = new Thread(this::remove);
    private Optional<Process> server = Optional.empty();

    private Postgres(Path home, Path programs, int port) {
        this.home = home;
        this.programs = programs;
        this.port = port;
    }

    private static final class Shared {
        private static final Postgres SERVER = start();
    }

    /** One for all tests of this process; it ends with it. */
    public static Postgres shared() {
        require();
        return Shared.SERVER;
    }

    /** Skips the calling test where there is no PostgreSQL; with CI=true that is a failure instead. */
    public static void require() {
        absent().ifPresent(reason -> {
            if ("true".equals(System.getenv("CI"))) fail("CI must run this test, but " + reason);
            abort("skipped: " + reason);
        });
    }

    private static Optional<String> absent() {
        if (programs().isEmpty()) return Optional.of("PostgreSQL's server is not installed");
        var root = Shell.out("id", "-u").equals("0");
        return root && Shell.run(5_000, List.of("id", "postgres")).code() != 0
                ? Optional.of("there is no user postgres, and PostgreSQL does not run as root")
                : Optional.empty();
    }

    private static Optional<Path> programs() {
        if (Files.notExists(VERSIONS)) return Optional.empty();
        try (var versions = Files.list(VERSIONS)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Path::compareTo);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A fresh server that answers. */
    public static Postgres start() {
        require();
        try {
            var server = new Postgres(
                    Files.createTempDirectory(Path.of("/tmp"), "hlp"),
                    programs().orElseThrow(),
                    freePort());
            Runtime.getRuntime().addShutdownHook(server.lastResort);
            server.initialize();
            server.startAgain();
            server.sql("CREATE ROLE " + USER + " LOGIN PASSWORD '" + PASSWORD + "'");
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private void initialize() throws IOException {
        var secret = Files.writeString(home.resolve("secret"), PASSWORD + "\n");
        if (isRoot()) Shell.must("chown", "-R", "postgres:", home.toString());
        must(asUser(
                "initdb",
                "--pgdata=" + home.resolve("data"),
                "--username=" + SUPERUSER,
                "--pwfile=" + secret,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync"));
    }

    private static boolean isRoot() {
        return Shell.out("id", "-u").equals("0");
    }

    private List<String> asUser(String program, String... args) {
        var command = new ArrayList<String>();
        if (isRoot()) command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"));
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(args));
        return command;
    }

    private static void must(List<String> command) {
        var result = Shell.run(PATIENCE.toMillis(), command);
        if (result.code() != 0) throw new IllegalStateException(String.join(" ", command) + ": " + result.err());
    }

    /** Starts it after {@link #stop()}, with the data it had; returns once it answers. */
    public void startAgain() throws IOException {
        server = Optional.of(new ProcessBuilder(asUser(
                        "postgres",
                        "-D",
                        home.resolve("data").toString(),
                        "-k",
                        home.toString(),
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "fsync=off"))
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(home.resolve("log").toFile()))
                .start());
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            connect("postgres").close();
            return true;
        });
    }

    /** Ends it at once, with all connections cut, as a machine that goes away does. */
    public void stop() {
        server.ifPresent(process -> {
            Shell.out("kill", "-QUIT", Long.toString(process.pid()));
            process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        });
    }

    /** The name of a fresh database that belongs to {@link #USER}. */
    public String database() {
        var name = "test" + DATABASES.incrementAndGet();
        sql("CREATE DATABASE " + name + " OWNER " + USER);
        return name;
    }

    /** For the agent's config. */
    public String url(String database) {
        return "postgresql://" + USER + ":" + PASSWORD + "@127.0.0.1:" + port + "/" + database;
    }

    public int port() {
        return port;
    }

    /** As the one who may do anything. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, SUPERUSER, PASSWORD);
    }

    public void sql(String statement) {
        try (var connection = connect("postgres");
                var s = connection.createStatement()) {
            s.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(lastResort);
        remove();
    }

    private void remove() {
        stop();
        Shell.out("rm", "-rf", home.toString());
    }
}
