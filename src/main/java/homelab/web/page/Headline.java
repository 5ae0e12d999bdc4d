package homelab.web.page;

import homelab.model.Incident;
import homelab.model.OverallState;
import homelab.model.Stage;
import homelab.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The answer to "Is anything wrong, and what must I do?".
 *
 * @param css the look of the state
 * @param word the state
 * @param says whether anything is wrong
 * @param todo what its owner must do, a sentence each
 * @param stuckSince when the loop last moved, where it should have moved since
 */
record Headline(String css, String word, String says, List<String> todo, Optional<Instant> stuckSince) {
    private static final Duration STUCK = Duration.ofSeconds(30);

    Headline {
        todo = List.copyOf(todo);
    }

    static Headline of(Status status, List<Incident> open, Instant now) {
        if (Duration.between(status.lastTurn(), now).compareTo(STUCK) > 0) return stuck(status);
        if (!hasLooked(status)) return notLooked();
        var css = status.state().name().toLowerCase(Locale.ROOT);
        return new Headline(
                css, Phrases.word(status.state()), says(status, open), todo(status, open), Optional.empty());
    }

    /** What is read to those who do not see the page, whenever it changes. */
    public String aloud() {
        return says + " " + String.join(" ", todo);
    }

    private static Headline stuck(Status status) {
        return new Headline(
                "unknown",
                "Not known",
                "The agent has stopped moving; what is below is what it knew then.",
                List.of("Read its log, then start it again."),
                Optional.of(status.lastTurn()));
    }

    private static boolean hasLooked(Status status) {
        return status.sources().stream().anyMatch(source -> !isUnlooked(source));
    }

    static boolean isUnlooked(Status.SourceState source) {
        return source.lastLook().isEmpty() && source.unseen().isEmpty();
    }

    private static Headline notLooked() {
        return new Headline(
                "unknown",
                "Not known yet",
                "The agent has just started and has not looked yet.",
                List.of("Wait a few seconds."),
                Optional.empty());
    }

    private static String says(Status status, List<Incident> open) {
        var own = open.stream()
                .filter(one -> !(one.stage() instanceof Stage.Joined))
                .toList();
        if (own.size() == 1)
            return "1 thing is wrong: " + Phrases.closed(own.getFirst().title());
        if (!own.isEmpty()) return own.size() + " things are wrong.";
        var unseen = unseen(status);
        if (unseen > 0)
            return unseen == status.sources().size()
                    ? "Nothing can be seen now."
                    : Phrases.count(unseen, "host") + " can’t be seen; nothing else is wrong.";
        var unlooked = status.sources().stream().filter(Headline::isUnlooked).count();
        if (unlooked > 0)
            return Phrases.count(unlooked, "host") + (unlooked == 1 ? " was" : " were")
                    + " not looked at yet; nothing else is wrong.";
        return status.state() == OverallState.HEALTHY
                ? "Nothing is wrong."
                : "Not everything can be seen; nothing else is wrong.";
    }

    private static long unseen(Status status) {
        return status.sources().stream()
                .filter(source -> source.unseen().isPresent())
                .count();
    }

    private static List<String> todo(Status status, List<Incident> open) {
        var todo = new ArrayList<String>();
        var questions = count(open, Stage.AwaitingApproval.class);
        var needed = count(open, Stage.Escalated.class);
        var left = count(open, Stage.HandsOff.class);
        if (status.paused() && open.stream().anyMatch(Headline::isHeldByPause))
            todo.add("The agent is paused: let it go on, or repair it yourself.");
        if (questions > 0) todo.add("Answer " + Phrases.count(questions, "question") + ".");
        if (needed > 0)
            todo.add("See to " + (needed == 1 ? "1 thing" : needed + " things") + " the agent can’t repair.");
        if (left > 0 && !status.ceiling().heal())
            todo.add("The agent only watches: repair it yourself, approve its repair, or let the agent heal.");
        if (unseen(status) > 0 && needed == 0) todo.add("See why the host can’t be seen; the agent keeps looking.");
        if (todo.isEmpty() && left > 0) todo.add("Nothing unless you want to: it is left alone for a reason.");
        if (todo.isEmpty())
            todo.add(open.isEmpty() ? "You need to do nothing." : "Nothing for now: the agent is at work on it.");
        return todo;
    }

    /** A pause lets what was begun be finished, and nothing new be begun or approved. */
    private static boolean isHeldByPause(Incident incident) {
        return switch (incident.stage()) {
            case Stage.Opened ignored -> true;
            case Stage.Gathering ignored -> true;
            case Stage.Consulting ignored -> true;
            case Stage.Deciding ignored -> true;
            case Stage.Waiting ignored -> true;
            case Stage.AwaitingApproval ignored -> true;
            case Stage.Acting ignored -> false;
            case Stage.Settling ignored -> false;
            case Stage.HandsOff ignored -> false;
            case Stage.Escalated ignored -> false;
            case Stage.Joined ignored -> false;
            case Stage.Resolved ignored -> false;
        };
    }

    private static long count(List<Incident> open, Class<? extends Stage> stage) {
        return open.stream().map(Incident::stage).filter(stage::isInstance).count();
    }
}
