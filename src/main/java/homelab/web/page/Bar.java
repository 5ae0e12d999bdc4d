package homelab.web.page;

import homelab.model.Course;
import homelab.model.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The last 24 h of one resource as a picture of 96 quarters of an hour, and the table behind it. A quarter shows the
 * worst that was seen in it, so that a short fall is not lost.
 *
 * @param says the picture in words
 * @param slots runs of quarters with one look
 * @param rows the table, newest first
 * @param leftOut how many older rows are not in the table
 */
record Bar(String says, List<Slot> slots, List<Row> rows, int leftOut) {
    static final int SLOTS = 96;

    private static final Duration SLOT = Duration.ofMinutes(15);
    private static final int LONGEST_TABLE = 40;
    private static final Comparator<Tone> WORST =
            Comparator.comparingInt(List.of(Tone.WELL, Tone.BUSY, Tone.UNSEEN, Tone.OFF, Tone.WRONG)::indexOf);

    Bar {
        slots = List.copyOf(slots);
        rows = List.copyOf(rows);
    }

    /** {@code x} and {@code width} count quarters from the oldest; {@code y} and {@code height} are of 10. */
    record Slot(int x, int width, int y, int height, String css) {
        static Slot of(int x, int width, Tone tone) {
            return switch (tone) {
                case WELL -> new Slot(x, width, 2, 8, tone.css());
                case BUSY -> new Slot(x, width, 5, 5, tone.css());
                case WRONG -> new Slot(x, width, 0, 10, tone.css());
                case OFF -> new Slot(x, width, 8, 2, tone.css());
                case UNSEEN -> new Slot(x, width, 5, 1, tone.css());
            };
        }
    }

    /** @param lasted empty for what lasts still */
    record Row(Instant from, String state, String css, String lasted) {}

    /** When the picture that is made now begins. */
    static Instant begin(Instant now) {
        var seconds = SLOT.toSeconds();
        var end = Instant.ofEpochSecond((now.getEpochSecond() / seconds + 1) * seconds);
        return end.minus(SLOT.multipliedBy(SLOTS));
    }

    static Bar of(Course course, Instant now) {
        var spans = spans(course, begin(now), now);
        var newestFirst = spans.reversed();
        return new Bar(
                says(spans),
                slots(spans, begin(now), now),
                newestFirst.stream()
                        .limit(LONGEST_TABLE)
                        .map(span -> row(span, now))
                        .toList(),
                Math.max(0, spans.size() - LONGEST_TABLE));
    }

    private record Span(Instant from, Instant to, State state) {
        Duration length() {
            return Duration.between(from, to);
        }
    }

    private static List<Span> spans(Course course, Instant begin, Instant now) {
        var spans = new ArrayList<Span>();
        var from = begin;
        var state = course.at(begin);
        for (var change : course.changes()) {
            var at = change.at();
            if (!at.isAfter(begin) || !at.isBefore(now) || change.to() == state) continue;
            if (at.isAfter(from)) spans.add(new Span(from, at, state));
            from = at;
            state = change.to();
        }
        spans.add(new Span(from, now, state));
        return spans;
    }

    private static Row row(Span span, Instant now) {
        var lasts = span.to().equals(now);
        return new Row(
                span.from(),
                Phrases.word(span.state()),
                Tone.of(span.state()).css(),
                lasts ? "" : Times.length(span.length()));
    }

    private static List<Slot> slots(List<Span> spans, Instant begin, Instant now) {
        var worst = new Tone[SLOTS];
        for (var span : spans) {
            var tone = Tone.of(span.state());
            var last = span.to().equals(now) ? SLOTS - 1 : slotOf(span.to().minusNanos(1), begin);
            for (var slot = slotOf(span.from(), begin); slot <= last; slot++)
                if (worst[slot] == null || WORST.compare(tone, worst[slot]) > 0) worst[slot] = tone;
        }
        var slots = new ArrayList<Slot>();
        for (int slot = 0, end; slot < SLOTS; slot = end) {
            for (end = slot; end < SLOTS && worst[end] == worst[slot]; ) end++;
            slots.add(Slot.of(slot, end - slot, worst[slot]));
        }
        return slots;
    }

    private static int slotOf(Instant at, Instant begin) {
        return (int) Duration.between(begin, at).dividedBy(SLOT);
    }

    /** {@code running 23 h 10 min, stopped 50 min (2 times)}. */
    private static String says(List<Span> spans) {
        if (spans.size() == 1) return Phrases.word(spans.getFirst().state()) + " all the time";
        var byState = new EnumMap<State, List<Span>>(State.class);
        for (var span : spans)
            byState.computeIfAbsent(span.state(), ignored -> new ArrayList<>()).add(span);
        return byState.entrySet().stream()
                .map(each -> says(each.getKey(), each.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String says(State state, List<Span> spans) {
        var length = spans.stream().map(Span::length).reduce(Duration.ZERO, Duration::plus);
        var times = spans.size() > 1 && state != State.RUNNING ? " (%d times)".formatted(spans.size()) : "";
        return Phrases.word(state) + " " + Times.length(length) + times;
    }
}
