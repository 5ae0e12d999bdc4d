package homelab.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homelab.model.Ceiling;
import homelab.model.OverallState;
import homelab.model.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What systemd hears, at a real datagram socket. */
class SupervisorTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final String WELL = "STATUS=HEALTHY, heals, 2 incidents open";

    @TempDir
    Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private String path = "";
    private NotifySocket systemd;

    @BeforeEach
    void listen() throws Throwable {
        path = folder.resolve("notify").toString();
        systemd = new NotifySocket(path);
    }

    @AfterEach
    void close() throws Exception {
        systemd.close();
    }

    @Test
    void hears_that_it_is_ready_that_it_lives_and_that_it_stops() {
        var supervisor = supervisor(Map.of("NOTIFY_SOCKET", path, "WATCHDOG_USEC", "30000"));

        supervisor.watch(this::status, now::get);
        await().until(() -> systemd.heard().size() >= 3);
        supervisor.close();
        await().until(() -> systemd.heard().getLast().equals("STOPPING=1"));

        assertThat(systemd.heard().subList(0, 3))
                .containsExactly("READY=1\n" + WELL, "WATCHDOG=1\n" + WELL, "WATCHDOG=1\n" + WELL);
    }

    @Test
    void does_not_hear_that_it_lives_while_the_loop_stands_still() {
        var supervisor = supervisor(Map.of("NOTIFY_SOCKET", path, "WATCHDOG_USEC", "30000"));
        now.set(NOON.plusSeconds(31));

        supervisor.watch(this::status, now::get);
        await().until(() -> systemd.heard().size() >= 3);
        supervisor.close();

        assertThat(systemd.heard()).contains("STATUS=the loop has not moved for 31 s");
        assertThat(systemd.heard()).noneMatch(text -> text.contains("WATCHDOG=1"));
    }

    @Test
    void hears_that_it_lives_also_while_it_stands_by() {
        var supervisor = supervisor(Map.of("NOTIFY_SOCKET", path, "WATCHDOG_USEC", "30000"));

        supervisor.standsBy();
        await().until(() -> systemd.heard().size() >= 2);
        supervisor.watch(this::status, now::get);
        await().until(() -> systemd.heard().contains("WATCHDOG=1\n" + WELL));
        supervisor.close();

        assertThat(systemd.heard().subList(0, 2))
                .containsExactly(
                        "READY=1\nSTATUS=stands by, another agent is active",
                        "WATCHDOG=1\nSTATUS=stands by, another agent is active");
    }

    @Test
    void hears_it_at_an_abstract_name_too() throws Throwable {
        var name = "@homelab-test-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
        try (var hidden = new NotifySocket(name);
                var supervisor = supervisor(Map.of("NOTIFY_SOCKET", name))) {
            supervisor.watch(this::status, now::get);

            await().until(() -> hidden.heard().contains("READY=1\n" + WELL));
        }
    }

    @Test
    void a_watchdog_that_is_meant_for_another_process_is_not_fed() {
        var supervisor = supervisor(Map.of("NOTIFY_SOCKET", path, "WATCHDOG_USEC", "30000", "WATCHDOG_PID", "1"));

        supervisor.watch(this::status, now::get);
        await().during(Duration.ofMillis(200)).until(() -> systemd.heard().size() == 1);
        supervisor.close();
    }

    @Test
    void nobody_is_told_where_nobody_asks_or_the_name_is_wrong() {
        assertThat(Supervisor.of(Map.of())).isEmpty();
        assertThat(Supervisor.of(Map.of("NOTIFY_SOCKET", "relative/path"))).isEmpty();
    }

    @Test
    void that_nobody_listens_harms_nothing() {
        try (var supervisor =
                supervisor(Map.of("NOTIFY_SOCKET", folder.resolve("nobody").toString()))) {
            supervisor.watch(this::status, now::get);
        }

        assertThat(systemd.heard()).isEmpty();
    }

    private static Supervisor supervisor(Map<String, String> environment) {
        return Supervisor.of(environment).orElseThrow();
    }

    private Status status() {
        return new Status(
                OverallState.HEALTHY,
                new Ceiling(true, false, Optional.empty(), NOON),
                false,
                NOON,
                NOON,
                2,
                0,
                0,
                Duration.ofMinutes(1),
                List.of(),
                List.of());
    }
}
