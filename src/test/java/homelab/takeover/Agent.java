package homelab.takeover;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.engine.Engine;
import homelab.engine.Shell;
import homelab.postgres.Relay;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The program with a data directory of its own, behind a line to the database that can be cut. Started again and again. */
final class Agent {
    private final String name;
    private final Path home;
    private final Engine engine;
    private final String url;
    private final Relay relay;
    private Process process;
    private int lives;

    /** @param url of the database, through {@code relay} */
    Agent(String name, Path home, Engine engine, String url, Relay relay) throws IOException {
        this.name = name;
        this.home = Files.createDirectories(home);
        this.engine = engine;
        this.url = url;
        this.relay = relay;
        this.process = start();
    }

    private Process start() throws IOException {
        lives++;
        var config =
                Files.writeString(home.resolve("homelab.yaml"), """
                data: %s
                mode: heal
                settle: 3s
                interval: 10s
                limits: {tries: 100, per-day: 1000, backoff: 1s, longest-backoff: 2s}
                docker: {name: lab, host: "%s"}
                """.formatted(home.resolve("data"), engine.host()));
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "homelab.Main",
                        "run",
                        "--config",
                        config.toString())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile());
        builder.environment().keySet().removeIf(key -> key.matches("(HOMELAB|DASHBOARD|DOCKER)_.*"));
        builder.environment().put("HOMELAB_DATABASE_URL", url);
        builder.environment().put("DASHBOARD_PORT", Integer.toString(freePort()));
        return builder.start();
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** Of this life. */
    Path log() {
        return home.resolve("log-" + lives);
    }

    boolean says(String words) {
        try {
            return Files.readString(log()).contains(words);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    boolean standsBy() {
        return says("this one stands by");
    }

    /** It has the lease, and has seen the engine. */
    boolean isActive() {
        return says("docker host lab: seen");
    }

    boolean lives() {
        return process.isAlive();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void freeze() {
        signal("STOP");
    }

    void thaw() {
        signal("CONT");
    }

    private void signal(String which) {
        Shell.must("kill", "-" + which, Long.toString(process.pid()));
    }

    void cut() {
        relay.cut();
    }

    void mend() {
        relay.mend();
    }

    Path data() {
        return home.resolve("data");
    }

    /** In a new life it stands by, since another is active. */
    void startAgain() throws Exception {
        assertThat(process.waitFor(60, TimeUnit.SECONDS))
                .as(name + " has ended")
                .isTrue();
        process = start();
    }

    void end() throws Exception {
        process.destroyForcibly().waitFor();
        relay.close();
    }

    @Override
    public String toString() {
        return name;
    }
}
