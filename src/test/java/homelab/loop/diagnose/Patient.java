package homelab.loop.diagnose;

import homelab.model.Contents;
import homelab.model.Detail;
import homelab.model.Detail.HealthCheck;
import homelab.model.Detail.RestartPolicy;
import homelab.model.Diagnosis;
import homelab.model.Disk;
import homelab.model.Evidence;
import homelab.model.Finding;
import homelab.model.History;
import homelab.model.Kind;
import homelab.model.Lineage;
import homelab.model.Resource;
import homelab.model.Severity;
import homelab.model.Sighting;
import homelab.model.State;
import homelab.model.Trouble;
import homelab.model.Wishes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A container in trouble, described by what is unusual about it. */
record Patient(
        Trouble trouble,
        State state,
        int exitCode,
        Optional<History.How> how,
        boolean oomEvent,
        boolean oomFlag,
        Optional<Long> limit,
        String error,
        Optional<HealthCheck> health,
        boolean wasHealthy,
        int restarts,
        List<String> log) {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant RUN = NOW.minusSeconds(60);
    private static final Resource WEB = new Resource(
            new Resource.Id("c1"),
            Lineage.named("e1", "web"),
            Kind.CONTAINER,
            "web",
            new Resource.Id("docker:docker-vm"),
            List.of(),
            Wishes.NONE);

    static Patient with(Trouble trouble, State state) {
        return new Patient(
                trouble,
                state,
                0,
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                "",
                Optional.empty(),
                false,
                0,
                List.of());
    }

    static Patient crashed(int exitCode) {
        return with(Trouble.CRASHED, State.STOPPED).exit(exitCode).ended(History.How.BY_ITSELF);
    }

    Patient exit(int code) {
        return new Patient(
                trouble, state, code, how, oomEvent, oomFlag, limit, error, health, wasHealthy, restarts, log);
    }

    Patient ended(History.How how) {
        return new Patient(
                trouble,
                state,
                exitCode,
                Optional.of(how),
                oomEvent,
                oomFlag,
                limit,
                error,
                health,
                wasHealthy,
                restarts,
                log);
    }

    Patient oomHeard() {
        return new Patient(
                trouble, state, exitCode, how, true, oomFlag, limit, error, health, wasHealthy, restarts, log);
    }

    Patient oomFlagged() {
        return new Patient(
                trouble, state, exitCode, how, oomEvent, true, limit, error, health, wasHealthy, restarts, log);
    }

    Patient limitMiB(long mebi) {
        return new Patient(
                trouble,
                state,
                exitCode,
                how,
                oomEvent,
                oomFlag,
                Optional.of(mebi << 20),
                error,
                health,
                wasHealthy,
                restarts,
                log);
    }

    Patient error(String error) {
        return new Patient(
                trouble, state, exitCode, how, oomEvent, oomFlag, limit, error, health, wasHealthy, restarts, log);
    }

    Patient failingChecks(int streak, String output) {
        var check = new HealthCheck(HealthCheck.Verdict.UNHEALTHY, streak, output, Duration.ofSeconds(90));
        return new Patient(
                trouble,
                state,
                exitCode,
                how,
                oomEvent,
                oomFlag,
                limit,
                error,
                Optional.of(check),
                wasHealthy,
                restarts,
                log);
    }

    Patient onceHealthy() {
        return new Patient(trouble, state, exitCode, how, oomEvent, oomFlag, limit, error, health, true, restarts, log);
    }

    Patient restarted(int times) {
        return new Patient(
                trouble, state, exitCode, how, oomEvent, oomFlag, limit, error, health, wasHealthy, times, log);
    }

    Patient logs(String... lines) {
        return new Patient(
                trouble,
                state,
                exitCode,
                how,
                oomEvent,
                oomFlag,
                limit,
                error,
                health,
                wasHealthy,
                restarts,
                List.of(lines));
    }

    Diagnosis diagnosis() {
        return diagnosis("web is in trouble");
    }

    Diagnosis diagnosis(String found) {
        return diagnosis(found, log.isEmpty() ? List.of() : List.of(new Evidence("log", log)));
    }

    Diagnosis diagnosis(Evidence... gathered) {
        return diagnosis("web is in trouble", List.of(gathered));
    }

    private Diagnosis diagnosis(String found, List<Evidence> gathered) {
        var detail = new Detail.Container(
                exitCode,
                oomFlag,
                Optional.of(RUN),
                Optional.of(NOW),
                error,
                health,
                restarts,
                RestartPolicy.NO,
                limit,
                List.of(),
                false);
        var sighting = new Sighting(WEB, state, detail, NOW, NOW, List.of(), Optional.empty());
        return new Rules().diagnose(finding(WEB, trouble, found), sighting, Optional.of(history()), gathered);
    }

    /** What the engine itself would be told as. */
    static Diagnosis ofTheEngine(Trouble trouble, String found, Optional<String> unseen) {
        var host = new Resource.Id("docker:docker-vm");
        var engine =
                new Resource(host, Lineage.named("e1", "engine"), Kind.HOST, "docker-vm", host, List.of(), Wishes.NONE);
        var sighting = new Sighting(
                engine, State.RUNNING, new Detail.Engine("e1", "20.10", true), NOW, NOW, List.of(), unseen);
        return new Rules().diagnose(finding(engine, trouble, found), sighting, Optional.empty(), List.of());
    }

    /** What a disk that fills would be told as. */
    static Diagnosis ofTheDisk(Contents contents) {
        var host = new Resource.Id("docker:docker-vm");
        var id = new Resource.Id("docker:docker-vm/disk");
        var resource = new Resource(id, Lineage.named("e1", "/disk"), Kind.DISK, "disk", host, List.of(), Wishes.NONE);
        var full = new Disk.Fullness(100L << 30, 10L << 30);
        var disk = new Disk(Disk.Marks.DEFAULT, Optional.of(full), "", contents);
        var sighting = new Sighting(resource, State.UNHEALTHY, disk, NOW, NOW, List.of(), Optional.empty());
        var found = finding(resource, Trouble.DISK_FILLING, "It was filled to 85 % or more.");
        return new Rules().diagnose(found, sighting, Optional.empty(), List.of());
    }

    static final Instant SEEN = NOW;

    private static Finding finding(Resource resource, Trouble trouble, String found) {
        return new Finding(resource, trouble, Severity.WARNING, found, NOW);
    }

    private History history() {
        var ending = how.map(h -> new History.Ending(Optional.of(RUN), h, exitCode, NOW));
        return new History(
                WEB.lineage(),
                WEB.id(),
                WEB.host(),
                Optional.of(NOW),
                Optional.of(RUN),
                wasHealthy ? Optional.of(RUN) : Optional.empty(),
                false,
                Map.of(),
                oomEvent,
                Optional.empty(),
                ending,
                Optional.empty(),
                List.of(),
                List.of(),
                restarts);
    }
}
