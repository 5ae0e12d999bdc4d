package homelab.web.page;

import homelab.model.Action;
import homelab.model.Attempt;
import homelab.model.Ceiling;
import homelab.model.Course;
import homelab.model.Decision;
import homelab.model.Dependency;
import homelab.model.Detail;
import homelab.model.Diagnosis;
import homelab.model.Evidence;
import homelab.model.Expectation;
import homelab.model.Finding;
import homelab.model.Incident;
import homelab.model.Intent;
import homelab.model.Kind;
import homelab.model.Lineage;
import homelab.model.Outcome;
import homelab.model.OverallState;
import homelab.model.Person;
import homelab.model.Remedy;
import homelab.model.Resolution;
import homelab.model.Resource;
import homelab.model.Risk;
import homelab.model.Severity;
import homelab.model.ShadowScore;
import homelab.model.Sighting;
import homelab.model.Stage;
import homelab.model.State;
import homelab.model.Status;
import homelab.model.Step;
import homelab.model.Trouble;
import homelab.model.Wishes;
import homelab.web.FakeDesk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A homelab of two engines, one of them in a guest of a cluster, in which a little of everything is going on, for looking at
 * pages.
 */
final class FilledHomelab {
    static final Resource.Id HOME = new Resource.Id("docker:home");
    static final Resource.Id ATTIC = new Resource.Id("docker:attic");

    private final FakeDesk desk;
    private final Instant now;
    private final List<Sighting> resources = new ArrayList<>();
    private final Map<Resource.Id, Course> courses = new HashMap<>();

    private FilledHomelab(FakeDesk desk, Instant now) {
        this.desk = desk;
        this.now = now;
    }

    static void fill(FakeDesk desk, Instant now) {
        var lab = new FilledHomelab(desk, now);
        lab.resources();
        lab.incidents();
        lab.status();
    }

    static Resource host(Resource.Id id) {
        var name = id.value().replace("docker:", "");
        return new Resource(id, Lineage.named(name, name), Kind.HOST, name, id, List.of(), Wishes.NONE);
    }

    /** The same, tied to its guest. */
    static Resource inGuest(Resource engine, Resource.Id guest) {
        return new Resource(
                engine.id(),
                engine.lineage(),
                engine.kind(),
                engine.name(),
                engine.host(),
                List.of(Dependency.by(guest, Dependency.When.ON)),
                engine.wishes());
    }

    static Resource container(Resource.Id host, String project, String name) {
        var id = new Resource.Id(
                (Integer.toHexString((host + project + name).hashCode()) + "c0ffee".repeat(11)).substring(0, 64));
        var lineage = new Lineage(host.value(), project, name, project.isEmpty() ? 0 : 1);
        return new Resource(id, lineage, Kind.CONTAINER, name, host, List.of(), Wishes.NONE);
    }

    private void status() {
        var sources = List.of(
                new Status.SourceState("docker:attic", Optional.of(ago(9)), Optional.of("connection refused")),
                new Status.SourceState("docker:home", Optional.of(now.minusSeconds(12)), Optional.empty()));
        desk.status = new Status(
                OverallState.UNHEALTHY,
                new Ceiling(false, false, Optional.of(new Person("ann", "cli")), ago(60 * 50)),
                false,
                ago(60 * 70),
                now,
                4,
                2,
                2,
                FakeDesk.INTERVAL,
                sources,
                List.of(
                        "The mounts of home can't be seen, so a vanished file system behind a container is not noticed."));
        desk.shadowScores = List.of(
                new ShadowScore(Action.CONTAINER_START, 7, 1, 3, 4, 1, 0),
                new ShadowScore(Action.CONTAINER_RESTART, 2, 1, 2, 0, 0, 1));
    }

