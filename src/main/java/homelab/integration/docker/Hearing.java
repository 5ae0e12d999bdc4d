package homelab.integration.docker;

import homelab.integration.IntegrationException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was heard of an engine in this life of the agent and, by the saved cursor, in its earlier ones. */
final class Hearing {
    /** As far back as an engine can remember. */
    private static final Instant EVER = Instant.ofEpochSecond(1);
    /** An agent in a container is away this long, at most, when its engine is restarted. */
    private static final Duration A_MOMENT = Duration.ofMinutes(5);

    private final DockerConfig config;
    private final EngineApi engine;
    private final InstantSource clock;
    private final Telling telling;
    private final List<EngineEvent> caughtUp = new ArrayList<>();
    private final boolean anewFromTheStart;

    private Optional<Chronicle> chronicle;
    private String bootId;

    Hearing(DockerConfig config, EngineApi engine, InstantSource clock, Telling telling, Optional<String> saved) {
        this.config = config;
        this.engine = engine;
        this.clock = clock;
        this.telling = telling;
        var cursor = saved.flatMap(Cursor::parse);
        // A cursor that cannot be read says that something was heard before, and nothing more.
        this.anewFromTheStart = saved.isPresent() && cursor.isEmpty();
        this.chronicle = cursor.map(Chronicle::from);
        this.bootId = cursor.map(Cursor::bootId).orElseGet(this::bootIdNow);
    }

    /** How well the engine could say what happened meanwhile. */
    enum CaughtUp {
        NOTHING_MISSED,
        /** It replayed all it could, and the last event known was not among that. */
        EVENTS_LOST,
        /** It had room to remember more and does not know the last event: it is not the process that told it. */
        ENGINE_FORGOT,
        /** The same, and what it forgot had happened a moment before: so did all that happened since. */
        ENGINE_FORGOT_AT_ONCE
    }

    boolean heardBefore() {
        return chronicle.isPresent() || anewFromTheStart;
    }

    boolean hostWasStartedAnew() {
        var now = bootIdNow();
        return !bootId.isEmpty() && !now.isEmpty() && !bootId.equals(now);
    }

    /** To be asked for when the stream is opened anew: from a little before the last event known. */
    Instant since() {
        return chronicle.map(Chronicle::since).orElseGet(clock::instant);
    }

    Optional<Cursor> cursor() {
        return chronicle.map(it -> it.cursor(bootId));
    }

    /** @param current from the stream that was opened last, which should begin with what is known */
    void hear(EngineEvent event, boolean current) {
        var hearsay = chronicle
                .map(it -> current ? it.hear(event) : it.hearLate(event))
                .orElse(Chronicle.Hearsay.KNOWN);
        if (hearsay == Chronicle.Hearsay.KNOWN) return;
        if (hearsay == Chronicle.Hearsay.NEW_AFTER_A_GAP) telling.eventsLost();
        telling.heard(event);
    }

    /** Hears what happened since the last event known, as far as the engine remembers it. */
    CaughtUp catchUp(EngineApi.About answering) throws IntegrationException {
        var now = answering.now().orElseGet(clock::instant);
        if (answering.podman()) return begunAnew(answering, List.of(), now);
        // What an engine whose clock was set back has to tell bears times before those that are asked for.
        var known = chronicle
                .filter(it -> it.engineId().equals(answering.id()))
                .filter(it -> it.since().isBefore(now));
        if (known.isEmpty()) return begunAnew(answering, engine.events(EVER, now), now);
        var since = known.get().since();
        var atOnce = !known.get().hasHeardNothing() && since.isAfter(now.minus(A_MOMENT));
        var replay = engine.events(since, now);
        var gap = false;
        for (var event : replay) {
            var hearsay = known.get().catchUp(event);
            if (hearsay != Chronicle.Hearsay.KNOWN) caughtUp.add(event);
            gap |= hearsay == Chronicle.Hearsay.NEW_AFTER_A_GAP;
        }
        bootId = bootIdNow();
        if (!gap && !known.get().lastIsDue() && !known.get().hasHeardNothing()) return CaughtUp.NOTHING_MISSED;
        if (replay.size() >= EngineApi.REPLAYED_AT_MOST) return CaughtUp.EVENTS_LOST;
        return atOnce ? CaughtUp.ENGINE_FORGOT_AT_ONCE : CaughtUp.ENGINE_FORGOT;
    }

    /** Podman replays what it likes, so that with it each connection is a beginning. */
    private CaughtUp begunAnew(EngineApi.About answering, List<EngineEvent> replay, Instant now) {
        var lost = heardBefore();
        chronicle = Optional.of(Chronicle.begunWith(answering.id(), replay, now));
        bootId = bootIdNow();
        return lost ? CaughtUp.EVENTS_LOST : CaughtUp.NOTHING_MISSED;
    }

    /** Passes on what was caught up, once what came before it is told. */
    void tellCaughtUp() {
        caughtUp.forEach(telling::heard);
        caughtUp.clear();
    }

    private String bootIdNow() {
        return config.bootId()
                .map(file -> {
                    try {
                        return Files.readString(file).strip().replaceAll("\\s", "");
                    } catch (IOException e) {
                        return "";
                    }
                })
                .orElse("");
    }
}
