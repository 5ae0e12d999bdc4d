package homelab.loop.decide;

import homelab.model.Action;
import homelab.model.Decision;
import homelab.model.Finding;
import homelab.model.Mode;
import homelab.model.Risk;
import homelab.model.Shadow;
import homelab.model.Wishes;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Says whether a remedy may be carried out, asked for, or left; and why. Permission comes from here and nowhere else. */
public final class Policy {
    private final Map<Action, Mode> classes;
    private final Limits limits;

    /** @param classes what the owner set for a class of action; what is missing follows its risk */
    public Policy(Map<Action, Mode> classes, Limits limits) {
        this.classes = Map.copyOf(classes);
        this.limits = limits;
    }

    public Decision decide(Case one) {
        if (one.paused()) return new Decision.Wait(one.now().plus(Duration.ofDays(3650)), PAUSED);
        var mode = ownersMode(one);
        if (mode == Mode.OFF) return leave("its owner switched this off: " + offWords(one));
        if (one.orderedBy().isPresent())
            return new Decision.Proceed("approved by " + one.orderedBy().get());
        if (mode.atMost(one.ceiling()) == Mode.OBSERVE)
            return leave((one.ceiling() == Mode.OBSERVE ? "the agent only watches" : "this class is only observed")
                    + "; " + would(one, unwatched(one, mode)));
        return unasked(one, mode);
    }

    /** True when its owner has not switched the class off, or set it to be observed only. */
    public boolean isOpen(Action action) {
        return Optional.ofNullable(classes.get(action))
                .filter(mode -> mode == Mode.OFF || mode == Mode.OBSERVE)
                .isEmpty();
    }

    /** What would have been done, where the remedy is only watched; empty where it is not, or nothing would have been. */
    public Optional<Shadow.Would> shadow(Case one) {
        var mode = ownersMode(one);
        var watched = !one.paused()
                && mode != Mode.OFF
                && one.orderedBy().isEmpty()
                && mode.atMost(one.ceiling()) == Mode.OBSERVE;
        if (!watched) return Optional.empty();
        return switch (unwatched(one, mode)) {
            case Decision.Proceed ignored -> Optional.of(Shadow.Would.ACT);
            case Decision.Wait ignored -> Optional.of(Shadow.Would.ACT);
            case Decision.AskApproval ignored -> Optional.of(Shadow.Would.ASK);
            case Decision.Refuse ignored -> Optional.empty();
        };
    }

    /** The decision if healing were on and the class not only observed. */
    private Decision unwatched(Case one, Mode mode) {
        return unasked(one, mode == Mode.OBSERVE ? byRisk(one.remedy().risk()) : mode);
    }

    private static String would(Case one, Decision decision) {
        var what = one.remedy().words();
        return switch (decision) {
            case Decision.Proceed ignored -> "it would have run " + what;
            case Decision.Wait ignored -> "it would have run " + what + " after a wait";
            case Decision.AskApproval ask -> "it would have asked before " + what + ": " + ask.reason();
            case Decision.Refuse refuse -> "it would have handed this to a person: " + refuse.reason();
        };
    }

    /** True when this target must be asked about or left for its own sake, so that it must not hold up others. */
    public boolean needsItsOwnWord(Finding finding, Target target, Instant now) {
        var wishes = target.sighting().resource().wishes();
        return wishes.handsOff()
                || wishes.ceiling().filter(mode -> mode != Mode.AUTO).isPresent()
                || Cautions.ofItsOwn(finding, target, now).isPresent()
                || Trying.limited(target, limits, now).isPresent();
    }

    private Decision unasked(Case one, Mode mode) {
        var caution = Cautions.of(one);
        if (caution.isPresent()) return new Decision.AskApproval(caution.get());
        var limited = one.targets().stream()
                .map(target -> Trying.limited(target, limits, one.now()))
                .flatMap(Optional::stream)
                .findFirst();
        if (limited.isPresent()) return limited.get();
        if (mode == Mode.ASK) return new Decision.AskApproval(whyAsk(one));
        return new Decision.Proceed("its risk is " + one.remedy().risk() + " and "
                + one.remedy().plan().getFirst().action() + " may be done unasked");
    }

    private static String whyAsk(Case one) {
        var risk = "its risk is " + one.remedy().risk();
        for (var target : one.targets()) {
            var wishes = target.sighting().resource().wishes();
            var words = wishes.words();
            if (words.isPresent() && wishes.ceiling().filter(Mode.ASK::equals).isPresent())
                return "its owner wants to be asked, by " + words.get().ceiling();
            if (words.isPresent() && wishes.critical())
                return risk + ", one step up by " + words.get().critical();
        }
        return one.remedy().risk() == Risk.LOW ? "its owner wants to be asked" : risk;
    }

    /** Why a decision waits while the agent is paused. */
    public static final String PAUSED = "paused";

    /** What class, label and risk allow, before the ceiling. */
    private Mode ownersMode(Case one) {
        var lowest = Mode.AUTO;
        for (var target : one.targets()) {
            var wishes = target.sighting().resource().wishes();
            var set = Optional.ofNullable(classes.get(target.action()));
            lowest = lowest.atMost(set.orElse(byRisk(one.remedy().risk())));
            lowest = lowest.atMost(
                    wishes.handsOff() ? Mode.OFF : wishes.ceiling().orElse(Mode.AUTO));
        }
        return one.remedy().risk() == Risk.HIGH ? lowest.atMost(Mode.ASK) : lowest;
    }

    private static Mode byRisk(Risk risk) {
        return risk == Risk.LOW ? Mode.AUTO : Mode.ASK;
    }

    private String offWords(Case one) {
        for (var target : one.targets()) {
            var wishes = target.sighting().resource().wishes();
            if (wishes.handsOff())
                return wishes.words().map(Wishes.Words::handsOff).orElse("homelab-agent.enable=false");
            if (classes.get(target.action()) == Mode.OFF) return "heal." + target.action() + " is off";
        }
        return "homelab-agent.heal=off";
    }

    private static Decision leave(String why) {
        return new Decision.Refuse(Decision.Then.HANDS_OFF, why);
    }
}