    private void resources() {
        see(
                inGuest(host(HOME), FilledCluster.guest(101)),
                State.RUNNING,
                new Detail.Engine("E", "27.1", false),
                Optional.empty(),
                running());
        see(
                host(ATTIC),
                State.RUNNING,
                new Detail.Engine("A", "27.1", true),
                Optional.of("connection refused"),
                new Course(List.of(
                        change(60 * 30, State.RUNNING),
                        change(60 * 9, State.UNSEEN),
                        change(60 * 8, State.RUNNING),
                        change(9, State.UNSEEN))));
        for (var name : List.of("nginx", "app", "worker", "postgres", "redis"))
            see(container(HOME, "nextcloud", name), State.RUNNING, ran(), Optional.empty(), running());
        see(container(HOME, "immich", "immich-server"), State.STOPPED, ended(137), Optional.empty(), fell(6));
        see(container(HOME, "immich", "immich-machine-learning"), State.RUNNING, ran(), Optional.empty(), flapped());
        see(container(HOME, "immich", "database"), State.RUNNING, ran(), Optional.empty(), running());
        see(container(HOME, "media", "jellyfin"), State.UNHEALTHY, ran(), Optional.empty(), sick());
        see(container(HOME, "media", "sonarr"), State.RUNNING, ran(), Optional.empty(), fresh());
        see(container(HOME, "media", "transmission"), State.STOPPED, ended(0), Optional.empty(), fell(60 * 7));
        for (var name : List.of("grafana", "loki", "prometheus", "alertmanager"))
            see(container(HOME, "monitoring", name), State.STOPPED, ended(143), Optional.empty(), fell(21));
        see(container(HOME, "", "portainer"), State.RUNNING, ran(), Optional.empty(), running());
        see(container(HOME, "", "watchtower"), State.STARTING, ran(), Optional.empty(), starting());
        for (var name : List.of("pihole", "unbound"))
            see(
                    container(ATTIC, "dns", name),
                    State.RUNNING,
                    ran(),
                    Optional.of("its host can't be seen"),
                    running().behind(courses.getOrDefault(ATTIC, Course.UNKNOWN)));
        resources.addAll(FilledCluster.calm(now).seen);
        desk.resources = List.copyOf(resources);
        desk.expectations = Map.of(
                FilledCluster.guest(102),
                new Expectation(FilledCluster.guest(102), Expectation.Word.A_PERSON_STOPPED_IT, ago(120)),
                FilledCluster.guest(103),
                new Expectation(FilledCluster.guest(103), Expectation.Word.WAS_DOWN_WHEN_I_CAME, ago(300)));
        desk.courses = Map.copyOf(courses);
    }

    private void see(Resource resource, State state, Detail detail, Optional<String> unseen, Course course) {
        var since = course.changes().getLast().at();
        var at = unseen.isPresent() ? ago(9) : now.minusSeconds(4);
        resources.add(new Sighting(resource, state, detail, at, since, List.of(), unseen));
        courses.put(resource.id(), course);
    }

    private void incidents() {
        desk.incidents = List.of(asking(), watched(), storm(), attic(), healed(), alone(), byPerson());
    }

    private Incident asking() {
        var target = container(HOME, "immich", "immich-server");
        var remedy = new Remedy(
                List.of(step(0, Action.CONTAINER_START, target)),
                Risk.MEDIUM,
                "two containers depend on it and stay up meanwhile");
        return opened(41, target, Trouble.OUT_OF_MEMORY, "It ended with exit code 137 after it ran out of memory.", 6)
                .with(new Diagnosis(
                        "out-of-memory",
                        "It ended with exit code 137 and the engine reported out of memory; its limit is 512 MiB, so the kernel killed it.",
                        0.95,
                        List.of(
                                new Evidence("events", "oom, then die with exit code 137"),
                                new Evidence(
                                        "log",
                                        List.of(
                                                "[Nest] 7 - LOG [Microservices] Job queue started",
                                                "[Nest] 7 - WARN generating thumbnails for 812 assets",
                                                "<--- Last few GCs --->",
                                                "Killed"))),
                        List.of(Action.CONTAINER_START)))
                .with(Optional.of(remedy))
                .with(new Decision.AskApproval("its risk is MEDIUM"))
                .at(new Stage.AwaitingApproval(remedy.hash(), ago(6), now.plusSeconds(54 * 60)))
                .saying(ago(6), "It asks: its risk is MEDIUM.");
    }

    private Incident watched() {
        var target = container(HOME, "media", "jellyfin");
        var remedy = new Remedy(List.of(step(0, Action.CONTAINER_RESTART, target)), Risk.LOW, "");
        return opened(40, target, Trouble.UNHEALTHY, "Its health check failed 5 times in a row.", 14)
                .with(new Diagnosis(
                        "unhealthy",
                        "Its health check failed 5 times in a row and said \"HTTP 503\". It was healthy before in this run, so it got stuck.",
                        0.7,
                        List.of(new Evidence("health check", "HTTP 503")),
                        List.of(Action.CONTAINER_RESTART)))
                .with(Optional.of(remedy))
                .with(new Decision.Refuse(
                        Decision.Then.HANDS_OFF,
                        "the agent only watches; it would have run container.restart jellyfin"))
                .at(new Stage.HandsOff("the agent only watches; it would have run container.restart jellyfin"));
    }

    private Incident storm() {
        var target = host(HOME);
        var steps = new ArrayList<Step>();
        for (var name : List.of("grafana", "loki", "prometheus", "alertmanager"))
            steps.add(step(steps.size(), Action.CONTAINER_START, container(HOME, "monitoring", name)));
        var remedy = new Remedy(steps, Risk.HIGH, "start grafana last if you want to keep its cache");
        return opened(38, target, Trouble.STORM, "4 containers on home stopped within 10 s", 21)
                .with(Optional.of(remedy))
                .with(new Decision.AskApproval("when much looks dead at once, the fault may be elsewhere"))
                .at(new Stage.AwaitingApproval(remedy.hash(), ago(20), now.plusSeconds(40 * 60)));
    }

