package homelab.integration.docker;

import homelab.integration.Check;
import homelab.integration.IntegrationException;
import homelab.model.Detail.RestartPolicy;
import homelab.model.State;
import homelab.model.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Looks at an engine's containers: health checks, labels, mounts, and who starts what again. */
final class Containers {
    private static final int AT_A_TIME = 16;
    private static final int NAMED_AT_MOST = 10;
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Duration ALL_TOGETHER = Duration.ofSeconds(4);

    private final DockerConfig config;
    private final EngineApi engine;
    private final MountTable mounts;

    Containers(DockerConfig config, EngineApi engine) {
        this.config = config;
        this.engine = engine;
        this.mounts = MountTable.read(config.mountinfo());
    }

    /**
     * One container.
     *
     * @param misspelled names of labels that do nothing as they are written
     */
    private record Seen(Inspection inspection, boolean publishes, List<String> misspelled) {
        static Seen of(String id, JsonNode json, MountTable mounts) {
            return new Seen(
                    Inspection.read(id, json, mounts),
                    !json.path("HostConfig").path("PortBindings").isEmpty(),
                    json.path("Config").path("Labels").propertyNames().stream()
                            .filter(Labels::isMisspelled)
                            .sorted()
                            .toList());
        }

        String name() {
            return inspection.name();
        }
    }

    List<Check> checks(List<Listed> list) throws InterruptedException {
        if (list.isEmpty()) return List.of(Check.ok("containers", "there is none"));
        var looks = looks(list);
        var seen = looks.stream().flatMap(look -> look.seen().stream()).toList();
        var missed = list.size() - looks.size();
        var checks = new ArrayList<Check>();
        if (missed > 0)
            checks.add(Check.unknown(
                    "containers",
                    missed + " of " + list.size() + " could not be inspected",
                    "ask again, or for one: docker inspect NAME"));
        misspelled(seen).ifPresent(checks::add);
        unreadable(seen).ifPresent(checks::add);
        checks.addAll(unchecked(seen));
        unseenMounts(seen).ifPresent(checks::add);
        checks.add(healers(seen));
        return checks;
    }

    /** @param seen empty when it is gone meanwhile */
    private record Look(Optional<Seen> seen) {}

    /** In the order of the list; what could not be inspected is missing. */
    private List<Look> looks(List<Listed> list) throws InterruptedException {
        var looks = new ArrayList<Callable<Optional<Look>>>();
        for (var one : list) looks.add(() -> look(one.id()));
        var done = new ArrayList<Look>();
        try (var fan = Executors.newFixedThreadPool(
                AT_A_TIME, Thread.ofVirtual().name("docker-checkup").factory())) {
            for (var look : fan.invokeAll(looks, ALL_TOGETHER.toNanos(), TimeUnit.NANOSECONDS))
                if (!look.isCancelled()) look.get().ifPresent(done::add);
        } catch (ExecutionException e) {
            throw new IllegalStateException("what the engine says of a container is beyond us", e);
        }
        return done;
    }

    private Optional<Look> look(String id) {
        try {
            return Optional.of(new Look(engine.inspect(id, LIMIT).map(json -> Seen.of(id, json, mounts))));
        } catch (IntegrationException e) {
            return Optional.empty();
        }
    }

    private static Optional<Check> misspelled(List<Seen> seen) {
        var labels = seen.stream()
                .flatMap(one -> one.misspelled().stream().map(label -> one.name() + ": " + hint(label)))
                .toList();
        if (labels.isEmpty()) return Optional.empty();
        return Optional.of(Check.problem(
                "labels",
                named(labels) + ": such a label does nothing",
                "write " + Labels.KNOWN + ", and create the container anew"));
    }

    private static String hint(String label) {
        return Text.harmless(label, 100)
                + Labels.meant(label)
                        .map(word -> " (did you mean " + word + "?)")
                        .orElse(" (not known)");
    }

    private static Optional<Check> unreadable(List<Seen> seen) {
        var labels = seen.stream()
                .flatMap(one -> one.inspection().labels().unreadable().stream().map(label -> one.name() + ": " + label))
                .toList();
        if (labels.isEmpty()) return Optional.empty();
        return Optional.of(Check.advice(
                "labels",
                named(labels) + ": what cannot be read counts as a wish to be careful",
                "see the README for what it may say, and create the container anew"));
    }

    private static List<Check> unchecked(List<Seen> seen) {
        var running = seen.stream()
                .filter(one -> !one.inspection().labels().oneOff()
                        && isUp(one.inspection().state()))
                .toList();
        if (running.isEmpty()) return List.of();
        var without = running.stream()
                .filter(one -> one.inspection().detail().health().isEmpty())
                .sorted(Comparator.comparing((Seen one) -> !one.publishes()).thenComparing(Seen::name))
                .map(one -> one.name() + (one.publishes() ? " (publishes ports)" : ""))
                .toList();
        if (without.isEmpty())
            return List.of(Check.ok("health checks", "all of " + running.size() + " running have one"));
        return List.of(Check.advice(
                "health checks",
                without.size() + " of " + running.size() + " running have none: " + named(without),
                "add a healthcheck to the service; without one the agent sees that it runs, not that it works"));
    }

    private static boolean isUp(State state) {
        return state == State.RUNNING || state == State.STARTING || state == State.UNHEALTHY;
    }

    private Optional<Check> unseenMounts(List<Seen> seen) {
        var bound = seen.stream()
                .filter(one -> one.inspection().detail().binds().stream()
                        .anyMatch(bind -> bind.fileSystem().isEmpty()))
                .map(Seen::name)
                .sorted()
                .toList();
        if (bound.isEmpty()) return Optional.empty();
        return Optional.of(Check.advice(
                "mounts",
                "the host's mounts cannot be seen"
                        + config.mountinfo().map(file -> " in " + file).orElse("") + ", so a lost file system behind "
                        + named(bound) + " is not noticed",
                config.address() instanceof AddressConfig.Tcp
                        ? "it is another machine; where that matters, run an agent there"
                        : "give the agent's container the volume /proc/1/mountinfo:/host/mountinfo:ro and set docker.mountinfo"
                                + " to /host/mountinfo"));
    }

    /** Nothing to mend: so that nobody is surprised. */
    private static Check healers(List<Seen> seen) {
        var byDocker = seen.stream()
                .map(one -> one.inspection().detail().policy())
                .filter(policy -> policy.name() != RestartPolicy.Name.NO)
                .count();
        var handsOff = seen.stream()
                .filter(one ->
                        one.inspection().labels().wishes(Optional.empty()).handsOff())
                .count();
        return Check.ok(
                "who heals",
                "after a crash Docker itself starts " + byDocker + " of " + seen.size()
                        + " again, by their restart policy"
                        + (handsOff == 0 ? "" : "; the agent never touches " + handsOff + ", by label"));
    }

    private static String named(List<String> names) {
        var first = String.join(", ", names.subList(0, Math.min(NAMED_AT_MOST, names.size())));
        return names.size() <= NAMED_AT_MOST ? first : first + " and " + (names.size() - NAMED_AT_MOST) + " more";
    }
}
