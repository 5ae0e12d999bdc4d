package homelab.loop.report;

import homelab.model.Approval;
import homelab.model.Incident;
import homelab.model.Kind;
import homelab.model.Mode;
import homelab.model.Outcome;
import homelab.model.Remedy;
import homelab.model.Resolution;
import homelab.model.Severity;
import homelab.model.Stage;
import homelab.model.Story;
import homelab.model.Text;
import homelab.model.Trouble;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What people are told about an incident as it stands, or that there is nothing to tell. */
public final class Storyteller {
    private static final int LONGEST_LINE = 1000;
    private static final String ESCALATED = "escalated";
    /** Of what is approved and not begun. Another try at it is no news until it came to something. */
    private static final String WAITING = "waiting:";

    /**
     * The story as things stand. One with the key that {@link Incident#told()} already has is no news.
     *
     * @param joined the incidents that belong to this one
     * @return empty while the agent works quietly, or when nobody was told that anything had been wrong
     */
    public Optional<Story> tell(Incident incident, List<Incident> joined, Instant now) {
        return switch (incident.stage()) {
            case Stage.Opened ignored -> Optional.empty();
            case Stage.Gathering ignored -> Optional.empty();
            case Stage.Consulting ignored -> Optional.empty();
            case Stage.Deciding ignored -> Optional.empty();
            case Stage.Waiting waiting -> waits(incident, waiting, now);
            case Stage.Joined ignored -> Optional.empty();
            case Stage.AwaitingApproval asked ->
                incident.remedy().map(remedy -> asked(incident, remedy, asked, joined, now));
            case Stage.Acting ignored -> approved(incident, now);
            case Stage.Settling ignored -> approved(incident, now);
            case Stage.HandsOff handsOff -> Optional.of(handsOff(incident, handsOff.why(), joined, now));
            case Stage.Escalated escalated -> Optional.of(escalated(incident, escalated.why(), joined, now));
            case Stage.Resolved resolved -> resolved(incident, resolved, joined, now);
        };
    }

    private static Story asked(
            Incident incident, Remedy remedy, Stage.AwaitingApproval asked, List<Incident> joined, Instant now) {
        var lines = new ArrayList<String>();
        lines.add(Phrase.question(incident, remedy));
        if (remedy.plan().size() == 1) lines.addAll(Phrase.whatIsWrong(incident));
        else Phrase.cause(incident).ifPresent(lines::add);
        Phrase.joined(joined).ifPresent(lines::add);
        lines.addAll(Phrase.tried(incident.attempts()));
        incident.decision().ifPresent(decision -> lines.add("Asked because " + Phrase.closed(decision.reason())));
        lines.addAll(Phrase.plan("On approval", remedy));
        lines.add("Approve or reject " + incident.id() + " until " + Phrase.clock(asked.expiresAt())
                + "; without an answer nothing is done.");
        return story(
                incident,
                "asked:" + asked.hash(),
                now,
                incident.finding().severity(),
                "Question: " + incident.title(),
                lines,
                question(remedy));
    }

    private static Optional<Story> approved(Incident incident, Instant now) {
        if (incident.told().isEmpty() || incident.told().startsWith(WAITING)) return Optional.empty();
        return incident.approval().flatMap(answer -> switch (answer) {
            case Approval.Granted granted -> Optional.of(begun(incident, granted, now));
            case Approval.Denied ignored -> Optional.empty();
            case Approval.Expired ignored -> Optional.empty();
        });
    }

    /** Who said yes wants to know that it was not begun, and why. */
    private static Optional<Story> waits(Incident incident, Stage.Waiting waiting, Instant now) {
        var remedy = incident.remedy();
        var listing =
                remedy.filter(plan -> plan.plan().getFirst().action().cleans()).isPresent();
        if (incident.told().isEmpty() || remedy.isEmpty() || listing) return Optional.empty();
        return incident.approval()
                .filter(Approval.Granted.class::isInstance)
                .map(Approval.Granted.class::cast)
                .filter(granted -> granted.hash().equals(remedy.get().hash()))
                .map(granted -> {
                    var lines = new ArrayList<String>();
                    lines.add("Approved by " + granted.by() + ", and not begun yet: " + Phrase.closed(waiting.why()));
                    lines.addAll(Phrase.tried(incident.attempts()));
                    lines.add("It is done once that is over, within an hour of the approval.");
                    return story(
                            incident,
                            WAITING + granted.hash(),
                            now,
                            Severity.INFO,
                            "Not begun yet: " + incident.title(),
                            lines,
                            Optional.empty());
                });
    }

    private static Story begun(Incident incident, Approval.Granted granted, Instant now) {
        var lines = new ArrayList<String>();
        lines.add("Approved by " + granted.by() + ".");
        incident.remedy().ifPresent(remedy -> lines.addAll(Phrase.plan("Begun", remedy)));
        lines.add("Whether it helped is told once it has been seen.");
        return story(
                incident,
                "acting:" + granted.hash(),
                now,
                Severity.INFO,
                "Approved: " + incident.title(),
                lines,
                Optional.empty());
    }

