package homelab.web.page;

import homelab.model.Action;
import homelab.model.Detail;
import homelab.model.Incident;
import homelab.model.Kind;
import homelab.model.OverallState;
import homelab.model.Remedy;
import homelab.model.Risk;
import homelab.model.Sighting;
import homelab.model.Stage;
import homelab.model.State;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The model's words as people read them. */
final class Phrases {
    private Phrases() {}

    static String word(State state) {
        return switch (state) {
            case RUNNING -> "running";
            case STARTING -> "starting";
            case UNHEALTHY -> "unhealthy";
            case RESTARTING -> "restarting";
            case PAUSED -> "paused";
            case STOPPED -> "stopped";
            case CREATED -> "never started";
            case DEAD -> "half removed";
            case UNSEEN -> "not seen";
        };
    }

    /** One of several, such as {@code service}. */
    static String word(Kind kind) {
        return kind == Kind.LXC ? "container" : kind.name().toLowerCase(Locale.ROOT);
    }

    /** How it is now, with what a look shows beyond its state. */
    static String state(Sighting sighting) {
        var word = word(sighting.shown());
        if (!(sighting.detail() instanceof Detail.Container container)) return word;
        return switch (sighting.shown()) {
            case RUNNING ->
                container
                        .health()
                        .filter(check -> check.verdict() == Detail.HealthCheck.Verdict.HEALTHY)
                        .map(ignored -> "healthy")
                        .orElse(word);
            case STOPPED -> word + ", exit code " + container.exitCode();
            default -> word;
        };
    }

    static String word(OverallState state) {
        return capital(state.name().toLowerCase(Locale.ROOT));
    }

    /** Where an incident stands, in a few words. */
    static String stage(Stage stage) {
        return switch (stage) {
            case Stage.Opened ignored -> "just noticed";
            case Stage.Gathering ignored -> "gathering evidence";
            case Stage.Consulting ignored -> "looking for the cause";
            case Stage.Deciding ignored -> "deciding";
            case Stage.Waiting waiting -> "waiting: " + waiting.why();
            case Stage.AwaitingApproval ignored -> "waits for your answer";
            case Stage.Acting ignored -> "being repaired";
            case Stage.Settling ignored -> "repaired, being watched";
            case Stage.HandsOff ignored -> "left alone";
            case Stage.Escalated ignored -> "a person is needed";
            case Stage.Joined joined -> "part of " + joined.to();
            case Stage.Resolved resolved ->
                switch (resolved.how()) {
                    case HEALED -> "healed";
                    case BY_ITSELF -> "recovered by itself";
                    case BY_PERSON -> "seen to by a person";
                };
        };
    }

    static Tone tone(Incident incident) {
        return switch (incident.stage()) {
            case Stage.AwaitingApproval ignored -> Tone.WRONG;
            case Stage.Escalated ignored -> Tone.WRONG;
            case Stage.HandsOff ignored -> Tone.OFF;
            case Stage.Resolved ignored -> Tone.WELL;
            default -> Tone.BUSY;
        };
    }

    static String risk(Risk risk) {
        return risk.name().toLowerCase(Locale.ROOT);
    }

    /** {@code Start web?}, or for several steps what was found and whether to start them. */
    static String asks(Incident incident, Remedy remedy) {
        var verbs = verbs(remedy.plan().stream().map(step -> step.action()).toList());
        if (remedy.plan().size() == 1)
            return capital(verbs) + " " + remedy.plan().getFirst().name() + "?";
        if (remedy.plan().getFirst().action().cleans())
            return "%s %d things that nothing uses?"
                    .formatted(capital(verbs), remedy.plan().size());
        return "%s %d %s, in order of dependency?"
                .formatted(
                        capital(verbs),
                        remedy.plan().size(),
                        remedy.plan().getFirst().action().things());
    }

    private static String verbs(List<Action> actions) {
        return actions.stream().map(Action::verb).distinct().sorted().collect(Collectors.joining(" or "));
    }

    static String capital(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    static String closed(String sentence) {
        return sentence.isEmpty() || sentence.endsWith(".") || sentence.endsWith("?") ? sentence : sentence + ".";
    }

    /** {@code 1 question}, {@code 3 questions}. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
