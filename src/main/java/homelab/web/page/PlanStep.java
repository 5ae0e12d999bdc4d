package homelab.web.page;

import homelab.model.Remedy;
import java.util.List;

/** One exact call of a plan. */
record PlanStep(String action, String name, String target) {
    static List<PlanStep> of(Remedy remedy) {
        return remedy.plan().stream()
                .map(step -> new PlanStep(
                        step.action().word(), step.name(), step.target().value()))
                .toList();
    }
}