    private static Story handsOff(Incident incident, String why, List<Incident> joined, Instant now) {
        var lines = new ArrayList<>(Phrase.whatIsWrong(incident));
        Phrase.joined(joined).ifPresent(lines::add);
        lines.addAll(Phrase.tried(incident.attempts()));
        lines.add("Nothing is being done: " + Phrase.closed(why));
        // Who has just said no to it is not offered it again.
        var denied =
                incident.approval().filter(Approval.Denied.class::isInstance).isPresent();
        var open = incident.remedy().filter(ignored -> !denied && mayBeOrdered(incident));
        open.ifPresent(remedy -> {
            lines.addAll(Phrase.plan("It would have been", remedy));
            lines.add(Phrase.offer(incident, remedy));
        });
        return story(
                incident,
                "hands-off",
                now,
                incident.finding().severity(),
                "Left alone: " + incident.title(),
                lines,
                open.flatMap(Storyteller::question));
    }

    private static Story escalated(Incident incident, String why, List<Incident> joined, Instant now) {
        var lines = new ArrayList<>(Phrase.whatIsWrong(incident));
        Phrase.joined(joined).ifPresent(lines::add);
        lines.addAll(Phrase.tried(incident.attempts()));
        lines.add("A person is needed: " + Phrase.closed(why));
        var open = incident.remedy().filter(ignored -> mayBeOrdered(incident));
        open.ifPresent(remedy -> lines.add(Phrase.offer(incident, remedy)));
        return story(
                incident,
                ESCALATED + (isAList(incident, joined) ? ":" + joined.size() : ""),
                now,
                incident.finding().severity(),
                "A person is needed: " + incident.title(),
                lines,
                open.flatMap(Storyteller::question));
    }

    private static Optional<Story> resolved(
            Incident incident, Stage.Resolved resolved, List<Incident> joined, Instant now) {
        var recovered = incident.attempts().stream()
                .anyMatch(attempt -> attempt.outcome()
                        .filter(Outcome.Recovered.class::isInstance)
                        .isPresent());
        if (resolved.how() == Resolution.HEALED && recovered)
            return Optional.of(healed(incident, resolved, joined, now));
        if (incident.told().isEmpty()) return Optional.empty();
        return Optional.of(over(incident, resolved, now));
    }

    private static Story healed(Incident incident, Stage.Resolved resolved, List<Incident> joined, Instant now) {
        var ordered = incident.finding().trouble() == Trouble.ORDERED;
        var lines = new ArrayList<>(Phrase.whatIsWrong(incident));
        Phrase.joined(joined).ifPresent(lines::add);
        lines.addAll(Phrase.tried(incident.attempts()));
        lines.add("From notice to well again: " + Phrase.length(incident.openedAt(), resolved.at()) + ".");
        return story(
                incident,
                "healed",
                now,
                Severity.INFO,
                (ordered ? "Done: " : "Healed: ") + incident.title(),
                lines,
                Optional.empty());
    }

    private static Story over(Incident incident, Stage.Resolved resolved, Instant now) {
        var lines = new ArrayList<String>();
        var notDone = incident.finding().trouble() == Trouble.ORDERED
                && incident.attempts().isEmpty();
        lines.add(
                notDone
                        ? "It was not done."
                        : switch (resolved.how()) {
                            case BY_PERSON -> "A person took care of it, replaced it, or said to leave it.";
                            case BY_ITSELF, HEALED ->
                                Phrase.wellAgain(incident)
                                        + (incident.attempts().isEmpty()
                                                ? "; the agent did nothing."
                                                : "; whether the agent helped was not seen.");
                        });
        lines.addAll(Phrase.tried(incident.attempts()));
        lines.add("It was open for " + Phrase.length(incident.openedAt(), resolved.at()) + ".");
        return story(incident, "over", now, Severity.INFO, "Over: " + incident.title(), lines, Optional.empty());
    }

    /** What its owner closed to the agent by label is not offered. */
    private static boolean mayBeOrdered(Incident incident) {
        var wishes = incident.resource().wishes();
        return !wishes.handsOff()
                && wishes.ceiling().filter(mode -> mode == Mode.OFF).isEmpty();
    }

    private static Optional<Story.Question> question(Remedy remedy) {
        return Optional.of(new Story.Question(remedy.hash(), Text.harmless(remedy.words()), remedy.risk()));
    }

    /** One more guest without a backup is news; of what else joins, its own incident has told enough. */
    private static boolean isAList(Incident incident, List<Incident> joined) {
        return incident.resource().kind() == Kind.BACKUP && !joined.isEmpty();
    }

    /** That what was filling may be full any moment is news, though nothing else has changed. */
    private static boolean isFilling(Incident incident) {
        var trouble = incident.finding().trouble();
        return incident.isOpen() && (trouble == Trouble.DISK_FILLING || trouble == Trouble.HIGH);
    }

    private static Story story(
            Incident incident,
            String key,
            Instant now,
            Severity severity,
            String title,
            List<String> lines,
            Optional<Story.Question> question) {
        return new Story(
                incident.id(),
                isFilling(incident) && incident.finding().severity() == Severity.CRITICAL ? key + ":critical" : key,
                now,
                severity,
                Text.harmless(title),
                lines.stream().map(line -> Text.harmless(line, LONGEST_LINE)).toList(),
                key.startsWith(ESCALATED),
                question);
    }
}
