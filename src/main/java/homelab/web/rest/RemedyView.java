package homelab.web.rest;

import homelab.model.Remedy;
import java.util.List;

/** A remedy as programs see it: what an approval binds. */
record RemedyView(String hash, String risk, List<StepView> steps, String warning) {
    record StepView(String action, String target, String name) {}

    static RemedyView of(Remedy remedy) {
        return new RemedyView(
                remedy.hash(),
                remedy.risk().name(),
                remedy.plan().stream()
                        .map(step ->
                                new StepView(step.action().word(), step.target().value(), step.name()))
                        .toList(),
                remedy.warning());
    }
}
