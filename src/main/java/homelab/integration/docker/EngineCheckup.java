package homelab.integration.docker;

import homelab.integration.Check;
import homelab.integration.Check.Level;
import homelab.integration.Checkup;
import homelab.integration.Gauge;
import homelab.integration.IntegrationException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;

/** Looks at one engine: its socket, its kind, its clock, the rights at it and its containers. */
final class EngineCheckup implements Checkup {
    /** Of one probe; all are sent at once. */
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private static final Duration NOTICEABLE = Duration.ofSeconds(5);
    private static final Duration FAR = Duration.ofSeconds(60);

    /** Docker 20.10, the oldest that the agent is tested with. */
    private static final int OLDEST_API = 41;

    private final DockerConfig config;
    private final EngineApi engine;
    private final InstantSource clock;
    private final Claims claims;
    private final Gauge gauge;

    EngineCheckup(DockerConfig config, EngineApi engine, InstantSource clock, Claims claims, Gauge gauge) {
        this.config = config;
        this.engine = engine;
        this.clock = clock;
        this.claims = claims;
        this.gauge = gauge;
    }

    @Override
    public String part() {
        return "engine " + config.name() + " at " + config.address();
    }

    @Override
    public void look(boolean healing, Consumer<Check> checks) {
        var reaching = new Reaching(config, engine);
        reaching.safety().forEach(checks);
        var socket = reaching.check();
        checks.accept(socket);
        if (socket.level() != Level.OK) return;
        try (var fan = Executors.newVirtualThreadPerTaskExecutor()) {
            var about = fan.submit(this::about);
            var kinship = fan.submit(this::kinship);
            var list = fan.submit(this::list);
            about.get().checks().forEach(checks);
            kinship.get().checks().forEach(checks);
            list.get().checks().forEach(checks);
            var who = about.get().what();
            if (who.isPresent())
                fan.submit(() -> new DiskCheckup(config, engine, gauge).checks(who.get()))
                        .get()
                        .forEach(checks);
            var known = list.get().what();
            if (known.isEmpty()) return;
            var containers = fan.submit(
                    () -> new Containers(config, engine).checks(known.get().containers()));
            var rootless = who.filter(EngineApi.About::rootless).isPresent();
            var podman = kinship.get().what().filter("Podman"::equals).isPresent();
            rights(fan, known.get(), tried -> new Rights(tried, rootless, podman).checks(healing))
                    .forEach(checks);
            containers.get().forEach(checks);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "looking at the engine " + config.name() + " failed by a mistake of ours", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What was learnt, with the checks that came of it. */
    private record Learnt<T>(Optional<T> what, List<Check> checks) {}

    /** Learns who it is. */
    private Learnt<EngineApi.About> about() {
        var asked = clock.instant();
        try {
            var about = engine.about();
            var checks = new ArrayList<>(List.of(time(about.now(), asked, clock.instant())));
            if (claims.claim(config.name(), about.self()) instanceof Claims.Answer.Taken taken)
                checks.add(Check.problem(
                        "same engine",
                        "it is the one that is also named " + taken.name() + ", and is watched under one name alone",
                        "remove one of the two from docker in the configuration"));
            about.open().forEach(address -> checks.add(open(address, about.rootless())));
            return new Learnt<>(Optional.of(about), checks);
        } catch (IntegrationException e) {
            return new Learnt<>(Optional.empty(), List.of(unseen("engine", e)));
        }
    }

    private static Check open(String address, boolean rootless) {
        return Check.problem(
                "open port",
                "the engine also serves " + address + " without asking who comes: whoever reaches that port is "
                        + (rootless ? "as mighty as the engine's user" : "root on its host"),
                "remove that address (-H of dockerd, or \"hosts\" in /etc/docker/daemon.json) and restart the engine, or"
                        + " have it ask for certificates (tlsverify)");
    }

    /** @param asked and answered by our clock; the engine's lies between, if the two agree */
    static Check time(Optional<Instant> engines, Instant asked, Instant answered) {
        if (engines.isEmpty())
            return Check.unknown("clock", "the engine does not tell its time", "compare it by hand: date");
        var behind = Duration.between(engines.get(), asked);
        var ahead = Duration.between(answered, engines.get());
        var off = behind.compareTo(ahead) > 0 ? behind : ahead;
        if (off.compareTo(NOTICEABLE) <= 0) return Check.ok("clock", "the engine's agrees with the agent's");
        var seen = "the engine's is " + off.toSeconds() + " s " + (off.equals(behind) ? "behind" : "ahead of")
                + " the agent's, which blurs when a thing began and ended";
        var cure = "let both be set by NTP (timedatectl set-ntp true)";
        return off.compareTo(FAR) > 0 ? Check.problem("clock", seen, cure) : Check.advice("clock", seen, cure);
    }

    private Learnt<String> kinship() {
        try {
            var found = engine.kinship();
            return new Learnt<>(Optional.of(found.product()), List.of(version(found)));
        } catch (IntegrationException e) {
            var check = Check.unknown(
                    "version", String.valueOf(e.getMessage()), "let GET /version through to have it told here");
            return new Learnt<>(Optional.empty(), List.of(check));
        }
    }

    static Check version(EngineApi.Kinship found) {
        var seen = found.product() + " " + found.version() + ", API " + found.api();
        if (!found.api().matches("1\\.[0-9]{1,4}"))
            return Check.unknown("version", seen + ", which is no version known here", "is this a Docker engine?");
        if (Integer.parseInt(found.api().substring(2)) < OLDEST_API)
            return Check.advice(
                    "version", seen + ", older than any the agent was tested with", "use Docker 20.10 or newer");
        return found.product().equals("Docker")
                ? Check.ok("version", seen)
                : Check.advice(
                        "version",
                        seen + ", which speaks Docker's language with other words for events and health",
                        "watch first (HOMELAB_MODE=observe) whether what it reports is so");
    }

    private Learnt<EngineApi.Listing> list() {
        try {
            return new Learnt<>(Optional.of(engine.list()), List.of());
        } catch (IntegrationException e) {
            return new Learnt<>(
                    Optional.empty(),
                    List.of(
                            unseen("list", e),
                            Check.unknown(
                                    "rights",
                                    "not tried: without the list it cannot be told that the id they are tried on is"
                                            + " nobody's",
                                    "mend the list first")));
        }
    }

    private static Check unseen(String path, IntegrationException e) {
        return switch (e.kind()) {
            case FORBIDDEN, UNAUTHORIZED ->
                Check.problem("right to look", String.valueOf(e.getMessage()), Reaching.cure(e));
            case REJECTED, UNREACHABLE, UNREADABLE ->
                Check.problem(path, String.valueOf(e.getMessage()), Reaching.cure(e));
        };
    }

    private List<Check> rights(ExecutorService fan, EngineApi.Listing list, Function<List<Tried>, List<Check>> judge)
            throws InterruptedException, ExecutionException {
        if (!list.whole() || list.containers().stream().anyMatch(EngineCheckup::isNobody))
            return List.of(Check.unknown(
                    "rights",
                    "not tried: a container may have the name that they are tried on because it should be nobody's",
                    "see docker ps -a for one that is named " + Names.NOBODY + ", and rename it"));
        var tried = new ArrayList<Tried>();
        var trying = new ArrayList<Callable<Tried>>();
        for (var probe : Probe.values()) trying.add(() -> Tried.on(engine, probe, LIMIT));
        for (var done : fan.invokeAll(trying)) tried.add(done.get());
        return judge.apply(tried);
    }

    private static boolean isNobody(Listed container) {
        return container.id().equals(Names.NOBODY) || container.names().contains("/" + Names.NOBODY);
    }
}
