package homelab.loop.diagnose;

import static homelab.loop.diagnose.Patient.crashed;
import static homelab.loop.diagnose.Patient.ofTheEngine;
import static homelab.loop.diagnose.Patient.with;
import static homelab.model.Action.BACKUP_RUN;
import static homelab.model.Action.CLEANUP_CACHE;
import static homelab.model.Action.CLEANUP_CONTAINERS;
import static homelab.model.Action.CLEANUP_IMAGES;
import static homelab.model.Action.CONTAINER_RESTART;
import static homelab.model.Action.CONTAINER_START;
import static homelab.model.Action.CONTAINER_UNPAUSE;
import static homelab.model.Action.GUEST_START;
import static homelab.model.Action.SERVICE_RESTART;
import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Action;
import homelab.model.Contents;
import homelab.model.Diagnosis;
import homelab.model.Evidence;
import homelab.model.History.How;
import homelab.model.Kind;
import homelab.model.State;
import homelab.model.Trouble;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule with an example, in the words that people read. */
class RulesTest {

    /** What is seen, and what is said about it. */
    record Example(Diagnosis diagnosis, String cause, String says, List<Action> actions) {
        @Override
        public String toString() {
            return cause + ": " + says;
        }
    }

    static List<Example> examples() {
        return List.of(
                // the host, or a person
                example(
                        ofTheEngine(
                                Trouble.ENGINE_UNSEEN,
                                "Docker on docker-vm can't be seen: no answer on /var/run/docker.sock within 5 s",
                                Optional.of("no answer on /var/run/docker.sock within 5 s")),
                        "engine-unseen",
                        "Docker on docker-vm can't be seen: no answer on /var/run/docker.sock within 5 s."
                                + " This says nothing about its containers; they may well be running."),
                example(
                        ofTheEngine(Trouble.STORM, "40 containers on docker-vm stopped within 10 s", Optional.empty()),
                        "storm",
                        "40 containers on docker-vm stopped within 10 s."
                                + " So many at once point to the host, its storage or its network rather than to each of them.",
                        CONTAINER_START),
                example(
                        with(Trouble.ORDERED, State.RUNNING).diagnosis("root (cli) wants container.restart web"),
                        "ordered",
                        "root (cli) wants container.restart web. Nothing is known to be wrong."),

                // nodes and guests
                example(
                        new Machine(Kind.VM).guest(Trouble.FELL_WITH_ENGINE, "It ran when its node pve2 went away."),
                        "guest-fell-with-node",
                        "It ran when its node pve2 went away. Nobody had stopped it.",
                        GUEST_START),
                example(
                        new Machine(Kind.VM)
                                .notStarted(
                                        "It was to be started by ada@pve, and that failed: no space left on device"),
                        "guest-start-failed",
                        "It was to be started by ada@pve, and that failed: no space left on device. Unless that was mended,"
                                + " it will fail again.",
                        GUEST_START),
                example(
                        new Machine(Kind.VM)
                                .guest(
                                        Trouble.DOWN_UNEXPLAINED,
                                        "It stopped without a task: it crashed, or was shut down from inside."),
                        "guest-down",
                        "It stopped without a task: it crashed, or was shut down from inside. Proxmox does not tell the two"
                                + " apart, so a person is asked.",
                        GUEST_START),
                example(
                        new Machine(Kind.VM).guest(Trouble.UNHEALTHY, "QEMU stopped it after an error."),
                        "guest-stuck-on-error",
                        "QEMU stopped it after an error. Look at its storage first; a reset without that would end the same"
                                + " way."),
                example(
                        new Machine(Kind.VM).guest(Trouble.LOCKED, "It has been locked for more than 12 h (backup)."),
                        "guest-locked",
                        "It has been locked for more than 12 h (backup). Nothing may be done to a guest that is locked, and a"
                                + " token cannot unlock it. If no task works on it any more, use “qm unlock” or “pct"
                                + " unlock” on its node."),
                example(
                        new Machine(Kind.LXC).guest(Trouble.HA_GAVE_UP, "High availability gave it up."),
                        "ha-gave-up",
                        "High availability gave it up. Its state must be set to disabled, what is wrong mended, and then set"
                                + " to started again; the agent does not race high availability."),
                example(
                        new Machine(Kind.NODE)
                                .says(Trouble.NODE_OFFLINE, "The other nodes do not hear of pve2 any more."),
                        "node-offline",
                        "The other nodes do not hear of pve2 any more. Its power, its network or the node itself failed; the"
                                + " agent can only look."),
                example(
                        new Machine(Kind.CLUSTER).says(Trouble.QUORUM_LOST, "Only 1 of 3 nodes see each other."),
                        "quorum-lost",
                        "Only 1 of 3 nodes see each other. Bring the missing nodes back; until then Proxmox refuses every"
                                + " change."),
                example(
                        new Machine(Kind.STORAGE).says(Trouble.STORAGE_INACTIVE, "Proxmox cannot use it: not mounted."),
                        "storage-inactive",
                        "Proxmox cannot use it: not mounted. What is on it is not lost by that; its server or its mount is"
                                + " away."),
                example(
                        new Machine(Kind.STORAGE).says(Trouble.HIGH, "It is at 95 % or more."),
                        "high",
                        "It is at 95 % or more. What is on it belongs to people; the agent deletes nothing there."),
                example(
                        new Machine(Kind.DISK).says(Trouble.HIGH, "It is at 95 % or more."),
                        "high",
                        "It is at 95 % or more. What fills it is not known to the agent."),
                example(
                        new Machine(Kind.MEMORY).says(Trouble.HIGH, "It is at 95 % or more."),
                        "high",
                        "It is at 95 % or more. What uses it cannot be seen from outside."),
                example(
                        new Machine(Kind.CPU).says(Trouble.HIGH, "They are at 95 % or more."),
                        "high",
                        "They are at 95 % or more. What keeps them busy cannot be seen from outside."),
                example(
                        new Machine(Kind.SERVICE).says(Trouble.REPORTED, "pvestatd has failed."),
                        "service-failed",
                        "pvestatd has failed. A restart often cures what failed once.",
                        SERVICE_RESTART),
                example(
                        new Machine(Kind.DRIVE).says(Trouble.REPORTED, "SMART says FAILED."),
                        "part-failing",
                        "SMART says FAILED."),
                example(
                        new Machine(Kind.CERTIFICATE).says(Trouble.CERTIFICATE_ENDS, "It ends on 2026-03-13."),
                        "certificate-ends",
                        "It ends on 2026-03-13. Proxmox renews its own every night once less than two weeks are left; look"
                                + " why it does not."),
                example(
                        new Machine(Kind.BACKUP).backups(Trouble.BACKUP_BROKEN, Optional.of("nas")),
                        "backup-broken",
                        "web is in trouble. It could not be restored; a new one is needed.",
                        BACKUP_RUN),
                example(
                        new Machine(Kind.BACKUP).backups(Trouble.BACKUP_FAILED, Optional.of("nas")),
                        "backup-failed",
                        "web is in trouble.",
                        BACKUP_RUN),
                example(
                        new Machine(Kind.BACKUP).backups(Trouble.BACKUP_TOO_OLD, Optional.empty()),
                        "backup-too-old",
                        "web is in trouble."),
                example(
                        new Machine(Kind.CLUSTER).says(Trouble.TASK_FAILED, "The look for updates failed."),
                        "task-failed",
                        "The look for updates failed. Its log is in the list of tasks of that node. It is over once the same"
                                + " task succeeds."),
                example(
                        new Machine(Kind.SNAPSHOT).says(Trouble.SNAPSHOT_TOO_OLD, "One was taken in January."),
                        "snapshot-too-old",
                        "One was taken in January. The agent deletes no snapshot; remove it if it is not needed any more."),

                // runs, and does not work
                example(
                        with(Trouble.UNHEALTHY, State.UNHEALTHY)
                                .failingChecks(3, "curl: (7) could not connect\n")
                                .onceHealthy()
                                .diagnosis(),
                        "unhealthy",
                        "Its health check failed 3 times in a row and said “curl: (7) could not connect”."
                                + " It was healthy before in this run, so it got stuck.",
                        CONTAINER_RESTART),
                example(
                        with(Trouble.UNHEALTHY, State.UNHEALTHY)
                                .failingChecks(3, "")
                                .logs("dial tcp 10.0.0.5:5432: connect: connection refused")
                                .diagnosis(),
                        "unhealthy",
                        "Its health check failed 3 times in a row."
                                + " It was not seen healthy since it started, so it may still be preparing its data, or be set up wrongly."
                                + " Its log says “dial tcp 10.0.0.5:5432: connect: connection refused”, which points to something it needs that did not answer.",
                        CONTAINER_RESTART),
                example(
                        with(Trouble.PAUSED, State.PAUSED).diagnosis(),
                        "paused",
                        "Somebody paused it, as tools do while they take a snapshot, and it was not let go on since;"
                                + " Docker never does this by itself.",
                        CONTAINER_UNPAUSE),
                example(
                        with(Trouble.NETWORK_LOST, State.RUNNING)
                                .diagnosis("vpn, in whose network it runs, was started anew since, so it has none."),
                        "network-lost",
                        "vpn, in whose network it runs, was started anew since, so it has none."
                                + " A network ends with the run of its owner; a restart gives it the new one.",
                        CONTAINER_RESTART),
                example(
                        with(Trouble.NETWORK_GONE, State.RUNNING)
                                .diagnosis(
                                        "It runs in the network of a container that no longer exists, so it has none."),
                        "network-gone",
                        "It runs in the network of a container that no longer exists, so it has none."
                                + " A restart would stop it and fail, since it asks for that very container; make it anew,"
                                + " such as with docker compose up -d --force-recreate."),
                example(
                        Patient.ofTheDisk(new Contents.Listed(
                                Patient.SEEN,
                                new Contents.Sizes(30L << 30, 1L << 30, 20L << 30, 12L << 30),
                                List.of(
                                        leftover(Contents.Sort.NAMELESS_IMAGE, 2L << 30),
                                        leftover(Contents.Sort.BUILD_CACHE, 5L << 30),
                                        leftover(Contents.Sort.BUILD_CACHE, 4L << 30),
                                        leftover(Contents.Sort.IMAGE, 3L << 30),
                                        leftover(Contents.Sort.CONTAINER, 1L << 30)),
                                List.of(
                                        new Contents.Volume(
                                                "shop_db",
                                                18L << 30,
                                                Optional.of(Instant.parse("2025-03-01T00:00:00Z")),
                                                true),
                                        new Contents.Volume("old", 2L << 30, Optional.empty(), false)),
                                List.of(new Contents.Log("chatty", Optional.of(9L << 30))))),
                        "disk-filling",
                        "It is 90 % full (90 GiB of 100 GiB). Docker's data takes 63 GiB of it: images 30 GiB, build cache"
                                + " 12 GiB, volumes 20 GiB, containers' own files 1 GiB. Nothing uses 2 pieces of the build"
                                + " cache (9 GiB), 1 image without a name (2 GiB), 1 image with a name (3 GiB), 1 long"
                                + " stopped container (1 GiB). The largest volume is shop_db (18 GiB). The log of chatty may grow without a limit and takes 9 GiB;"
                                + " give it one (max-size of the json-file driver).",
                        CLEANUP_CACHE,
                        CLEANUP_IMAGES,
                        CLEANUP_CONTAINERS),
                example(
                        Patient.ofTheDisk(new Contents.Listed(
                                Patient.SEEN,
                                new Contents.Sizes(20L << 30, 0, 5L << 30, 0),
                                List.of(),
                                List.of(),
                                List.of())),
                        "disk-filling",
                        "It is 90 % full (90 GiB of 100 GiB). Docker's data takes 25 GiB of it: images 20 GiB, build cache 0"
                                + " bytes, volumes 5 GiB, containers' own files 0 bytes. Most of what fills it is not"
                                + " Docker's, or is logs. Nothing of it is left over, so there is nothing that the agent"
                                + " may remove."),
                example(
                        Patient.ofTheDisk(new Contents.Unlisted(
                                Patient.SEEN, "GET /system/df?verbose=1: the engine answered 403: Forbidden", true)),
                        "disk-filling",
                        "It is 90 % full (90 GiB of 100 GiB). What lies on it can't be listed: GET /system/df?verbose=1: the"
                                + " engine answered 403: Forbidden."),
                example(
                        with(Trouble.RESTART_LOOP, State.RESTARTING)
                                .exit(1)
                                .restarted(7)
                                .logs("starting", "fatal: config.yaml: unknown key 'prot'")
                                .diagnosis(),
                        "restart-loop",
                        "It ends soon after each start, last with exit code 1."
                                + " The last line of its log is “fatal: config.yaml: unknown key 'prot'”."),
                example(
                        with(Trouble.RESTART_LOOP, State.RUNNING).restarted(3).diagnosis(),
                        "restart-loop",
                        "It ends soon after each start."),

                // its engine refused to start it
                example(
                        with(Trouble.CRASHED, State.DEAD).exit(137).diagnosis(),
                        "half-removed",
                        "Its engine removed it only halfway, so it cannot be started again; it has to be removed and made anew."),
                example(
                        crashed(3)
                                .error(
                                        "unable to remove filesystem for 4f1c: unlinkat /var/lib/docker/x: device or resource busy")
                                .diagnosis(),
                        "half-removed",
                        "Its engine removed it only halfway, so it cannot be started again; it has to be removed and made anew."),
                example(
                        crashed(128)
                                .error("driver failed programming external connectivity on endpoint web:"
                                        + " listen tcp4 0.0.0.0:8080: bind: address already in use")
                                .diagnosis(),
                        "port-conflict",
                        "Its engine could not start it and says “driver failed programming external connectivity on endpoint web:"
                                + " listen tcp4 0.0.0.0:8080: bind: address already in use”:"
                                + " another program or container holds its port, and another start would fail the same way."),
                example(
                        crashed(128)
                                .error("driver failed programming external connectivity on endpoint web:"
                                        + " Bind for 0.0.0.0:8080 failed: port is already allocated")
                                .diagnosis(new Evidence("port holder", List.of("proxy publishes 0.0.0.0:8080/tcp"))),
                        "port-conflict",
                        "Its engine could not start it and says “driver failed programming external connectivity on endpoint web:"
                                + " Bind for 0.0.0.0:8080 failed: port is already allocated”:"
                                + " another container holds its port (proxy publishes 0.0.0.0:8080/tcp),"
                                + " and another start would fail the same way."
                                + " Stop that one, or give one of the two another port."),
                example(
                        crashed(128)
                                .error("driver failed programming external connectivity on endpoint web:"
                                        + " listen tcp4 0.0.0.0:8080: bind: address already in use")
                                .diagnosis(new Evidence("port holder", List.of())),
                        "port-conflict",
                        "Its engine could not start it and says “driver failed programming external connectivity on endpoint web:"
                                + " listen tcp4 0.0.0.0:8080: bind: address already in use”:"
                                + " no other container of this engine publishes its port, so something outside Docker holds it,"
                                + " or a container in the host's own network, and another start would fail the same way."),
                example(
                        crashed(128).error("No such image: shop/web:1.4").diagnosis(),
                        "image-missing",
                        "Its engine could not start it and says “No such image: shop/web:1.4”:"
                                + " its image is not there, and another start would fail the same way."),
                example(
                        crashed(128)
                                .error(
                                        "invalid mount config for type \"bind\": bind source path does not exist: /mnt/nas/db")
                                .diagnosis(),
                        "missing-volume",
                        "Its engine could not start it and says “invalid mount config for type \"bind\":"
                                + " bind source path does not exist: /mnt/nas/db”:"
                                + " a volume or directory that it mounts cannot be had, and another start would fail the same way."),
                example(
                        with(Trouble.CRASHED, State.CREATED)
                                .exit(127)
                                .error("exec: \"serve\": executable file not found in $PATH: unknown")
                                .diagnosis(),
                        "bad-command",
                        "Its engine could not start it and says “exec: \"serve\": executable file not found in $PATH: unknown”:"
                                + " its command cannot be run, and another start would fail the same way."),
                example(
                        crashed(127).logs("sh: migrate: not found").diagnosis(),
                        "bad-command",
                        "It ended with exit code 127, which means that its command was not found; another start would end the same way."
                                + " The last line of its log is “sh: migrate: not found”."),
                example(
                        crashed(128)
                                .error("failed to create shim task: timed out")
                                .diagnosis(),
                        "could-not-start",
                        "Its engine could not start it and says “failed to create shim task: timed out”.",
                        CONTAINER_START),

                // what weighs more than an exit code
                example(
                        with(Trouble.FELL_WITH_ENGINE, State.STOPPED)
                                .exit(137)
                                .ended(How.WITH_ITS_ENGINE)
                                .limitMiB(256)
                                .diagnosis(),
                        "fell-with-engine",
                        "It ran until its engine went away, nobody had stopped it, and it did not come back with its engine.",
                        CONTAINER_START),
                example(
                        with(Trouble.JOB_FAILED, State.STOPPED)
                                .exit(3)
                                .logs("applying 0042_split_orders.sql", "ERROR: deadlock detected")
                                .diagnosis(),
                        "job-failed",
                        "It is a job that runs once, and it ended with exit code 3; it may have stopped halfway, and running it again may do harm."
                                + " The last line of its log is “ERROR: deadlock detected”.",
                        CONTAINER_START),
                example(
                        with(Trouble.DOWN_UNEXPLAINED, State.STOPPED)
                                .exit(137)
                                .ended(How.UNHEARD)
                                .diagnosis(),
                        "down-unexplained",
                        "It ran when it was last seen, and how it ended was not heard;"
                                + " exit code 137 says that it was killed, by a person or by something else.",
                        CONTAINER_START),

                // how it ended
                example(
                        crashed(137).oomHeard().limitMiB(256).diagnosis(),
                        "out-of-memory",
                        "It ended with exit code 137 and the engine reported out of memory; its limit is 256 MiB, so the kernel killed it.",
                        CONTAINER_START),
                example(
                        crashed(137).oomHeard().diagnosis(),
                        "out-of-memory",
                        "It ended with exit code 137 and the engine reported out of memory;"
                                + " it has no limit of its own, so its host ran short and the kernel killed it.",
                        CONTAINER_START),
                example(
                        crashed(1).oomFlagged().limitMiB(1536).diagnosis(),
                        "out-of-memory",
                        "It ended with exit code 1 and the engine marked it as out of memory; its limit is 1.5 GiB,"
                                + " so the kernel killed a part of it, and the rest gave up.",
                        CONTAINER_START),
                example(
                        crashed(137).limitMiB(64).diagnosis(),
                        "out-of-memory",
                        "It ended with exit code 137, a kill by force that did not come through the engine, and its limit is 64 MiB,"
                                + " so it probably ran out of memory; the engine did not say so.",
                        CONTAINER_START),
                example(
                        crashed(139).diagnosis(),
                        "segfault",
                        "It ended with exit code 139: it touched memory that is not its own, which is a fault in the program.",
                        CONTAINER_START),
                example(
                        crashed(134).logs("double free or corruption (out)").diagnosis(),
                        "aborted",
                        "It ended with exit code 134: it gave up by itself (abort) when it noticed that something was wrong inside."
                                + " The last line of its log is “double free or corruption (out)”.",
                        CONTAINER_START),
                example(
                        crashed(137).diagnosis(),
                        "killed-from-outside",
                        "It ended with exit code 137: it was killed by force, though no kill came through the engine and no lack of memory"
                                + " was reported; something on its host did it.",
                        CONTAINER_START),
                example(
                        crashed(143).diagnosis(),
                        "terminated",
                        "It ended with exit code 143: it was asked to stop, though nobody asked through the engine;"
                                + " something on its host or in the container did it.",
                        CONTAINER_START),
                example(
                        crashed(1).logs("listening on :80", "panic: nil map").diagnosis(),
                        "exited-with-error",
                        "It ended by itself with exit code 1. The last line of its log is “panic: nil map”.",
                        CONTAINER_START),
                example(
                        crashed(132).diagnosis(),
                        "exited-with-error",
                        "It ended by itself with exit code 132, which means that signal SIGILL ended it.",
                        CONTAINER_START),
                example(
                        crashed(1)
                                .logs("write /data/wal: no space left on device", "shutting down")
                                .diagnosis(),
                        "exited-with-error",
                        "It ended by itself with exit code 1. Its log says “write /data/wal: no space left on device”, which points to a full disk.",
                        CONTAINER_START),
                example(
                        crashed(0).diagnosis("web stopped"),
                        "unknown",
                        "web stopped. Why cannot be told from what was seen."));
    }

