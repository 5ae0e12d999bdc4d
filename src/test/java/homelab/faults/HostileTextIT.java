package homelab.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import homelab.integration.docker.AddressConfig;
import homelab.integration.docker.DockerConfig;
import homelab.integration.docker.FakeContainers;
import homelab.integration.docker.FakeEngine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An incident in which every text that an engine may choose is hostile, read through everything that shows it. */
class HostileTextIT {
    private static final String NASTY =
            "<script>alert(1)</script>\u001b[2J\u001b]0;pwned\u0007\u202etxt\u2066{{7*7}}${jndi:x}"
                    + "'; DROP TABLE incident;--\"\\%s%n\u0000\r\n2026-01-01T00:00:00.000Z INFO  Agent: forged\u2028: - {a: b}]"
                    + "\u0085\u009b31m\u200b\ufeff\ud800\u007f\t";

    private static final String SECRET = "hunter2-in-the-environment";

    /** More than the longest sentence about something with a longest name. */
    private static final int LONGEST_LINE = 2500;

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    static Path folder;

    private static final ByteArrayOutputStream LOG = new ByteArrayOutputStream();
    private static OutputStreamAppender<ILoggingEvent> logged;
    private static FakeEngine engine;
    private static Watch watch;
    private static FakeContainers.Box broken;
    private static FakeContainers.Box sick;

