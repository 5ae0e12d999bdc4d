package homelab.web.page;

import homelab.model.Remedy;
import java.util.List;

/** One exact call of a plan. */
record PlanStep(String action, String name, String target) {
    /** What Docker shows of an id. */
    private static final int SHORT = 12;

    public String shortly() {
        return target.length() > SHORT && target.matches("[0-9a-f]+") ? target.substring(0, SHORT) : target;
    }

    static List<PlanStep> of(Remedy remedy) {
        return remedy.plan().stream()
                .map(step -> new PlanStep(
                        step.action().word(), step.name(), step.target().value()))
                .toList();
    }
}
