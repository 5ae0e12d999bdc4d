package homelab.integration.docker;

import homelab.integration.IntegrationException;
import homelab.integration.IntegrationException.Kind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that looks at a host: all it hands over is in order, so an old full look never follows a newer event.
 * It connects, hears and looks; when it cannot, it says so once and tries again.
 */
final class Looker implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Looker.class);

    private static final long FIRST_RETRY = Duration.ofMillis(200).toNanos();
    private static final long LAST_RETRY = Duration.ofSeconds(2).toNanos();

    /** After so long a failure is a new one, not the same going on. */
    private static final long GOOD_WHILE = Duration.ofSeconds(10).toNanos();

    private static final String PODMAN =
            "it is Podman, whose events do not say who stopped a container: what ended with"
                    + " 0 is left alone, with 137 or 143 it is asked about.";

    private final DockerConfig config;
    private final EngineApi engine;
    private final Claims claims;
    private final InstantSource clock;
    private final BlockingQueue<Signal> signals;
    private final Telling telling;
    private final Hearing hearing;
    private final DiskWatch disk;

    private Optional<EventStream> stream = Optional.empty();
    private Optional<EngineApi.About> info = Optional.empty();
    private boolean connectedBefore;
    private boolean blind;
    private boolean fallTold;
    private boolean closedByEngine;

    /** It answers and does not tell its events: all there is are full looks. */
    private boolean deaf;

    private boolean fullLookAsked;
    private int failures;
    private long connectedAt = System.nanoTime();
    private long dueAt = System.nanoTime();

    Looker(
            DockerConfig config,
            EngineApi engine,
            Claims claims,
            InstantSource clock,
            BlockingQueue<Signal> signals,
            Telling telling,
            Hearing hearing,
            DiskWatch disk) {
        this.config = config;
        this.engine = engine;
        this.claims = claims;
        this.clock = clock;
        this.signals = signals;
        this.telling = telling;
        this.hearing = hearing;
        this.disk = disk;
    }

    @Override
    public void run() {
        try {
            if (hearing.hostWasStartedAnew()) fell("its host was started anew");
            while (!Thread.currentThread().isInterrupted()) turn();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable end) {
            // Nothing comes from here any more; that its looks grow old is shown by whoever reads them.
            LOG.error("docker host {}: the agent has stopped looking at it; start the agent anew", config.name(), end);
        } finally {
            disconnect();
        }
    }

    private void turn() throws InterruptedException {
        try {
            for (var signal : drained()) take(signal);
            var due = System.nanoTime() - dueAt >= 0;
            if (blind || (stream.isEmpty() && (due || !deaf))) {
                telling.withoutALook(Optional.empty(), hearing.cursor());
                if (due) reconnect();
            } else look(due);
        } catch (IntegrationException e) {
            if (!Thread.currentThread().isInterrupted()) cannotSee(e);
        } catch (RuntimeException | Error e) {
            mistaken(e);
        }
    }

    /** Also what should end a thread must not end this one: nobody else looks at this host. */
    private void mistaken(Throwable mistake) {
        LOG.error("docker host {}: a mistake of ours while looking at it; connecting anew", config.name(), mistake);
        disconnect();
        retryLater();
    }

    private List<Signal> drained() throws InterruptedException {
        var drained = new ArrayList<Signal>();
        var first = signals.poll(Math.max(0, dueAt - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (first != null) drained.add(first);
        signals.drainTo(drained);
        return drained;
    }

    private void take(Signal signal) {
        switch (signal) {
            case Signal.Heard heard -> hearing.hear(heard.event(), isCurrent(heard.from()));
            case Signal.Unreadable ignored -> telling.eventsLost();
            case Signal.Landed landed -> telling.landed(landed.found());
            case Signal.Measured measured -> telling.measured(measured.disk());
            case Signal.LookAt wish -> {
                if (wish.id().equals(DiskWatch.id(config))) disk.list();
                else if (wish.id().equals(config.id())) fullLookAsked = true;
                else if (Names.isId(wish.id().value())) telling.lookAt(wish.id().value());
            }
            case Signal.Ended end -> {
                if (isCurrent(end.stream())) ended(end.why());
            }
            case Signal.Silent silent -> {
                if (blind) return;
                // While it shuts down, an engine takes no connection and still tells how its containers end.
                if (engine.absence().isEmpty()) disconnect();
                cannotSee(silent.why());
            }
        }
    }

    private boolean isCurrent(EventStream other) {
        return stream.filter(other::equals).isPresent();
    }

    private void ended(IntegrationException why) {
        stream = Optional.empty();
        closedByEngine = why.kind() == Kind.UNREACHABLE;
        if (!closedByEngine) cannotSee(why);
        else if (blind || livedLong()) dueAt = System.nanoTime();
        else retryLater();
    }

    private void look(boolean due) throws IntegrationException, InterruptedException {
        var seen = info.orElseThrow();
        if (due) openStream();
        if (due || fullLookAsked || telling.needsFullLook()) {
            telling.fullLook(seen, hearing.cursor(), Telling.BRIEF);
            fullLookAsked = false;
            dueAt = System.nanoTime() + config.interval().toNanos();
        } else if (telling.hasNews()) telling.look(seen, hearing.cursor());
    }

    private void reconnect() throws IntegrationException, InterruptedException {
        if (stream.isPresent()) engine.ping();
        var answering = claimed(engine.about());
        // Only now: until it answers again, an engine that shuts down may still tell something.
        var closedByUs = stream.isPresent();
        disconnect();
        info = Optional.of(answering);
        try {
            listen(answering, closedByUs);
        } catch (IntegrationException e) {
            if (!isRefused(e)) throw e;
            goDeaf(e);
        }
        if (!deaf || blind || !connectedBefore) telling.doubtEverything();
        telling.fullLook(answering, hearing.cursor(), Telling.WHOLE);
        connected();
    }

    /** Two addresses may lead to one engine, and what falls there must not be healed twice. */
    private EngineApi.About claimed(EngineApi.About about) throws IntegrationException {
        return switch (claims.claim(config.name(), about.self())) {
            case Claims.Answer.Yours yours -> about.rememberedAs(yours.id());
            case Claims.Answer.Taken taken ->
                throw new IntegrationException(
                        Kind.REJECTED,
                        "it is the same engine as " + taken.name() + ", which is watched already; remove one of the two"
                                + " from docker in the configuration");
        };
    }

    private void goDeaf(IntegrationException why) {
        if (!deaf)
            LOG.warn(
                    "docker host {}: it does not tell its events, so all is looked at every {} s, and who stopped a"
                            + " container is not known: {}",
                    config.name(),
                    config.interval().toSeconds(),
                    said(why));
        deaf = true;
        telling.believe(Optional.of("it does not tell its events, so it is looked at every "
                + config.interval().toSeconds() + " s, and who stopped a container is not known (" + said(why)
                + ")."));
        telling.eventsLost();
    }

    private void listen(EngineApi.About answering, boolean closedByUs) throws IntegrationException {
        telling.believe(answering.podman() ? Optional.of(PODMAN) : Optional.empty());
        switch (hearing.catchUp(answering)) {
            case NOTHING_MISSED -> {}
            case EVENTS_LOST -> {
                if (!fallTold) telling.eventsLost();
            }
            case ENGINE_FORGOT -> forgot(closedByEngine && !closedByUs);
            // Without a witness of the fall, a person may have stopped something in a longer absence.
            case ENGINE_FORGOT_AT_ONCE -> forgot(!connectedBefore || (closedByEngine && !closedByUs));
        }
        hearing.tellCaughtUp();
        openStream();
        if (deaf) LOG.info("docker host {}: it tells its events again", config.name());
        deaf = false;
    }

    private void forgot(boolean fell) {
        if (fell) fell("it has forgotten what it told: it was restarted");
        else if (!fallTold) telling.eventsLost();
    }

    private void connected() {
        if (!connectedBefore) LOG.info("docker host {}: seen", config.name());
        else if (blind) LOG.info("docker host {}: seen again", config.name());
        disk.answering(info.orElseThrow());
        connectedBefore = true;
        blind = false;
        fallTold = false;
        closedByEngine = false;
        fullLookAsked = false;
        connectedAt = System.nanoTime();
        dueAt = connectedAt + config.interval().toNanos();
    }

    /** Opened before the old one is closed; what both tell is told on once. */
    private void openStream() throws IntegrationException {
        var next = EventStream.open(engine, hearing.since(), signals, clock);
        stream.ifPresent(EventStream::close);
        stream = Optional.of(next);
    }

    private void disconnect() {
        stream.ifPresent(EventStream::close);
        stream = Optional.empty();
    }

    private void cannotSee(IntegrationException why) {
        telling.withoutALook(Optional.empty(), hearing.cursor());
        if (stream.isEmpty() && hearing.heardBefore())
            engine.absence().ifPresent(how -> fell("nobody listens where it was: " + how));
        if (!blind) {
            LOG.warn("docker host {}: cannot be seen: {}", config.name(), said(why));
            telling.withoutALook(Optional.of(said(why)), hearing.cursor());
        }
        retryLater();
        blind = true;
    }

    private static String said(IntegrationException why) {
        return why.getMessage()
                + (isRefused(why) ? "; whoever stands before the engine must let it through, see docs/engines.md" : "");
    }

    private static boolean isRefused(IntegrationException why) {
        return why.kind() == Kind.FORBIDDEN || why.kind() == Kind.UNAUTHORIZED;
    }

    private void fell(String how) {
        if (fallTold) return;
        fallTold = true;
        LOG.warn("docker host {}: its engine fell: {}", config.name(), how);
        telling.fell(how);
        telling.withoutALook(Optional.empty(), hearing.cursor());
    }

    private boolean livedLong() {
        return !blind && System.nanoTime() - connectedAt > GOOD_WHILE;
    }

    private void retryLater() {
        if (livedLong()) failures = 0;
        dueAt = System.nanoTime() + Math.min(FIRST_RETRY << failures, LAST_RETRY);
        failures = Math.min(failures + 1, 10);
    }
}
