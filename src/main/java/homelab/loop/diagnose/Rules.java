package homelab.loop.diagnose;

import homelab.model.Diagnosis;
import homelab.model.Evidence;
import homelab.model.Finding;
import homelab.model.History;
import homelab.model.Sighting;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The diagnosis that needs nobody's opinion: an ordered list of rules, of which the first that applies speaks. */
public final class Rules {
    /** From the whole to the part: what befell the host explains its containers, and a refused start explains an exit code. */
    static final List<Rule> ALL = Stream.of(
                    Surroundings.RULES,
                    Filling.RULES,
                    Machines.RULES,
                    RefusedStart.FOR_EVER,
                    Running.RULES,
                    RefusedStart.RULES,
                    Circumstance.RULES,
                    HowItEnded.RULES,
                    List.of(new Rule(
                            "unknown",
                            clues -> true,
                            clues ->
                                    Rule.nothingHelps(0.1, clues.found() + " Why cannot be told from what was seen."))))
            .flatMap(List::stream)
            .toList();

    /**
     * Says why.
     *
     * @param gathered what was fetched outside for this finding, such as the last log lines; supports a cause, never is
     *     the only ground for an action
     */
    public Diagnosis diagnose(Finding finding, Sighting sighting, Optional<History> history, List<Evidence> gathered) {
        var clues = Clues.of(finding, sighting, history, gathered);
        var rule = ALL.stream()
                .filter(each -> each.shows().test(clues))
                .findFirst()
                .orElseThrow();
        var verdict = rule.judge().apply(clues);
        return new Diagnosis(rule.cause(), verdict.says(), verdict.confidence(), clues.evidence(), verdict.actions());
    }
}
