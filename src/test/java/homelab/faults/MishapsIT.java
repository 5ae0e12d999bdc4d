package homelab.faults;

import static homelab.faults.Watch.count;
import static homelab.faults.Watch.starts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import homelab.engine.Engine;
import homelab.engine.Shell;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start cannot cure, what is gone before it can be started, and what needs another: all on one engine. */
class MishapsIT {
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final Duration A_WHILE = Duration.ofSeconds(5);
    private static final String PORT = "127.0.0.1:18743:80";
    private static final int OUTSIDE_PORT = 18744;

    @TempDir
    static Path data;

    private static Optional<Engine> own = Optional.empty();
    private static Optional<Watch> watched = Optional.empty();
    private static Optional<ServerSocket> outsider = Optional.empty();

    @BeforeAll
    static void let_it_all_happen() throws IOException {
        var engine = Engine.start();
        own = Optional.of(engine);
        Watch.fill(engine, "calm", 40);
        engine.docker("create", "--name", "never-started", Engine.IMAGE, "sh", "-c", "exit 1");
        engine.run("port-taken", "-p", PORT, Engine.IMAGE, "sh", "-c", Watch.SERVICE);
        var outsidePort = "0.0.0.0:" + OUTSIDE_PORT + ":80";
        engine.run("port-outside", "-p", outsidePort, Engine.IMAGE, "sh", "-c", Watch.SERVICE);
        engine.run("lost-command", Engine.IMAGE, "/bin/httpd", "-f", "-p", "80");
        var files = engine.directory("files");
        engine.run(
                "lost-files",
                "--mount=type=bind,source=" + files + ",target=/files",
                Engine.IMAGE,
                "sh",
                "-c",
                Watch.SERVICE);
        var image = engine.docker("commit", "never-started", "lost:1");
        engine.run("lost-image", "lost:1", "sh", "-c", Watch.SERVICE);
        engine.sh("half-gone", Watch.SERVICE);
        engine.sh("database", Watch.SERVICE);
        engine.run("needs-it", "--label=homelab-agent.depends-on=database", Engine.IMAGE, "sh", "-c", Watch.SERVICE);
        var watch = Watch.over(engine, data);
        watched = Optional.of(watch);

        Files.createFile(data.resolve("pause"));
        for (var name : new String[] {"port-taken", "port-outside", "lost-files", "needs-it", "database"})
            engine.killFromHost(name);
        engine.run("holder", "-p", PORT, Engine.IMAGE, "sh", "-c", Watch.SERVICE);
        await().atMost(LONG).ignoreExceptions().until(() -> {
            outsider = Optional.of(new ServerSocket(OUTSIDE_PORT, 1, InetAddress.getLoopbackAddress()));
            return true;
        });
        Files.delete(files);
        for (var name : new String[] {"lost-image", "half-gone"}) {
            engine.killFromHost(name);
            await().atMost(LONG).until(() -> count(engine, name, "die") == 1);
        }
        engine.docker("rmi", "-f", image);
        removeHalfway(engine, "half-gone");
        engine.docker("exec", "lost-command", "rm", "/bin/httpd");
        engine.killFromHost("lost-command");
        engine.docker("run", "-d", "--rm", "--name", "removes-itself", Engine.IMAGE, "sh", "-c", "sleep 4; exit 1");
        engine.run(
                "full-volume",
                "--tmpfs=/data:size=1m",
                Engine.IMAGE,
                "sh",
                "-c",
                "sleep 4; dd if=/dev/zero of=/data/rows bs=64k count=99 || exit 1; " + Watch.SERVICE);
        // Without the limit it would eat the memory of this machine.
        if (limitsMemory(engine))
            engine.run(
                    "eats-memory",
                    "--memory=32m",
                    Engine.IMAGE,
                    "sh",
                    "-c",
                    "sleep 4; test -e /tmp/ate || { touch /tmp/ate; exec tail /dev/zero; }; " + Watch.SERVICE);
        engine.sh("replaced", "sleep 4; exit 1");
        await().atMost(LONG).until(() -> count(engine, "replaced", "die") == 1);
        Files.delete(data.resolve("pause"));
        await().atMost(LONG).until(() -> starts(engine, "replaced") == 2);
        engine.docker("rm", "-f", "replaced");
        engine.sh("replaced", Watch.SERVICE);
    }

    private static boolean limitsMemory(Engine engine) {
        return engine.docker("info", "-f", "{{.MemoryLimit}}").equals("true");
    }

    /** A file that cannot be removed keeps its engine from removing the whole; not every file system knows such files. */
    private static void removeHalfway(Engine engine, String name) {
        var id = engine.docker("inspect", "-f", "{{.Id}}", name);
        var file = engine.socket()
                .resolveSibling("data/containers/" + id + "/hostname")
                .toString();
        if (Shell.run(10_000, List.of("chattr", "+i", file)).code() != 0) return;
        try {
            engine.tryDocker("rm", name);
        } finally {
            Shell.must("chattr", "-i", file);
        }
    }

