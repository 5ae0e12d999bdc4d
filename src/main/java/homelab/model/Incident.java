package homelab.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
            return "INC-" + number;
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
        var closed = next instanceof Stage.Resolved resolved ? Optional.of(resolved.at()) : Optional.<Instant>empty();
        return new Incident(
                id, title, finding, openedAt, closed, next, diagnosis, remedy, decision, order, approval, attempts,
                timeline, told);
    }

    public Incident saying(Instant at, String what) {
        var lines = new ArrayList<>(timeline);
        lines.add(new Entry(at, what));
        var kept = lines.subList(Math.max(0, lines.size() - LONGEST_TIMELINE), lines.size());
        return new Incident(
                id, title, finding, openedAt, closedAt, stage, diagnosis, remedy, decision, order, approval, attempts,
                kept, told);
    }

    public Incident with(Finding latest) {
        return new Incident(
                id, title, latest, openedAt, closedAt, stage, diagnosis, remedy, decision, order, approval, attempts,
                timeline, told);
    }

    public Incident with(Diagnosis found) {
        return new Incident(
                id,
                title,
                finding,
                openedAt,
                closedAt,
                stage,
                Optional.of(found),
                remedy,
                decision,
                order,
                approval,
                attempts,
                timeline,
                told);
    }

    public Incident with(Optional<Remedy> chosen) {
        return new Incident(
                id, title, finding, openedAt, closedAt, stage, diagnosis, chosen, decision, order, approval, attempts,
                timeline, told);
    }

    public Incident with(Decision made) {
        return new Incident(
                id,
                title,
                finding,
                openedAt,
                closedAt,
                stage,
                diagnosis,
                remedy,
                Optional.of(made),
                order,
                approval,
                attempts,
                timeline,
                told);
    }

    public Incident with(Order given) {
        return new Incident(
                id,
                title,
                finding,
                openedAt,
                closedAt,
                stage,
                diagnosis,
                remedy,
                decision,
                Optional.of(given),
                approval,
                attempts,
                timeline,
                told);
    }

    public Incident answered(Optional<Approval> answer) {
        return new Incident(
                id, title, finding, openedAt, closedAt, stage, diagnosis, remedy, decision, order, answer, attempts,
                timeline, told);
    }

    public Incident with(List<Attempt> made) {
        return new Incident(
                id, title, finding, openedAt, closedAt, stage, diagnosis, remedy, decision, order, approval, made,
                timeline, told);
    }

    public Incident told(String story) {
        return new Incident(
                id, title, finding, openedAt, closedAt, stage, diagnosis, remedy, decision, order, approval, attempts,
                timeline, story);
    }
}
