package homelab.store;

import homelab.model.Action;
import homelab.model.Approval;
import homelab.model.Attempt;
import homelab.model.BackupServer;
import homelab.model.Backups;
import homelab.model.Certificate;
import homelab.model.Cluster;
import homelab.model.Contents;
import homelab.model.Decision;
import homelab.model.Dependency;
import homelab.model.Detail;
import homelab.model.Diagnosis;
import homelab.model.Disk;
import homelab.model.Evidence;
import homelab.model.Expectation;
import homelab.model.Finding;
import homelab.model.Guest;
import homelab.model.History;
import homelab.model.Incident;
import homelab.model.Intent;
import homelab.model.JournalEntry;
import homelab.model.Kind;
import homelab.model.Lesson;
import homelab.model.Level;
import homelab.model.Lineage;
import homelab.model.Mode;
import homelab.model.Node;
import homelab.model.Observation;
import homelab.model.Order;
import homelab.model.Outcome;
import homelab.model.Person;
import homelab.model.Remedy;
import homelab.model.Report;
import homelab.model.Resolution;
import homelab.model.Resource;
import homelab.model.Risk;
import homelab.model.Setting;
import homelab.model.Severity;
import homelab.model.Shadow;
import homelab.model.Snapshots;
import homelab.model.Stage;
import homelab.model.State;
import homelab.model.Step;
import homelab.model.Story;
import homelab.model.Task;
import homelab.model.Trouble;
import homelab.model.What;
import homelab.model.Wishes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One of everything that the store keeps, with every optional part filled in. */
final class Samples {
    private Samples() {}

    static final Instant AT = Instant.parse("2026-03-01T10:15:30.123456789Z");
    static final Person ADA = new Person("ada", "cli");
    static final Lineage LINEAGE = new Lineage("engine-1", "shop", "web", 1);
    static final Resource RESOURCE = new Resource(
            new Resource.Id("c0ffee"),
            LINEAGE,
            Kind.CONTAINER,
            "shop-web-1",
            new Resource.Id("docker:local"),
            List.of(
                    new Dependency("shop", "db", Dependency.When.HEALTHY),
                    new Dependency("", "init", Dependency.When.COMPLETED)),
            new Wishes(true, Optional.of(Mode.ASK), true, true, Optional.of(2), Optional.of(Duration.ofMillis(1500))));
    static final Step STEP =
            new Step(0, Action.CONTAINER_START, RESOURCE.id(), LINEAGE, RESOURCE.name(), Set.of(3, 1, 2));
    static final Remedy REMEDY = new Remedy(List.of(STEP), Risk.MEDIUM, "it holds a database");

    static Intent intent(String id, long incident) {
        return new Intent(
                new Intent.Id(id),
                new Incident.Id(incident),
                STEP,
                State.STOPPED,
                Optional.of(AT.minusNanos(1)),
                Optional.of(new Disk.Fullness(1_000, 1)),
                Duration.ofNanos(10_000_000_001L),
                7,
                AT,
                AT.plusSeconds(40));
    }

    static List<Stage> stages() {
        var runs = List.of(
                new Stage.StepRun(STEP, Stage.StepRun.Progress.SENT, Optional.of(intent("i-1", 1)), "sent"),
                new Stage.StepRun(STEP, Stage.StepRun.Progress.PENDING, Optional.empty(), ""));
        return List.of(
                new Stage.Opened(),
                new Stage.Gathering(AT),
                new Stage.Consulting(AT),
                new Stage.Deciding(),
                new Stage.Waiting(AT, "backoff"),
                new Stage.AwaitingApproval(REMEDY.hash(), AT, AT.plusSeconds(3600)),
                new Stage.Acting(runs),
                new Stage.Settling(runs, AT, AT.plusSeconds(30)),
                new Stage.HandsOff("opted out"),
                new Stage.Escalated("three tries"),
                new Stage.Joined(new Incident.Id(9)),
                new Stage.Resolved(Resolution.HEALED, AT));
    }

