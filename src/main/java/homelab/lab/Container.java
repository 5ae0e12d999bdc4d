package homelab.lab;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** A container of the simulated engine: how it is, and the habits that a script gave it. Owned by the engine. */
final class Container {
    private static final int LOG_LINES = 200;
    private static final int PROBES = 5;
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(1);
    /** Docker forgets earlier failures of what ran this long. */
    private static final Duration GOOD_RUN = Duration.ofSeconds(10);

    final Resident resident;
    final Instant created;
    final String id;
    Status status = Status.CREATED;
    int exitCode;
    boolean oomKilled;
    String error = "";
    Optional<Instant> startedAt = Optional.empty();
    Optional<Instant> finishedAt = Optional.empty();
    Health health = Health.STARTING;
    int failingStreak;
    int restartCount;
    /** Counts starts, so that what was to happen to an earlier run can be told from what concerns this one. */
    int run;

    boolean failing;
    String probeSays = "";
    boolean neverHealthy;
    Optional<Habit> habit = Optional.empty();
    Optional<String> refusal = Optional.empty();

    private final Deque<LogLine> log = new ArrayDeque<>();
    private final Deque<Probe> probes = new ArrayDeque<>();
    private Duration backoff = FIRST_BACKOFF;

    /** As the engine's API spells it. */
    enum Status {
        CREATED,
        RUNNING,
        RESTARTING,
        PAUSED,
        EXITED
    }

    /** What its health check says. */
    enum Health {
        STARTING,
        HEALTHY,
        UNHEALTHY
    }

    /** It ends a while after each start. */
    record Habit(Duration after, int code, Optional<String> saying) {}

    record LogLine(Instant at, boolean error, String text) {}

    record Probe(Instant at, int exitCode, String output) {}

    /** @param edition counts those of this name */
    Container(Resident resident, int edition, Instant created) {
        this.resident = resident;
        this.created = created;
        this.id = id(resident.project() + "/" + resident.name() + "/" + edition);
    }

    private static String id(String seed) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(seed.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    String name() {
        return resident.name();
    }

    boolean isUp() {
        return status == Status.RUNNING || status == Status.PAUSED;
    }

    boolean isChecked() {
        return resident.checkedEvery().isPresent();
    }

    void started(Instant at) {
        run++;
        status = Status.RUNNING;
        exitCode = 0;
        oomKilled = false;
        error = "";
        startedAt = Optional.of(at);
        health = Health.STARTING;
        failingStreak = 0;
        failing = neverHealthy;
        probes.clear();
        resident.says().forEach(line -> log(at, false, line));
    }

    void ended(Instant at, int code) {
        status = Status.EXITED;
        exitCode = code;
        if (startedAt.filter(start -> at.isBefore(start.plus(GOOD_RUN))).isEmpty()) backoff = FIRST_BACKOFF;
        finishedAt = Optional.of(at);
    }

    /** How long Docker waits before it starts this one again. */
    Duration nextBackoff() {
        var wait = backoff;
        var doubled = backoff.multipliedBy(2);
        backoff = doubled.compareTo(LONGEST_BACKOFF) < 0 ? doubled : LONGEST_BACKOFF;
        return wait;
    }

    void log(Instant at, boolean error, String text) {
        log.addLast(new LogLine(at, error, text));
        while (log.size() > LOG_LINES) log.removeFirst();
    }

    /** Of the last lines those that are no younger: Docker counts before it leaves out. */
    List<LogLine> lastLines(int most, Instant until) {
        return log.stream()
                .skip(Math.max(0, log.size() - most))
                .filter(line -> !line.at().isAfter(until))
                .toList();
    }

    /** Its health check ran once more. */
    void probed(Instant at) {
        var says = failing ? (probeSays.isEmpty() ? "the check timed out" : probeSays) : "ok";
        probes.addLast(new Probe(at, failing ? 1 : 0, says));
        while (probes.size() > PROBES) probes.removeFirst();
        failingStreak = failing ? failingStreak + 1 : 0;
    }

    List<Probe> probes() {
        return List.copyOf(probes);
    }
}
