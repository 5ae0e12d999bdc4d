package homelab.loop.report;

import homelab.model.Action;
import homelab.model.Approval;
import homelab.model.Attempt;
import homelab.model.Decision;
import homelab.model.Diagnosis;
import homelab.model.Finding;
import homelab.model.Incident;
import homelab.model.Intent;
import homelab.model.Kind;
import homelab.model.Lineage;
import homelab.model.Outcome;
import homelab.model.Person;
import homelab.model.Remedy;
import homelab.model.Resolution;
import homelab.model.Resource;
import homelab.model.Risk;
import homelab.model.Severity;
import homelab.model.Stage;
import homelab.model.Step;
import homelab.model.Trouble;
import homelab.model.Wishes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Incidents to tell stories about. */
final class Case {
    private Case() {}

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final Person ROOT = new Person("root", "cli");
    static final Remedy START_WEB = start("web");

    static Incident crash() {
        return crash("web", Wishes.NONE);
    }

    static Incident crash(String name, Wishes wishes) {
        var finding = new Finding(
                container(name, wishes),
                Trouble.CRASHED,
                Severity.WARNING,
                name + " on docker-vm stopped with exit code 1",
                NOON);
        return Incident.open(new Incident.Id(7), name + " stopped", finding, NOON)
                .with(new Diagnosis(
                        "exited-with-error",
                        "It ended by itself with exit code 1. The last line of its log is “panic: nil map”.",
                        0.6,
                        List.of(),
                        List.of(Action.CONTAINER_START)))
                .with(Optional.of(start(name)));
    }

    static Incident storm(int many) {
        var host = new Resource.Id("docker:docker-vm");
        var engine =
                new Resource(host, Lineage.named("e1", "engine"), Kind.HOST, "docker-vm", host, List.of(), Wishes.NONE);
        var finding = new Finding(
                engine, Trouble.STORM, Severity.CRITICAL, many + " containers on docker-vm stopped within 10 s", NOON);
        var plan = IntStream.range(0, many).mapToObj(i -> step(i, "c" + i)).toList();
        return Incident.open(new Incident.Id(8), many + " containers on docker-vm stopped", finding, NOON)
                .with(new Diagnosis(
                        "storm", "So many at once point to the host.", 0.5, List.of(), List.of(Action.CONTAINER_START)))
                .with(Optional.of(new Remedy(plan, Risk.HIGH, "")))
                .with(new Decision.AskApproval("when much looks dead, a person decides"));
    }

    static Incident order(Outcome outcome) {
        var finding = new Finding(
                container("web", Wishes.NONE),
                Trouble.ORDERED,
                Severity.INFO,
                "root (cli) wants container.restart web",
                NOON);
        return Incident.open(new Incident.Id(9), "container.restart web", finding, NOON)
                .with(List.of(attempt(Action.CONTAINER_RESTART, "web", ROOT.toString(), outcome)));
    }

    static Incident asking(Incident incident) {
        var hash = incident.remedy().orElseThrow().hash();
        return incident.at(new Stage.AwaitingApproval(hash, NOON, NOON.plusSeconds(3600)));
    }

    static Incident granted(Incident incident) {
        var hash = incident.remedy().orElseThrow().hash();
        return incident.told("asked:" + hash)
                .answered(Optional.of(new Approval.Granted(ROOT, NOON.plusSeconds(60), hash)));
    }

    static Incident resolved(Incident incident, Resolution how, int seconds) {
        return incident.at(new Stage.Resolved(how, NOON.plusSeconds(seconds)));
    }

    static Remedy start(String name) {
        return new Remedy(List.of(step(0, name)), Risk.LOW, "");
    }

    static Attempt attempt(String name, Outcome outcome) {
        return attempt(Action.CONTAINER_START, name, "agent", outcome);
    }

    static Attempt attempt(Action action, String name, String by, Outcome outcome) {
        return new Attempt(
                new Intent.Id("i-" + name),
                action,
                new Resource.Id(name),
                name,
                by,
                NOON.plusSeconds(1),
                Optional.of(outcome));
    }

    static List<Attempt> recovered(int many) {
        var all = new ArrayList<Attempt>();
        for (var i = 0; i < many; i++) all.add(attempt("c" + i, new Outcome.Recovered("it ran for 30 s")));
        return all;
    }

    private static Resource container(String name, Wishes wishes) {
        return new Resource(
                new Resource.Id(name),
                Lineage.named("e1", name),
                Kind.CONTAINER,
                name,
                new Resource.Id("docker:docker-vm"),
                List.of(),
                wishes);
    }

    private static Step step(int index, String name) {
        return new Step(
                index, Action.CONTAINER_START, new Resource.Id(name), Lineage.named("e1", name), name, Set.of());
    }
}
