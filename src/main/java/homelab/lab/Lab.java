package homelab.lab;

import homelab.lab.Container.Habit;
import homelab.lab.Happening.Hand;
import homelab.lab.proxmox.Blueprint;
import homelab.lab.proxmox.ProxmoxLab;
import homelab.lab.proxmox.TokenPlan;
import homelab.model.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A simulated homelab, open at its socket. Nothing happens in it by itself: whoever holds the clock calls {@link
 * #happen} when time has passed.
 */
public final class Lab implements AutoCloseable {
    /** The name of the machine that it all runs on. */
    public static final String HOST = "homebox";

    /** Opens the cluster to the agent: it may watch all, and act on guests and services. */
    public static final TokenPlan TOKEN =
            new TokenPlan("agent@pve", "homelab", "5ca1ab1e-0000-4000-8000-0000000000ab", false, List.of());

    /** How full the disk of that machine is. */
    public static final Disk.Fullness DISK = new Disk.Fullness(250L << 30, 96L << 30);

    private final Script script;
    private final InstantSource clock;
    private final Witness witness;
    private final People people;
    private final Engine engine;
    private final Face face;
    private final Optional<ProxmoxLab> cluster;
    private volatile Instant begunAt;

    /** Who speaks to the agent where a script says that a person answers. Called by whoever calls {@link #happen}. */
    @FunctionalInterface
    public interface People {
        /** @param about the container that the agent asked about, or the host */
        void answer(String about, boolean yes);
    }

    private Lab(Script script, Path socket, InstantSource clock, Witness witness, People people) throws IOException {
        this.script = script;
        this.clock = clock;
        this.witness = witness;
        this.people = people;
        this.begunAt = clock.instant();
        this.engine = new Engine(script.residents(), clock, words -> witness.happens(sinceBegun(), words));
        this.face = new Face(
                engine,
                socket,
                (request, answer) -> witness.asked(sinceBegun(), words(request) + ": " + words(answer)));
        this.cluster =
                script.cluster().isPresent() ? Optional.of(open(script.cluster().get())) : Optional.empty();
        for (var cue : script.before()) play(cue, begunAt);
    }

    /** Opens it with all that live there running; the script begins with {@link #begin}. */
    public static Lab open(Script script, Path socket, InstantSource clock, Witness witness, People people)
            throws IOException {
        return new Lab(script, socket, clock, witness, people);
    }

    private ProxmoxLab open(Blueprint blueprint) throws IOException {
        return ProxmoxLab.open(
                blueprint,
                clock,
                words -> witness.happens(sinceBegun(), words),
                exchange -> witness.asked(sinceBegun(), exchange.words()));
    }

    /** The Proxmox VE cluster, where the script has one; {@link #TOKEN} opens it. */
    public Optional<ProxmoxLab> cluster() {
        return cluster;
    }

    /** From now on the script's time counts. */
    public void begin() {
        begunAt = clock.instant();
        for (var cue : script.cues()) engine.at(begunAt.plus(cue.first()), () -> play(cue, begunAt.plus(cue.first())));
    }

    /** Lets everything happen that is due; says when more will be. */
    public Optional<Instant> happen() {
        var next = engine.happen();
        // What the script lets happen in the cluster may be due there at once.
        var inCluster = cluster.flatMap(ProxmoxLab::happen);
        return Stream.of(next, inCluster).flatMap(Optional::stream).min(Comparator.naturalOrder());
    }

    /**
     * Tells an event that means nothing, as each exec does. Who has heard it has heard all that was told before.
     *
     * @return its time, by the engine's clock
     */
    public Instant mark() {
        return engine.mark();
    }

    /** How many events the engine told, its health checks' own aside; while it stays the same, the agent has nothing to notice. */
    public long told() {
        return engine.toldAloud();
    }

    private void play(Cue cue, Instant due) {
        cue.every().ifPresent(every -> engine.at(due.plus(every), () -> play(cue, due.plus(every))));
        witness.happens(sinceBegun(), cue.words());
        for (var name : cue.happening().to()) play(cue.happening(), name);
    }

    private void play(Happening happening, String name) {
        switch (happening) {
            case Happening.Crash crash -> engine.crash(name, crash.code(), crash.saying());
            case Happening.OutOfMemory ignored -> engine.outOfMemory(name);
            case Happening.Unhealthy unhealthy -> engine.failing(name, true, unhealthy.saying());
            case Happening.Healthy ignored -> engine.failing(name, false, Optional.empty());
            case Happening.NeverHealthy ignored -> {
                engine.changes(name, it -> it.neverHealthy = true);
                engine.failing(name, true, Optional.empty());
            }
            case Happening.KeepsCrashing keeps -> {
                engine.changes(
                        name, it -> it.habit = Optional.of(new Habit(keeps.after(), keeps.code(), keeps.saying())));
                engine.crash(name, keeps.code(), keeps.saying());
            }
            case Happening.CannotStart cannot -> engine.changes(name, it -> it.refusal = Optional.of(cannot.why()));
            case Happening.Mended ignored ->
                engine.changes(name, it -> {
                    it.neverHealthy = false;
                    it.habit = it.habit
                            .filter(habit -> it.resident.job())
                            .map(habit -> new Habit(habit.after(), 0, Optional.empty()));
                    it.refusal = Optional.empty();
                });
            case Happening.Runs runs -> {
                engine.changes(
                        name, it -> it.habit = Optional.of(new Habit(runs.length(), runs.code(), runs.saying())));
                engine.start(name);
            }
            case Happening.Done done -> play(done.hand(), name);
            case Happening.InCluster in -> cluster.ifPresent(in.deed()::happenIn);
            case Happening.Answered answered -> people.answer(name, answered.yes());
        }
    }

    private void play(Hand hand, String name) {
        switch (hand) {
            case STOPS -> engine.stop(name);
            case KILLS -> engine.kill(name, 9);
            case STARTS -> engine.start(name);
            case RESTARTS -> engine.restart(name);
            case RECREATES -> engine.recreate(name);
        }
    }

    /** The script's time at that moment. */
    public Duration timeOf(Instant moment) {
        return Duration.between(begunAt, moment);
    }

    private Duration sinceBegun() {
        return timeOf(clock.instant());
    }

    private String words(Request request) {
        var parts = request.path().split("/", -1);
        if (parts.length != 4) return request.method() + " " + request.path();
        return parts[3] + " " + engine.look(parts[2], Container::name).orElse(parts[2]);
    }

    private static String words(Answer answer) {
        return answer.message().isEmpty()
                ? Integer.toString(answer.status())
                : answer.status() + " " + answer.message();
    }

    @Override
    public void close() {
        try {
            face.close();
        } finally {
            cluster.ifPresent(ProxmoxLab::close);
        }
    }
}