    @AfterAll
    static void end() throws IOException {
        if (outsider.isPresent()) outsider.get().close();
        watched.ifPresent(Watch::close);
        own.ifPresent(Engine::close);
    }

    @Test
    void what_was_never_started_is_not_started() {
        stays(() -> starts(engine(), "never-started") == 0);

        assertThat(watch().told("never-started")).isEmpty();
    }

    @Test
    void what_finds_its_port_taken_is_told_once_with_the_reason() {
        toldOnce("port-taken", "another container holds its port (holder publishes 127.0.0.1:18743/tcp)");

        assertThat(starts(engine(), "port-taken")).isEqualTo(1);
    }

    @Test
    void what_finds_its_port_taken_by_no_container_is_told_once_that_it_is_outside() {
        toldOnce("port-outside", "something outside Docker holds it");

        assertThat(starts(engine(), "port-outside")).isEqualTo(1);
    }

    @Test
    void what_lost_its_command_is_told_once_with_the_reason() {
        toldOnce("lost-command", "its command cannot be run");

        assertThat(starts(engine(), "lost-command")).isEqualTo(1);
    }

    @Test
    void what_lost_the_directory_that_it_mounts_is_told_once_with_the_reason() {
        toldOnce("lost-files", "a volume or directory that it mounts cannot be had");

        assertThat(starts(engine(), "lost-files")).isEqualTo(1);
    }

    @Test
    void what_has_no_space_left_is_tried_three_times_and_told_once_with_the_reason() {
        toldOnce("full-volume", "No space left on device");

        assertThat(starts(engine(), "full-volume")).isEqualTo(4);
    }

    @Test
    void what_is_killed_for_want_of_memory_is_started_and_told_with_its_limit() {
        if (!limitsMemory(engine())) {
            if ("true".equals(System.getenv("CI"))) fail("CI must run this test, but memory cannot be limited here");
            abort("skipped: memory cannot be limited here");
        }
        await().atMost(LONG).until(() -> watch().keys("eats-memory").contains("healed"));

        stays(() -> watch().told("eats-memory").size() == 1);
        assertThat(watch().told("eats-memory").getFirst().toString())
                .contains("eats-memory ran out of memory")
                .contains("the engine reported out of memory; its limit is 32 MiB");
        assertThat(starts(engine(), "eats-memory")).isEqualTo(2);
    }

    /** The engine keeps what a container was made of, whatever becomes of the image's name. */
    @Test
    void what_lost_its_image_is_started_all_the_same() {
        await().atMost(LONG).until(() -> watch().keys("lost-image").contains("healed"));

        assertThat(starts(engine(), "lost-image")).isEqualTo(2);
        assertThat(engine().docker("images", "-a", "--format", "{{.Repository}}"))
                .doesNotContain("lost");
    }

    @Test
    void what_was_removed_only_halfway_is_told_once() {
        var state = engine().tryDocker("inspect", "-f", "{{.State.Status}}", "half-gone");
        if (!state.out().equals("dead")) abort("skipped: this file system has no file that cannot be removed");
        toldOnce("half-gone", "Its engine removed it only halfway");

        assertThat(starts(engine(), "half-gone")).isEqualTo(1);
    }

    @Test
    void what_removes_itself_is_nobodys_trouble() {
        await().atMost(LONG).until(() -> count(engine(), "removes-itself", "destroy") == 1);

        stays(() -> watch().told("removes-itself").isEmpty());
    }

    @Test
    void what_its_owner_replaces_meanwhile_is_left_to_him() {
        stays(() -> watch().told("replaced").isEmpty());

        assertThat(starts(engine(), engine().docker("inspect", "-f", "{{.Id}}", "replaced")))
                .isEqualTo(1);
    }

    @Test
    void what_needs_another_is_started_after_it_and_told_with_it() {
        await().atMost(LONG).until(() -> starts(engine(), "needs-it") == 2);

        var starts = engine().events().stream()
                .filter(event -> event.action().equals("start"))
                .map(Engine.Heard::name)
                .toList();
        assertThat(starts.lastIndexOf("needs-it")).isGreaterThan(starts.lastIndexOf("database"));
        await().atMost(LONG).until(() -> watch().keys("database").contains("healed"));
        assertThat(starts(engine(), "database")).isEqualTo(2);
    }

    private static void toldOnce(String name, String reason) {
        await().atMost(LONG).until(() -> watch().keys(name).contains("escalated"));

        stays(() -> watch().told(name).size() == 1);
        assertThat(watch().told(name).getFirst().toString()).contains(reason);
    }

    private static void stays(Callable<Boolean> condition) {
        await().during(A_WHILE).atMost(A_WHILE.plusSeconds(10)).until(condition);
    }

    private static Engine engine() {
        return own.orElseThrow();
    }

    private static Watch watch() {
        return watched.orElseThrow();
    }
}