    @BeforeAll
    static void an_incident() throws IOException {
        logged = logged();
        engine = FakeEngine.well(folder);
        var containers = FakeContainers.on(engine, InstantSource.system());
        for (var i = 0; i < 12; i++) containers.run("calm" + i);
        broken = containers.run("broken" + NASTY, HostileTextIT::hostile);
        sick = containers.run("sick" + NASTY, HostileTextIT::hostile);
        for (var box : List.of(broken, sick)) {
            engine.on("/containers/" + box.id() + "/logs", FakeEngine.bytes(200, log()))
                    .on("/containers/" + box.id() + "/start", FakeEngine.status(500, message()))
                    .on("/containers/" + box.id() + "/restart", FakeEngine.status(500, message()));
        }
        watch = Watch.over(
                new DockerConfig(
                        "lab",
                        AddressConfig.parse(engine.host(), Optional.empty()),
                        Duration.ofSeconds(1),
                        Optional.empty(),
                        Optional.empty()),
                folder);
        watch.awaitSeen("calm11");
        containers.tells(JSON.writeValueAsString(
                JSON.createObjectNode().put("Type", NASTY).put("Action", NASTY).put("id", NASTY)));
        containers.changes(sick, shown -> health(shown, "unhealthy"));
        containers.crash(broken, 1);
        for (var box : List.of(broken, sick))
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(attempts(box))
                            .as(() -> "attempts of " + incident(box))
                            .isPositive());
        await().atMost(Duration.ofSeconds(30)).until(() -> told().count() > 0);
        engine.toAll(FakeEngine.status(500, message()));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> watch.json("/api/status")
                        .at("/sources/0/state")
                        .asString()
                        .equals("UNSEEN"));
    }

    @AfterAll
    static void stop() throws IOException {
        watch.close();
        engine.close();
        root().detachAppender(logged);
    }

    private static void hostile(ObjectNode shown) {
        var long64k = NASTY + "A".repeat(64 << 10);
        var config = (ObjectNode) shown.path("Config");
        config.put("Image", NASTY).put("Hostname", NASTY);
        config.putArray("Env").add("PASSWORD=" + SECRET).add(SECRET);
        ((ObjectNode) config.path("Labels"))
                .put("com.docker.compose.project", NASTY)
                .put("com.docker.compose.service", shown.path("Name").asString() + NASTY)
                .put("com.docker.compose.depends_on", long64k + ":service_healthy:true,../../etc,")
                .put("homelab-agent.depends-on", long64k)
                .put("homelab-agent.max-attempts", NASTY)
                .put("homelab-agent." + NASTY, long64k);
        ((ObjectNode) shown.path("HostConfig")).put("NetworkMode", "container:" + NASTY);
        ((ObjectNode) shown.path("State")).put("Error", long64k);
        shown.putArray("Mounts").addObject().put("Type", "bind").put("Source", "/srv/" + long64k);
        health(shown, "healthy");
    }

    private static void health(ObjectNode shown, String verdict) {
        var health = ((ObjectNode) shown.path("State")).putObject("Health");
        health.put("Status", verdict).put("FailingStreak", 3);
        health.putArray("Log").addObject().put("ExitCode", 1).put("Output", NASTY + "B".repeat(64 << 10));
    }

    private static String message() {
        return JSON.writeValueAsString(JSON.createObjectNode().put("message", NASTY + "C".repeat(64 << 10)));
    }

    private static byte[] log() throws IOException {
        var log = new ByteArrayOutputStream();
        log.write((NASTY + "D".repeat(64 << 10) + "\n").getBytes(UTF_8));
        log.write(new byte[] {(byte) 0xff, (byte) 0xfe, (byte) 0xc0, (byte) 0x80, (byte) 0xed, (byte) 0xa0, '\n'});
        log.write(("panic: no space left on device " + NASTY + "\n").getBytes(UTF_8));
        return log.toByteArray();
    }

    private static long attempts(FakeContainers.Box box) {
        return incident(box).path("attempts").size();
    }

    private static JsonNode incident(FakeContainers.Box box) {
        return watch.json("/api/incidents").path("items").values().stream()
                .filter(one -> one.at("/resource/id").asString().equals(box.id()))
                .findFirst()
                .orElse(JSON.createObjectNode());
    }

    private static Stream<String> told() {
        return watch.told().stream().map(JsonNode::toString).filter(line -> line.contains("DROP TABLE"));
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    }

    /** As the agent's own log is written, into memory. */
    private static OutputStreamAppender<ILoggingEvent> logged() {
        var real = (ConsoleAppender<ILoggingEvent>) root().getAppender("stderr");
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(root().getLoggerContext());
        encoder.setCharset(UTF_8);
        encoder.setPattern(((PatternLayoutEncoder) real.getEncoder()).getPattern());
        encoder.start();
        var appender = new OutputStreamAppender<ILoggingEvent>();
        appender.setContext(root().getLoggerContext());
        appender.setEncoder(encoder);
        appender.setOutputStream(LOG);
        appender.start();
        root().addAppender(appender);
        return appender;
    }

    @Test
    void the_terminal_shows_plain_lines() {
        for (var command : commands()) {
            var printed = Terminal.of(watch).run(words(command));

            assertThat(printed).as(command).isNotBlank();
            assertThatItIsPlain(command, printed);
        }
        assertThat(Terminal.of(watch)
                        .run("incidents", "show", incident(broken).path("id").asString()))
                .contains("<script>alert(1)</script>", "DROP TABLE", "no space left on device");
    }

    private static List<String> commands() {
        return List.of(
                "status",
                "incidents",
                "incidents list",
                "incidents show " + incident(broken).path("id").asString(),
                "incidents show " + incident(sick).path("id").asString());
    }

    private static String[] words(String command) {
        return Pattern.compile(" ").split(command);
    }

    @Test
    void json_at_the_terminal_is_one_line_of_ascii() {
        for (var command : commands()) {
            var printed = Terminal.of(watch).run(words(command + " --json"));

            assertThat(printed.strip()).as(command).matches("[ -~]+");
            assertThatTextsArePlain(command, JSON.readTree(printed));
            assertThat(printed).doesNotContain(SECRET);
        }
    }

    @Test
    void every_answer_of_rest_is_json_with_plain_texts() {
        for (var path : List.of(
                "/api/status",
                "/api/resources?size=500",
                "/api/incidents?size=500",
                "/api/incidents/" + incident(broken).path("id").asString(),
                "/api/incidents/" + incident(sick).path("id").asString(),
                "/api/shadow",
                "/livez",
                "/readyz")) {
            var answer = watch.get(path);

            assertThat(answer.headers().firstValue("Content-Type"))
                    .as(path)
                    .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
            assertThatTextsArePlain(path, JSON.readTree(answer.body()));
            assertThat(answer.body()).as(path).doesNotContain(SECRET);
        }
    }

    @Test
    void metrics_name_nothing_that_an_engine_chose() {
        var metrics = watch.get("/metrics").body();

        assertThat(metrics).doesNotContain("script", "DROP", SECRET);
        assertThat(metrics.lines())
                .allMatch(line -> line.startsWith("# ")
                        || line.matches("[a-z_]+(\\{[^{}]*})? [0-9.eE+-]+|[a-z_]+(\\{[^{}]*})? NaN"));
    }

    @Test
    void notifications_are_one_plain_line_of_json_each() throws IOException {
        var lines = Files.readString(Watch.notifications(folder));

        assertThat(lines).contains("DROP TABLE").endsWith("\n").doesNotContain(SECRET);
        for (var line : lines.lines().toList()) {
            assertThat(line).matches("\\P{C}+");
            assertThatTextsArePlain("notification", JSON.readTree(line));
        }
    }

    @Test
    void the_store_keeps_plain_texts_and_all_its_tables() throws SQLException {
        try (var connection =
                DriverManager.getConnection("jdbc:sqlite:file:" + folder.resolve("homelab.db") + "?mode=ro")) {
            var texts = 0;
            for (var table : List.of("incident", "history", "intent", "lesson", "journal", "outbox", "event_cursor")) {
                try (var rows = connection.createStatement().executeQuery("SELECT * FROM " + table)) {
                    while (rows.next()) {
                        for (var i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                            var text = Optional.ofNullable(rows.getString(i)).orElse("");
                            assertThat(text).as(table).doesNotContain(SECRET);
                            if (text.startsWith("{")) assertThatTextsArePlain(table, JSON.readTree(text));
                            else assertThat(text).as(table).matches("\\P{C}*").hasSizeLessThan(LONGEST_LINE);
                            if (text.contains("DROP TABLE")) texts++;
                        }
                    }
                }
            }
            assertThat(texts).isPositive();
        }
    }

    @Test
    void the_log_has_one_plain_line_for_each_thing() {
        var lines = LOG.toString(UTF_8);

        assertThat(lines).contains("a label cannot be understood").contains("cannot be seen");
        assertThatItIsPlain("log", lines);
        assertThat(lines.lines())
                .allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT[^ ]+ (INFO|WARN|ERROR) +\\w+: .*"));
    }

    private static void assertThatItIsPlain(String where, String text) {
        assertThat(text).as(where).matches("(?s)[\\P{C}\n]*").doesNotContain(SECRET, "\u2028");
        assertThat(text.lines()).as(where).allMatch(line -> line.length() < LONGEST_LINE);
    }

    private static void assertThatTextsArePlain(String where, JsonNode json) {
        var texts = new ArrayList<String>();
        gather(json, texts);
        assertThat(texts)
                .as(where)
                .isNotEmpty()
                .allSatisfy(text ->
                        assertThat(text).matches("[\\P{C}&&[^\u2028\u2029]]*").hasSizeLessThan(10_000));
    }

    private static void gather(JsonNode json, List<String> texts) {
        if (json.isString()) texts.add(json.asString());
        json.properties().forEach(property -> texts.add(property.getKey()));
        json.values().forEach(value -> gather(value, texts));
    }
}