    static List<Decision> decisions() {
        return List.of(
                new Decision.Proceed("low risk"),
                new Decision.AskApproval("medium risk"),
                new Decision.Wait(AT, "backoff"),
                new Decision.Refuse(Decision.Then.ESCALATE, "tried enough"));
    }

    static List<Approval> approvals() {
        return List.of(
                new Approval.Granted(ADA, AT, "00ff"),
                new Approval.Denied(ADA, AT, "00ff"),
                new Approval.Expired(AT, "00ff"));
    }

    static List<Outcome> outcomes() {
        return List.of(
                new Outcome.Recovered("running for 30 s"),
                new Outcome.Unchanged("still down"),
                new Outcome.Worsened("two more fell"),
                new Outcome.Failed("no such image"),
                new Outcome.Unknown("the engine went away"));
    }

    static List<What> whats() {
        return List.of(
                new What.Started(),
                new What.Restarted(),
                new What.Died(137),
                new What.Killed(9, true),
                new What.OutOfMemory(),
                new What.HealthChanged(Detail.HealthCheck.Verdict.UNHEALTHY),
                new What.Removed(),
                new What.EngineFell("connection refused"),
                new What.EventsLost());
    }

    static List<Detail> details() {
        return List.of(
                new Detail.Container(
                        137,
                        true,
                        Optional.of(AT),
                        Optional.of(AT.plusNanos(1)),
                        "no space",
                        Optional.of(new Detail.HealthCheck(
                                Detail.HealthCheck.Verdict.UNHEALTHY, 3, "curl: (7)", Duration.ofSeconds(95))),
                        4,
                        new Detail.RestartPolicy(Detail.RestartPolicy.Name.ON_FAILURE, 5),
                        Optional.of(1L << 40),
                        List.of(new Detail.Bind("/srv/db", Optional.of("8:1"))),
                        true),
                new Detail.Engine("engine-1", "20.10", true),
                new Disk(
                        Disk.Marks.DEFAULT,
                        Optional.of(new Disk.Fullness(1_000, 1)),
                        "",
                        new Contents.Unlisted(AT, "it was not listed yet", false)),
                new Cluster("home", true, 3, 2, "9.2"),
                new BackupServer("4.0.14"),
                new Node(
                        "pve1",
                        true,
                        Optional.of(Duration.ofHours(1)),
                        Optional.empty(),
                        Optional.of(7),
                        Optional.empty(),
                        Optional.of(new Node.Strain(0.5, Optional.of(new Node.Pressure(1, 12, 0))))),
                new Guest(
                        100,
                        "pve1",
                        false,
                        true,
                        Optional.of(new Guest.Lock("backup", AT, true)),
                        Optional.of(new Guest.Ha("started")),
                        Optional.of(true),
                        Optional.of(2),
                        Optional.of(false),
                        List.of(TASK),
                        Optional.of(new Guest.Usage(0.25, 1, 2, Duration.ofSeconds(3)))),
                new Level(92.5, "92 % full", new Level.Marks(85, 95, 80, Duration.ofMinutes(5))),
                new Report(Optional.of(Severity.CRITICAL), "FAILED", Optional.of(TASK)),
                new Certificate("pve1", AT, Duration.ofDays(14)),
                new Snapshots(1, Optional.of(new Snapshots.Oldest("before", AT)), Duration.ofDays(30)),
                new Backups(
                        Optional.of(new Backups.Latest(AT, "nas", Optional.empty())),
                        Optional.of(new Backups.Failure(AT, "no space")),
                        true,
                        Optional.of("nas"),
                        false,
                        Optional.empty(),
                        Duration.ofDays(2)));
    }

    private static final Task TASK = new Task(
            "UPID:pve1:0000:0000:0000:qmstart:100:ada@pve:",
            "qmstart",
            Task.Deed.START,
            Task.Whose.A_PERSON,
            "ada@pve",
            AT,
            Optional.of("OK"));

    static List<Observation> observations() {
        return List.of(
                new Observation.Health(RESOURCE, AT, State.RUNNING, details().getFirst()),
                new Observation.Reading(RESOURCE.id(), AT, "memory", "B", 0.1),
                new Observation.Event(RESOURCE.id(), AT, new What.Died(1)),
                new Observation.Unseen(RESOURCE.id(), AT, "timeout"));
    }