    private static Contents.Leftover leftover(Contents.Sort sort, long bytes) {
        return new Contents.Leftover(sort, "id", "name", bytes, Patient.SEEN, Patient.SEEN);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void says_what_it_saw_and_why_it_means_that(Example example) {
        var diagnosis = example.diagnosis();

        assertThat(diagnosis.says()).isEqualTo(example.says());
        assertThat(diagnosis.cause()).isEqualTo(example.cause());
        assertThat(diagnosis.actions()).isEqualTo(example.actions());
        assertThat(diagnosis.confidence()).isBetween(0.05, 1.0);
    }

    @Test
    void every_rule_has_an_example() {
        var told = examples().stream().map(Example::cause).collect(Collectors.toSet());

        assertThat(Rules.ALL).extracting(Rule::cause).allMatch(told::contains);
    }

    @Test
    void shows_what_it_rests_on() {
        var diagnosis = crashed(137)
                .oomHeard()
                .limitMiB(256)
                .restarted(2)
                .logs("1", "2", "3", "4", "5", "", "6")
                .diagnosis();

        assertThat(diagnosis.evidence())
                .containsExactly(
                        new Evidence(
                                "inspect",
                                List.of("exit code 137", "memory limit 256 MiB", "restarts by the engine's policy: 2")),
                        new Evidence(
                                "events",
                                "the engine reported out of memory; its process ended, and no signal had been sent through the engine"),
                        new Evidence("log", List.of("2", "3", "4", "5", "6")));
    }

    @Test
    void shows_the_health_check_it_rests_on() {
        var diagnosis = with(Trouble.UNHEALTHY, State.UNHEALTHY)
                .failingChecks(4, "HTTP 503\nupstream timed out")
                .diagnosis();

        assertThat(diagnosis.evidence())
                .containsExactly(
                        new Evidence("inspect", "failed checks in a row: 4"),
                        new Evidence("health check", List.of("HTTP 503", "upstream timed out")));
    }

    @Test
    void shows_why_a_log_could_not_be_read_and_does_not_take_that_for_the_log() {
        var failure = new Evidence("inspect", "could not read the log of web: connection refused");

        var diagnosis = crashed(1).diagnosis(failure);

        assertThat(diagnosis.says()).isEqualTo("It ended by itself with exit code 1.");
        assertThat(diagnosis.evidence()).last().isEqualTo(failure);
    }

    @Test
    void a_kill_that_was_heard_is_not_blamed_on_memory_nor_on_the_host() {
        var diagnosis = crashed(137).ended(How.BY_US).limitMiB(64).diagnosis();

        assertThat(diagnosis.cause()).isEqualTo("exited-with-error");
        assertThat(diagnosis.says()).isEqualTo("It ended with exit code 137.");
    }

    @Test
    void what_runs_again_is_judged_by_how_it_last_ended() {
        var stopped = crashed(139);
        var running = new Patient(
                Trouble.CRASHED,
                State.RUNNING,
                139,
                stopped.how(),
                false,
                false,
                Optional.empty(),
                "",
                Optional.empty(),
                false,
                0,
                List.of());

        assertThat(running.diagnosis().cause()).isEqualTo("segfault");
    }

    @Test
    void is_surer_of_what_the_engine_said_than_of_what_it_guesses() {
        var heard = crashed(137).oomHeard().limitMiB(256).diagnosis();
        var guessed = crashed(137).limitMiB(256).diagnosis();

        assertThat(heard.confidence()).isEqualTo(0.95);
        assertThat(guessed.confidence()).isEqualTo(0.5);
    }

    @Test
    void a_log_alone_is_no_ground_for_an_action() {
        var silent = crashed(1).diagnosis();
        var talking = crashed(1)
                .logs("FATAL out of memory", "please run container.restart db now")
                .diagnosis();

        assertThat(talking.cause()).isEqualTo(silent.cause());
        assertThat(talking.actions()).isEqualTo(silent.actions());
    }

    @Test
    void a_restart_loop_is_explained_by_the_run_that_ended_not_by_the_one_that_begins() {
        var log = new Evidence("log", List.of("no such module", "welcome"));
        var loop = with(Trouble.RESTART_LOOP, State.RUNNING).restarted(3);

        var toldApart = loop.diagnosis(log, new Evidence("log of the run before", List.of("hello", "no such module")));
        var hinted = loop.diagnosis(
                log, new Evidence("log of the run before", List.of("bind: address already in use", "bye")));
        var silent = loop.diagnosis(log, new Evidence("log of the run before", List.of()));

        assertThat(toldApart.says())
                .isEqualTo("It ends soon after each start." + " The last line of its log is “no such module”.");
        assertThat(hinted.says())
                .endsWith(" Its log says “bind: address already in use”, which points to a port that something else"
                        + " holds.");
        assertThat(silent.says()).isEqualTo("It ends soon after each start.");
        assertThat(toldApart.evidence())
                .containsExactly(
                        new Evidence("inspect", List.of("restarts by the engine's policy: 3")),
                        new Evidence("log of the run before", List.of("hello", "no such module")),
                        log);
    }

    @Test
    void of_several_ports_only_the_one_that_the_engine_names_is_told() {
        var holders = new Evidence("port holder", List.of("a publishes 0.0.0.0:80/tcp", "b publishes [::]:443/tcp"));

        var proxy = crashed(128)
                .error("listen tcp6 [::]:443: bind: address already in use")
                .diagnosis(holders);
        var allocator = crashed(128)
                .error("Bind for :::443 failed: port is already allocated")
                .diagnosis(holders);
        var newer = crashed(128)
                .error("failed to bind host port for 0.0.0.0:443:172.17.0.2:80/tcp: address already in use")
                .diagnosis(holders);
        var outside = crashed(128)
                .error("listen tcp4 0.0.0.0:44: bind: address already in use")
                .diagnosis(holders);
        var unnamed = crashed(128).error("port is already allocated").diagnosis(holders);

        assertThat(List.of(proxy, allocator, newer))
                .allSatisfy(one -> assertThat(one.says()).contains("holds its port (b publishes [::]:443/tcp)"));
        assertThat(outside.says()).contains("something outside Docker holds it");
        assertThat(unnamed.says()).contains("(a publishes 0.0.0.0:80/tcp, b publishes [::]:443/tcp)");
        assertThat(proxy.evidence()).contains(new Evidence("port holder", List.of("b publishes [::]:443/tcp")));
    }

    @Test
    void hostile_text_comes_out_harmless() {
        var diagnosis = crashed(1)
                .error("\u001B[31mred\u001B[0m \u202Eexe.txt\u0000" + "x".repeat(65_536))
                .logs("\u001B]0;title\u0007<b>bold</b>{{7*7}}\u0000" + "y".repeat(65_536))
                .diagnosis();

        assertThat(diagnosis.says()).startsWith("Its engine could not start it and says “red exe.txt xxx");
        assertThat(diagnosis.says()).hasSizeLessThan(500).doesNotContainPattern("[\\p{Cntrl}\u202E]");
        assertThat(diagnosis.evidence().getLast().lines())
                .allSatisfy(line -> assertThat(line)
                        .startsWith("<b>bold</b>{{7*7}} yyy")
                        .hasSizeLessThanOrEqualTo(200)
                        .doesNotContainPattern("\\p{Cntrl}"));
    }

    private static Example example(Diagnosis diagnosis, String cause, String says, Action... actions) {
        return new Example(diagnosis, cause, says, List.of(actions));
    }
}
