package homelab.web;

import static homelab.web.FakeDesk.NOON;

import homelab.model.Action;
import homelab.model.Attempt;
import homelab.model.Decision;
import homelab.model.Dependency;
import homelab.model.Detail;
import homelab.model.Diagnosis;
import homelab.model.Evidence;
import homelab.model.Finding;
import homelab.model.Incident;
import homelab.model.Intent;
import homelab.model.Kind;
import homelab.model.Lineage;
import homelab.model.Outcome;
import homelab.model.Remedy;
import homelab.model.Resource;
import homelab.model.Risk;
import homelab.model.Severity;
import homelab.model.Sighting;
import homelab.model.Stage;
import homelab.model.State;
import homelab.model.Step;
import homelab.model.Trouble;
import homelab.model.Wishes;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Things to show. */
public final class Examples {
    private Examples() {}

    public static Resource container(String name) {
        return new Resource(
                new Resource.Id("id-of-" + name),
                new Lineage("ENGINE", "shop", name, 1),
                Kind.CONTAINER,
                name,
                new Resource.Id("docker:local"),
                List.of(new Dependency("shop", "db", Dependency.When.HEALTHY)),
                Wishes.NONE);
    }

    public static Sighting sighting(String name, State state, Optional<String> unseen) {
        return new Sighting(
                container(name),
                state,
                new Detail.Engine("ENGINE", "20.10", true),
                NOON.plusSeconds(5),
                NOON,
                List.of(),
                unseen);
    }

    public static Remedy restart(String name) {
        var target = container(name);
        var step = new Step(0, Action.CONTAINER_RESTART, target.id(), target.lineage(), name, Set.of());
        return new Remedy(List.of(step), Risk.MEDIUM, "its data may be old");
    }

    public static Incident fresh(long number, String name) {
        var finding = new Finding(container(name), Trouble.CRASHED, Severity.WARNING, name + " ended with 1", NOON);
        return Incident.open(new Incident.Id(number), name + " crashed", finding, NOON);
    }

    /** One with everything. */
    public static Incident awaiting(long number, String name) {
        var remedy = restart(name);
        var attempt = new Attempt(
                new Intent.Id("i1"),
                Action.CONTAINER_START,
                container(name).id(),
                name,
                "agent",
                NOON.plusSeconds(1),
                Optional.of(new Outcome.Unchanged("still down")));
        return fresh(number, name)
                .with(new Diagnosis(
                        "crash",
                        "it ended with 1",
                        0.5,
                        List.of(new Evidence("log", List.of("boom"))),
                        List.of(Action.CONTAINER_RESTART)))
                .with(Optional.of(remedy))
                .with(new Decision.AskApproval("its risk is MEDIUM"))
                .with(List.of(attempt))
                .at(new Stage.AwaitingApproval(remedy.hash(), NOON, NOON.plusSeconds(3600)));
    }
}
