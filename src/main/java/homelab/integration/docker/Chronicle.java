package homelab.integration.docker;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * Which events of an engine have been heard, so that none is told twice and a gap is noticed. The engine replays what it
 * remembers from a given time on; as long as the last event heard is among that, nothing was missed.
 */
final class Chronicle {
    /** More than an engine replays. */
    private static final int REMEMBERED = 4 * EngineApi.REPLAYED_AT_MOST;

    /** Events that are told nearly at once need not be told in the order of their times. */
    private static final Duration A_LITTLE = Duration.ofSeconds(1);

    private final SequencedSet<String> heard = new LinkedHashSet<>();
    private final String engineId;
    private long timeNano;
    private String last = "";
    private boolean lastIsDue;

    /** What an event is to us. */
    enum Hearsay {
        KNOWN,
        NEW,
        /** New, and others before it were never told. */
        NEW_AFTER_A_GAP
    }

    private Chronicle(String engineId) {
        this.engineId = engineId;
    }

    static Chronicle from(Cursor cursor) {
        var chronicle = new Chronicle(cursor.engineId());
        chronicle.timeNano = cursor.timeNano();
        chronicle.last = cursor.key();
        chronicle.note(cursor.key());
        return chronicle;
    }

    /** Takes everything in the engine's memory as heard: the first start ever. */
    static Chronicle begunWith(String engineId, List<EngineEvent> replay, Instant now) {
        var chronicle = new Chronicle(engineId);
        chronicle.timeNano = now.getEpochSecond() * 1_000_000_000L + now.getNano();
        replay.forEach(event -> {
            chronicle.timeNano = event.timeNano();
            chronicle.remember(event);
        });
        return chronicle;
    }

    /** To be asked for, and to be called before the answer is heard: it should begin with what is known. */
    Instant since() {
        lastIsDue = !last.isEmpty();
        return Instant.ofEpochSecond(0, Math.max(0, timeNano - A_LITTLE.toNanos()));
    }

    /** True while what was asked for has not shown the last event that is known. */
    boolean lastIsDue() {
        return lastIsDue;
    }

    /** From the stream that was opened last, which began with what is known. */
    Hearsay hear(EngineEvent event) {
        var key = event.key();
        if (heard.contains(key)) {
            if (key.equals(last)) lastIsDue = false;
            return Hearsay.KNOWN;
        }
        if (lastIsDue && isAboutAsOldAsTheLast(event)) {
            note(key);
            return Hearsay.NEW;
        }
        var hearsay = lastIsDue ? Hearsay.NEW_AFTER_A_GAP : Hearsay.NEW;
        lastIsDue = false;
        remember(event);
        return hearsay;
    }

    /** From a replay after an absence: what is older than the last event was heard by an earlier process. */
    Hearsay catchUp(EngineEvent event) {
        if (!lastIsDue || heard.contains(event.key()) || event.timeNano() > timeNano) return hear(event);
        note(event.key());
        return Hearsay.KNOWN;
    }

    /** From a stream that was opened before the latest: it may tell something new, but shows no gap. */
    Hearsay hearLate(EngineEvent event) {
        if (heard.contains(event.key())) return Hearsay.KNOWN;
        remember(event);
        return Hearsay.NEW;
    }

    String engineId() {
        return engineId;
    }

    private void remember(EngineEvent event) {
        last = event.key();
        note(last);
        timeNano = isOfAClockSetBack(event) ? event.timeNano() : Math.max(timeNano, event.timeNano());
    }

    private void note(String key) {
        if (key.isEmpty()) return;
        heard.add(key);
        while (heard.size() > REMEMBERED) heard.removeFirst();
    }

    private boolean isAboutAsOldAsTheLast(EngineEvent event) {
        return event.timeNano() <= timeNano && !isOfAClockSetBack(event);
    }

    /** Whoever asks for what came after the old time would hear nothing until it is reached again. */
    private boolean isOfAClockSetBack(EngineEvent event) {
        return event.timeNano() < timeNano - A_LITTLE.toNanos();
    }

    boolean hasHeardNothing() {
        return last.isEmpty();
    }

    Cursor cursor(String bootId) {
        return new Cursor(timeNano, last, bootId, engineId);
    }
}
