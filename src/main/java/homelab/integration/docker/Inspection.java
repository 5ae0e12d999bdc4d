package homelab.integration.docker;

import homelab.model.Dependency;
import homelab.model.Detail;
import homelab.model.Kind;
import homelab.model.Resource;
import homelab.model.State;
import homelab.model.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A container as {@code inspect} shows it, without its environment, which stays at this border.
 *
 * @param name without Docker's slash
 * @param stopSignal what Docker sends to stop it
 */
record Inspection(
        String id,
        String name,
        Labels labels,
        String networkMode,
        int stopSignal,
        Optional<Duration> stopTimeout,
        State state,
        Detail.Container detail) {

    private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

    private static final Duration NANOSECOND = Duration.ofNanos(1);

    /** {@code job} of the detail is decided later: it depends on other containers. */
    static Inspection read(String id, JsonNode json, MountTable mounts) {
        var config = json.path("Config");
        var host = json.path("HostConfig");
        var state = json.path("State");
        var health = Health.read(state.path("Health"), config.path("Healthcheck"));
        return new Inspection(
                id,
                Names.name(json.path("Name").asString(""), id),
                new Labels(Labels.known(config.path("Labels"))),
                host.path("NetworkMode").asString(""),
                Signals.number(config.path("StopSignal").asString("")).orElse(Signals.TERM),
                Optional.of(config.path("StopTimeout").asInt(-1))
                        .filter(seconds -> seconds >= 0)
                        .map(Duration::ofSeconds),
                state(state.path("Status").asString(""), health),
                new Detail.Container(
                        state.path("ExitCode").asInt(0),
                        state.path("OOMKilled").asBoolean(false),
                        time(state.path("StartedAt")),
                        time(state.path("FinishedAt")),
                        Text.harmless(state.path("Error").asString("")),
                        health,
                        Math.max(0, json.path("RestartCount").asInt(0)),
                        policy(host.path("RestartPolicy")),
                        Optional.of(host.path("Memory").asLong(0)).filter(bytes -> bytes > 0),
                        binds(json.path("Mounts"), mounts),
                        false));
    }

    Resource resource(Resource.Id host, String engineId) {
        var inNetworkOf = Optional.of(networkMode)
                .filter(mode -> mode.startsWith("container:"))
                .map(mode -> new Dependency(
                        "", Text.harmless(mode.substring("container:".length())), Dependency.When.NETWORK));
        return new Resource(
                new Resource.Id(id),
                labels.lineage(engineId, name),
                Kind.CONTAINER,
                name,
                host,
                Stream.concat(labels.needs().stream(), inNetworkOf.stream())
                        .distinct()
                        .toList(),
                labels.wishes(stopTimeout));
    }

    Detail.Container detail(boolean job) {
        return new Detail.Container(
                detail.exitCode(),
                detail.oomKilled(),
                detail.startedAt(),
                detail.finishedAt(),
                detail.error(),
                detail.health(),
                detail.restartCount(),
                detail.policy(),
                detail.memoryLimit(),
                detail.binds(),
                job);
    }

    private static State state(String status, Optional<Detail.HealthCheck> health) {
        return switch (status) {
            case "running" ->
                health.map(check -> switch (check.verdict()) {
                            case STARTING -> State.STARTING;
                            case HEALTHY -> State.RUNNING;
                            case UNHEALTHY -> State.UNHEALTHY;
                        })
                        .orElse(State.RUNNING);
            case "restarting" -> State.RESTARTING;
            case "paused" -> State.PAUSED;
            case "exited", "stopped" -> State.STOPPED;
            case "created", "initialized", "configured" -> State.CREATED;
            case "dead", "removing" -> State.DEAD;
            default -> State.UNSEEN;
        };
    }

    private static Detail.RestartPolicy policy(JsonNode policy) {
        var tries = Math.max(0, policy.path("MaximumRetryCount").asInt(0));
        var name = policy.path("Name").asString("").replace('-', '_').toUpperCase(Locale.ROOT);
        return Stream.of(Detail.RestartPolicy.Name.values())
                .filter(known -> known.name().equals(name))
                .findFirst()
                .map(known -> new Detail.RestartPolicy(known, tries))
                .orElse(Detail.RestartPolicy.NO);
    }

    private static List<Detail.Bind> binds(JsonNode list, MountTable mounts) {
        return list.values().stream()
                .filter(mount -> mount.path("Type").asString("").equals("bind"))
                .map(mount -> mount.path("Source").asString(""))
                .filter(source -> source.startsWith("/") && source.indexOf('\0') < 0)
                .distinct()
                .limit(100)
                .map(source -> new Detail.Bind(Text.harmless(source, 4096), mounts.under(source)))
                .toList();
    }

    /** Docker writes the year 1 for "never"; a year that time cannot be counted on from says nothing either. */
    static Optional<Instant> time(JsonNode text) {
        try {
            return Optional.of(Instant.parse(text.asString("")))
                    .filter(time -> time.isAfter(Instant.EPOCH) && time.isBefore(LAST));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The health part of an inspection. */
    private static final class Health {
        static Optional<Detail.HealthCheck> read(JsonNode health, JsonNode check) {
            return HealthEvent.verdict(health.path("Status").asString(""))
                    .map(verdict -> new Detail.HealthCheck(
                            verdict,
                            Math.max(0, health.path("FailingStreak").asInt(0)),
                            lastOutput(health.path("Log")),
                            longestStart(check)));
        }

        private static String lastOutput(JsonNode log) {
            return log.isEmpty()
                    ? ""
                    : Text.harmless(log.path(log.size() - 1).path("Output").asString(""));
        }

        /** Zero in the config stands for Docker's default: docs.docker.com/reference/dockerfile/#healthcheck */
        private static Duration longestStart(JsonNode check) {
            var interval = nanos(check.path("Interval"), Duration.ofSeconds(30));
            var timeout = nanos(check.path("Timeout"), Duration.ofSeconds(30));
            var retries = check.path("Retries").asInt(0);
            return nanos(check.path("StartPeriod"), Duration.ZERO)
                    .plus(interval.plus(timeout).multipliedBy(retries <= 0 ? 3 : Math.min(retries, 10_000)));
        }

        private static Duration nanos(JsonNode value, Duration absent) {
            var nanos = value.asLong(0);
            return nanos <= 0 ? absent : NANOSECOND.multipliedBy(nanos);
        }
    }
}