    private Incident attic() {
        return opened(37, host(ATTIC), Trouble.ENGINE_UNSEEN, "Docker on attic can't be seen: connection refused", 8)
                .with(new Decision.Refuse(Decision.Then.ESCALATE, "nothing can be done to what cannot be seen"))
                .at(new Stage.Escalated("nothing can be done to what cannot be seen"));
    }

    private Incident healed() {
        var target = container(HOME, "nextcloud", "worker");
        var remedy = new Remedy(List.of(step(0, Action.CONTAINER_START, target)), Risk.LOW, "");
        var attempt = new Attempt(
                new Intent.Id("i1"),
                Action.CONTAINER_START,
                target.id(),
                target.name(),
                "agent",
                ago(184),
                Optional.of(new Outcome.Recovered("it ran for 30 s and its health check passed")));
        return opened(36, target, Trouble.CRASHED, "It ended with exit code 1.", 185)
                .with(new Diagnosis(
                        "exited-with-error",
                        "It ended by itself with exit code 1. Its log says \"connection refused\", which points to something it needs that did not answer.",
                        0.6,
                        List.of(new Evidence("log", List.of("redis: connection refused", "giving up"))),
                        List.of(Action.CONTAINER_START)))
                .with(Optional.of(remedy))
                .with(new Decision.Proceed("its risk is LOW and container.start may be done unasked"))
                .with(List.of(attempt))
                .saying(ago(184), "container.start worker: started")
                .saying(ago(183), "It runs, and its health check passed.")
                .at(new Stage.Resolved(Resolution.HEALED, ago(183)));
    }

    private Incident alone() {
        return opened(
                        35,
                        container(HOME, "media", "sonarr"),
                        Trouble.UNHEALTHY,
                        "Its health check failed 3 times in a row.",
                        60 * 6)
                .at(new Stage.Resolved(Resolution.BY_ITSELF, ago(60 * 6 - 2)));
    }

    private Incident byPerson() {
        return opened(
                        34,
                        container(HOME, "media", "transmission"),
                        Trouble.CRASHED,
                        "It ended with exit code 2.",
                        60 * 31)
                .at(new Stage.Resolved(Resolution.BY_PERSON, ago(60 * 30)));
    }

    private Incident opened(long number, Resource about, Trouble trouble, String says, int minutesAgo) {
        var severity = trouble == Trouble.STORM ? Severity.CRITICAL : Severity.WARNING;
        var title = switch (trouble) {
            case OUT_OF_MEMORY -> about.name() + " ran out of memory";
            case UNHEALTHY -> about.name() + " is unhealthy";
            case STORM -> "Much of " + about.name() + " fell at once";
            case ENGINE_UNSEEN -> "Docker on " + about.name() + " can't be seen";
            default -> about.name() + " crashed";
        };
        return Incident.open(
                new Incident.Id(number),
                title,
                new Finding(about, trouble, severity, says, ago(minutesAgo)),
                ago(minutesAgo));
    }

    static Step step(int index, Action action, Resource target) {
        return new Step(index, action, target.id(), target.lineage(), target.name(), Set.of());
    }

    private static Detail.Container ended(int code) {
        return new Detail.Container(
                code,
                code == 137,
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty(),
                0,
                Detail.RestartPolicy.NO,
                Optional.empty(),
                List.of(),
                false);
    }

    private static Detail.Container ran() {
        var check = new Detail.HealthCheck(Detail.HealthCheck.Verdict.HEALTHY, 0, "", Duration.ofSeconds(30));
        return new Detail.Container(
                0,
                false,
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.of(check),
                0,
                Detail.RestartPolicy.NO,
                Optional.empty(),
                List.of(),
                false);
    }

    private Course running() {
        return new Course(List.of(change(60 * 70, State.RUNNING)));
    }

    private Course fell(int minutesAgo) {
        return new Course(List.of(change(60 * 70, State.RUNNING), change(minutesAgo, State.STOPPED)));
    }

    private Course sick() {
        return new Course(List.of(
                change(60 * 70, State.RUNNING),
                change(300, State.UNHEALTHY),
                change(268, State.RUNNING),
                change(16, State.UNHEALTHY)));
    }

    private Course fresh() {
        return new Course(List.of(
                change(60 * 15, State.CREATED),
                change(60 * 14, State.RUNNING),
                change(362, State.UNHEALTHY),
                change(358, State.RUNNING)));
    }

    private Course starting() {
        return new Course(List.of(change(60 * 70, State.RUNNING), change(1, State.STARTING)));
    }

    private Course flapped() {
        var changes = new ArrayList<Sighting.Change>();
        changes.add(change(60 * 70, State.RUNNING));
        for (var hour : List.of(20, 13, 4)) {
            changes.add(change(hour * 60, State.STOPPED));
            changes.add(change(hour * 60 - 3, State.RUNNING));
        }
        return new Course(changes);
    }

    private Sighting.Change change(int minutesAgo, State to) {
        return new Sighting.Change(ago(minutesAgo), to);
    }

    private Instant ago(int minutes) {
        return now.minus(Duration.ofMinutes(minutes));
    }
}
