package homelab.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import homelab.lab.Container.Health;
import homelab.lab.Container.Status;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** What the simulated engine shows, in the words of Docker's API. */
final class Pages {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String NEVER = "0001-01-01T00:00:00Z";

    private Pages() {}

    static String json(Object value) {
        return JSON.writeValueAsString(value);
    }

    static Map<String, Object> info(int containers, Instant now) {
        return map(
                "ID",
                Engine.ID,
                "Containers",
                containers,
                "Name",
                Lab.HOST,
                "ServerVersion",
                Engine.VERSION,
                "OperatingSystem",
                "a simulated homelab",
                "OSType",
                "linux",
                "Architecture",
                "x86_64",
                "SystemTime",
                now.toString());
    }

    /** Nothing of it is left over. */
    static Map<String, Object> usage() {
        return map(
                "LayersSize",
                41L << 30,
                "Images",
                List.of(),
                "Containers",
                List.of(),
                "Volumes",
                List.of(map(
                        "Name",
                        "media",
                        "CreatedAt",
                        "2025-03-01T09:00:00Z",
                        "UsageData",
                        map("Size", 58L << 30, "RefCount", 1))),
                "BuildCache",
                List.of());
    }

    static Map<String, Object> version() {
        return map(
                "Version",
                Engine.VERSION,
                "ApiVersion",
                Face.API_VERSION,
                "MinAPIVersion",
                "1.12",
                "Os",
                "linux",
                "Arch",
                "amd64");
    }

    static Map<String, Object> listed(Container container, Instant now) {
        return map(
                "Id", container.id,
                "Names", List.of("/" + container.name()),
                "Image", container.resident.image(),
                "ImageID", "sha256:" + container.id,
                "Command", "/init",
                "Created", container.created.getEpochSecond(),
                "Ports", List.of(),
                "Labels", container.resident.labels(),
                "State", word(container.status),
                "Status", status(container, now),
                "HostConfig", map("NetworkMode", network(container)),
                "Mounts", List.of());
    }

    static Map<String, Object> inspected(Container container) {
        return map(
                "Id", container.id,
                "Created", container.created.toString(),
                "Name", "/" + container.name(),
                "Image", "sha256:" + container.id,
                "State", state(container),
                "RestartCount", container.restartCount,
                "HostConfig",
                        map(
                                "NetworkMode", network(container),
                                "Memory", container.resident.memory(),
                                "RestartPolicy",
                                        map(
                                                "Name",
                                                container.resident.restartedByDocker() ? "unless-stopped" : "no",
                                                "MaximumRetryCount",
                                                0)),
                "Config", config(container),
                "Mounts", List.of(),
                "NetworkSettings", map("Networks", map()));
    }

    private static Map<String, Object> config(Container container) {
        var config = map(
                "Image", container.resident.image(),
                "Labels", container.resident.labels(),
                "Env", List.of(),
                "Tty", false,
                "StopSignal", "SIGTERM");
        container
                .resident
                .checkedEvery()
                .ifPresent(every -> config.put(
                        "Healthcheck",
                        map(
                                "Test", List.of("CMD", "/healthcheck"),
                                "Interval", every.toNanos(),
                                "Timeout", Duration.ofSeconds(2).toNanos(),
                                "Retries", 3)));
        return config;
    }

    private static Map<String, Object> state(Container container) {
        var state = map(
                "Status",
                word(container.status),
                "Running",
                container.isUp() || container.status == Status.RESTARTING,
                "Paused",
                container.status == Status.PAUSED,
                "Restarting",
                container.status == Status.RESTARTING,
                "OOMKilled",
                container.oomKilled,
                "Dead",
                false,
                "Pid",
                container.isUp() ? 4000 + container.run : 0,
                "ExitCode",
                container.exitCode,
                "Error",
                container.error,
                "StartedAt",
                time(container.startedAt),
                "FinishedAt",
                time(container.finishedAt));
        if (container.isChecked())
            state.put(
                    "Health",
                    map(
                            "Status", word(container.health),
                            "FailingStreak", container.failingStreak,
                            "Log", container.probes().stream().map(Pages::probe).toList()));
        return state;
    }

    private static Map<String, Object> probe(Container.Probe probe) {
        var at = probe.at().toString();
        return map("Start", at, "End", at, "ExitCode", probe.exitCode(), "Output", probe.output());
    }

    /** Each line behind its 8-byte header: stream, three zeros, length. */
    static byte[] framed(List<Container.LogLine> lines) {
        var out = new ByteArrayOutputStream();
        for (var line : lines) {
            var text = (line.text() + "\n").getBytes(UTF_8);
            var head = ByteBuffer.allocate(8).put((byte) (line.error() ? 2 : 1)).putInt(4, text.length);
            out.writeBytes(head.array());
            out.writeBytes(text);
        }
        return out.toByteArray();
    }

    private static String status(Container container, Instant now) {
        var check = container.isChecked() && container.isUp() ? " (" + inList(container.health) + ")" : "";
        return switch (container.status) {
            case CREATED -> "Created";
            case RUNNING -> "Up " + ago(container.startedAt, now) + check;
            case PAUSED -> "Up " + ago(container.startedAt, now) + " (Paused)";
            case RESTARTING -> "Restarting (" + container.exitCode + ") " + ago(container.finishedAt, now) + " ago";
            case EXITED -> "Exited (" + container.exitCode + ") " + ago(container.finishedAt, now) + " ago";
        };
    }

    private static String inList(Health health) {
        return health == Health.STARTING ? "health: starting" : word(health);
    }

    private static String ago(Optional<Instant> at, Instant now) {
        var seconds = Math.max(
                0, at.map(each -> Duration.between(each, now).toSeconds()).orElse(0L));
        if (seconds < 120) return seconds + " seconds";
        if (seconds < 7200) return seconds / 60 + " minutes";
        return seconds < 172_800 ? seconds / 3600 + " hours" : seconds / 86_400 + " days";
    }

    private static String time(Optional<Instant> at) {
        return at.map(Instant::toString).orElse(NEVER);
    }

    private static String network(Container container) {
        return container.resident.project() + "_default";
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** A map in the order in which it is written. */
    static Map<String, Object> map(Object... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (var i = 0; i < pairs.length; i += 2) map.put((String) pairs[i], pairs[i + 1]);
        return map;
    }
}