    static Incident incident(long number) {
        var finding = new Finding(RESOURCE, Trouble.CRASHED, Severity.CRITICAL, "it exited with 1", AT);
        var diagnosis = new Diagnosis(
                "crash",
                "it ended with 1 and nobody stopped it",
                0.7,
                List.of(new Evidence("log", List.of("a", "b"))),
                List.of(Action.CONTAINER_START));
        var attempts = outcomes().stream()
                .map(outcome -> new Attempt(
                        new Intent.Id("i"),
                        Action.CONTAINER_RESTART,
                        RESOURCE.id(),
                        "web",
                        "agent",
                        AT,
                        Optional.of(outcome)))
                .toList();
        return Incident.open(new Incident.Id(number), "web crashed", finding, AT)
                .with(diagnosis)
                .with(Optional.of(REMEDY))
                .with(new Decision.AskApproval("medium risk"))
                .with(new Order(ADA, AT, Action.CONTAINER_START, RESOURCE.id(), Optional.of("it starts")))
                .answered(Optional.of(new Approval.Granted(ADA, AT, REMEDY.hash())))
                .with(attempts)
                .saying(AT, "asked")
                .told("key-1");
    }

    static Incident resolved(long number) {
        return incident(number).at(new Stage.Resolved(Resolution.BY_ITSELF, AT));
    }

    static History history(Lineage lineage) {
        return new History(
                lineage,
                RESOURCE.id(),
                RESOURCE.host(),
                Optional.of(AT),
                Optional.of(AT.minusSeconds(5)),
                Optional.of(AT.minusSeconds(9)),
                true,
                Map.of("/srv/db", "8:1", "/", "0:1"),
                true,
                Optional.of(new History.Kill(AT, History.Whose.PERHAPS_OURS)),
                Optional.of(new History.Ending(Optional.of(AT), History.How.UNHEARD, 137, AT)),
                Optional.of(new Expectation(RESOURCE.id(), Expectation.Word.A_PERSON_STOPPED_IT, AT)),
                List.of(AT, AT.plusNanos(1)),
                List.of(AT),
                3);
    }

    static Lesson lesson() {
        return new Lesson(new Lesson.Key("crash", Action.CONTAINER_START, Kind.CONTAINER), 4, 1);
    }

    static Setting mode(String value) {
        return new Setting("mode", value, ADA, AT);
    }

    static Story story(long incident, String title) {
        return new Story(
                new Incident.Id(incident),
                "key-1",
                AT,
                Severity.WARNING,
                title,
                List.of("one", "two"),
                true,
                Optional.of(new Story.Question(REMEDY.hash(), REMEDY.words(), Risk.MEDIUM)));
    }

    static JournalEntry entry(String text) {
        return new JournalEntry(AT, "decided", Optional.of(new Incident.Id(1)), text);
    }

    static final Commit NOTHING = new Commit(
            AT, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
            Map.of(), List.of());

    static Commit journal(JournalEntry... entries) {
        return new Commit(
                AT,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(entries),
                List.of(),
                Map.of(),
                List.of());
    }

    static Commit settings(Setting... settings) {
        return new Commit(
                AT,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(settings),
                List.of(),
                List.of(),
                Map.of(),
                List.of());
    }

    static Commit incidents(Incident... incidents) {
        return new Commit(
                AT,
                List.of(incidents),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                List.of());
    }

    static Shadow shadow(long number) {
        return new Shadow(new Incident.Id(number), Action.CONTAINER_START, Shadow.Would.ACT, AT, Optional.empty());
    }

    /** A turn that writes into every table. */
    static Commit turn(long number) {
        return new Commit(
                AT,
                List.of(incident(number)),
                List.of(history(LINEAGE)),
                List.of(),
                List.of(intent("i-" + number, number)),
                List.of(lesson()),
                List.of(shadow(number)),
                List.of(mode("heal")),
                List.of(entry("turn " + number)),
                List.of(story(number, "turn " + number)),
                Map.of(RESOURCE.host(), "cursor-" + number),
                List.of());
    }
}
