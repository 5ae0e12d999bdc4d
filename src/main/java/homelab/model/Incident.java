package homelab.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One trouble being worked on.
 *
 * @param title one line for a list; fixed when it is opened
 * @param finding the latest statement of what is wrong
 * @param order the person's word it carries out, if it was not found but ordered
 * @param approval the latest answer of a person about the remedy
 * @param told the key of the last story that people were told; empty while nobody was told anything
 */
public record Incident(
        Id id,
        String title,
        Finding finding,
        Instant openedAt,
        Optional<Instant> closedAt,
        Stage stage,
        Optional<Diagnosis> diagnosis,
        Optional<Remedy> remedy,
        Optional<Decision> decision,
        Optional<Order> order,
        Optional<Approval> approval,
        List<Attempt> attempts,
        List<Entry> timeline,
        String told) {

    /** A crash loop of a day must not grow an incident without bound: the oldest lines go. */
    private static final int LONGEST_TIMELINE = 200;

    public Incident {
        attempts = List.copyOf(attempts);
        timeline = List.copyOf(timeline);
    }

    /** {@code INC-n}, counted up from 1. */
    public record Id(long number) implements Comparable<Id> {
        /** Stands where a story is about the agent itself, which has no incident. */
        public static final Id NONE = new Id(0);

        public static Optional<Id> parse(String text) {
            var digits = text.regionMatches(true, 0, "INC-", 0, 4) ? text.substring(4) : text;
            return digits.matches("[0-9]{1,18}") ? Optional.of(new Id(Long.parseLong(digits))) : Optional.empty();
        }

        @Override
        public int compareTo(Id other) {
            return Long.compare(number, other.number);
        }

        @Override
        public String toString() {
            return equals(NONE) ? "the agent" : "INC-" + number;
        }
    }

    /** One line of the story. */
    public record Entry(Instant at, String what) {}

    public static Incident open(Id id, String title, Finding finding, Instant now) {
        return new Incident(
                id,
                title,
                finding,
                now,
                Optional.empty(),
                new Stage.Opened(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(new Entry(now, finding.says())),
                "");
    }

    public Resource resource() {
        return finding.resource();
    }

    public boolean isOpen() {
        return !(stage instanceof Stage.Resolved);
    }

    public Incident at(Stage next) {
        return but(draft -> {
            draft.stage = next;
            draft.closedAt = next instanceof Stage.Resolved resolved ? Optional.of(resolved.at()) : Optional.empty();
        });
    }

    public Incident saying(Instant at, String what) {
        var lines = new ArrayList<>(timeline);
        lines.add(new Entry(at, what));
        var kept = lines.subList(Math.max(0, lines.size() - LONGEST_TIMELINE), lines.size());
        return but(draft -> draft.timeline = kept);
    }

    /** A cause that repeats what was found says it as it is now. */
    public Incident with(Finding latest) {
        return but(draft -> {
            draft.finding = latest;
            draft.diagnosis = diagnosis.map(known -> known.following(finding, latest));
        });
    }

    public Incident with(Diagnosis found) {
        return but(draft -> draft.diagnosis = Optional.of(found));
    }

    public Incident with(Optional<Remedy> chosen) {
        return but(draft -> draft.remedy = chosen);
    }

    public Incident with(Decision made) {
        return but(draft -> draft.decision = Optional.of(made));
    }

    public Incident with(Order given) {
        return but(draft -> draft.order = Optional.of(given));
    }

    public Incident answered(Optional<Approval> answer) {
        return but(draft -> draft.approval = answer);
    }

    public Incident with(List<Attempt> made) {
        return but(draft -> draft.attempts = made);
    }

    public Incident told(String story) {
        return but(draft -> draft.told = story);
    }

    private Incident but(Consumer<Draft> change) {
        var draft = new Draft(this);
        change.accept(draft);
        return draft.done();
    }

    /** An incident being written; never leaves this record. What is fixed when it is opened is not in it. */
    private static final class Draft {
        private final Incident was;
        private Finding finding;
        private Optional<Instant> closedAt;
        private Stage stage;
        private Optional<Diagnosis> diagnosis;
        private Optional<Remedy> remedy;
        private Optional<Decision> decision;
        private Optional<Order> order;
        private Optional<Approval> approval;
        private List<Attempt> attempts;
        private List<Entry> timeline;
        private String told;

        Draft(Incident was) {
            this.was = was;
            finding = was.finding;
            closedAt = was.closedAt;
            stage = was.stage;
            diagnosis = was.diagnosis;
            remedy = was.remedy;
            decision = was.decision;
            order = was.order;
            approval = was.approval;
            attempts = was.attempts;
            timeline = was.timeline;
            told = was.told;
        }

        Incident done() {
            return new Incident(
                    was.id,
                    was.title,
                    finding,
                    was.openedAt,
                    closedAt,
                    stage,
                    diagnosis,
                    remedy,
                    decision,
                    order,
                    approval,
                    attempts,
                    timeline,
                    told);
        }
    }
}
