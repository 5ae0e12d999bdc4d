package homelab.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homelab.integration.docker.AddressConfig;
import homelab.integration.docker.DockerConfig;
import homelab.integration.docker.FakeContainers;
import homelab.integration.docker.FakeEngine;
import homelab.integration.docker.FakeEngine.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The whole agent before an engine that goes bad in every way and comes back; the engine's own journal judges it. */
class BadEngineIT {
    /** What people are promised. */
    private static final Duration PROMISED = Duration.ofSeconds(10);

    private static final Duration NOTICED = Duration.ofSeconds(25);

    @TempDir
    static Path folder;

    private static FakeEngine engine;
    private static FakeContainers containers;
    private static Watch watch;
    private static int number;

    private FakeContainers.Box web;

    @BeforeAll
    static void start() throws IOException {
        engine = FakeEngine.well(folder);
        containers = FakeContainers.on(engine, InstantSource.system());
        for (var i = 0; i < 60; i++) containers.run("calm" + i);
        engine.toAll(FakeEngine.silence());
        watch = Watch.over(
                new DockerConfig(
                        "lab",
                        AddressConfig.parse(engine.host(), Optional.empty()),
                        Duration.ofSeconds(1),
                        Optional.empty(),
                        Optional.empty()),
                folder);
        assertThatItSaysSo();
    }

    @AfterAll
    static void stop() throws IOException {
        watch.close();
        engine.close();
    }

    @BeforeEach
    void run() {
        engine.recovers();
        var name = "web" + number++;
        web = containers.run(name);
        await().atMost(PROMISED).until(() -> isSeen());
        watch.awaitSeen(name);
    }

    @AfterEach
    void nothing_was_done_twice() {
        assertThat(containers.asked(web)).isLessThanOrEqualTo(1);
    }

    static Stream<Arguments> bad() {
        var random = new byte[4096];
        new Random(7).nextBytes(random);
        return Stream.of(
                Arguments.of("random bytes", (Answer) out -> out.write(random)),
                Arguments.of("HTML", FakeEngine.status(200, "<html><script>alert(1)</script></html>")),
                Arguments.of("chunks that are none", raw("Transfer-Encoding: chunked\r\n\r\n\u001b[2J\r\n")),
                Arguments.of("a list of no containers", FakeEngine.json("[7,null,{\"Id\":[8]},{\"Id\":\"../x\"}]")),
                Arguments.of("10k deep", FakeEngine.json("[".repeat(10_000))),
                Arguments.of("errors", FakeEngine.status(500, "{\"message\":\"\\u001b[31mno\\u202e\"}")),
                Arguments.of("without end", FakeEngine.endless("[[[[{\"Id\":\"" + "x".repeat(1000) + "\"},")));
    }

    private static Answer raw(String rest) {
        return out -> FakeEngine.raw(out, "HTTP/1.1 200 OK\r\n" + rest);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void is_blind_before_nonsense_and_heals_within_10_s_of_its_end(String what, Answer nonsense) {
        engine.toAll(nonsense);
        await(what).atMost(NOTICED).until(() -> !isSeen());
        assertThatItSaysSo();

        containers.crash(web, 1);
        await().during(Duration.ofSeconds(1)).until(() -> containers.asked(web) == 0);
        assertThatItSaysSo();

        engine.recovers();
        await(what).atMost(PROMISED).until(() -> isSeen() && containers.asked(web) == 1);
    }

    @Test
    void is_blind_while_nobody_listens_and_heals_a_crash_once_the_engine_is_back() throws IOException {
        engine.close();
        await().atMost(NOTICED).until(() -> !isSeen());
        assertThatItSaysSo();

        engine.comesBack();
        await().atMost(PROMISED).until(() -> isSeen());
        containers.crash(web, 1);

        await().atMost(PROMISED).until(() -> containers.asked(web) == 1);
    }

    @Test
    void is_blind_before_one_that_goes_silent_with_its_stream_open_and_sends_nothing_twice() {
        engine.toAll(FakeEngine.silence());
        containers.crash(web, 1);
        await().atMost(NOTICED).until(() -> !isSeen());
        assertThatItSaysSo();

        engine.recovers();

        await().atMost(PROMISED).until(() -> isSeen() && containers.asked(web) == 1);
    }

    @Test
    void a_call_that_breaks_off_is_not_repeated() {
        engine.on("/containers/" + web.id() + "/start", out -> {});
        containers.crash(web, 1);

        await().atMost(PROMISED).until(() -> containers.asked(web) == 1);
        await().during(Duration.ofSeconds(3)).until(() -> containers.asked(web) == 1);
    }

    @Test
    void sees_what_it_does_not_hear() {
        var line = "x".repeat(1 << 20);
        engine.on("/events", out -> {
            FakeEngine.raw(out, "HTTP/1.1 200 OK\r\n\r\n");
            for (var i = 0; i < 100; i++) FakeEngine.raw(out, line);
            FakeEngine.silence().write(out);
        });
        var before = engine.written();
        await().atMost(NOTICED).until(() -> engine.written() - before > 100L << 20);

        containers.crash(web, 1);

        await().atMost(PROMISED).until(() -> containers.asked(web) == 1);
        engine.on("/events", containers::tell);
        assertThat(isSeen()).isTrue();
    }

    @Test
    void one_container_that_can_not_be_looked_at_is_left_alone_and_the_others_are_healed() {
        var hidden = containers.run("hidden" + number);
        watch.awaitSeen("hidden" + number);
        engine.on("/containers/" + hidden.id() + "/json", FakeEngine.json("[]"));
        containers.crash(hidden, 1);
        containers.crash(web, 1);

        await().atMost(PROMISED)
                .until(() -> containers.asked(web) == 1 && stateOf(hidden).equals("UNSEEN"));
        assertThat(isSeen()).isTrue();
        assertThat(watch.json("/api/status").path("state").asString()).isNotEqualTo("HEALTHY");
        assertThat(containers.asked(hidden)).isZero();

        containers.showAgain(hidden);
        await().atMost(PROMISED).until(() -> containers.asked(hidden) == 1);
    }

    @Test
    void reads_no_more_of_a_log_without_end_than_it_may_keep() {
        var line = "y".repeat(3 << 20);
        engine.on("/containers/" + web.id() + "/logs", FakeEngine.endless("it said: no space left\n" + line + "\n"));
        var before = engine.written();

        containers.crash(web, 1);

        await().atMost(PROMISED).until(() -> containers.asked(web) == 1);
        assertThat(engine.written() - before).isLessThan(16 << 20);
        var incident = watch.json("/api/incidents?size=1").path("items").path(0);
        assertThat(incident.path("resource").path("id").asString()).isEqualTo(web.id());
        assertThat(incident.path("evidence").toString())
                .contains("no space left")
                .hasSizeLessThan(80_000);
    }

    private static String stateOf(FakeContainers.Box box) {
        return watch.json("/api/resources?size=500").path("items").values().stream()
                .filter(one -> one.path("id").asString().equals(box.id()))
                .map(one -> one.path("state").asString())
                .findFirst()
                .orElse("");
    }

    private static void assertThatItSaysSo() {
        var status = watch.json("/api/status");
        assertThat(source(status).path("state").asString()).isEqualTo("UNSEEN");
        assertThat(source(status).path("reason").asString()).isNotBlank().hasSizeLessThan(1000);
        assertThat(status.path("state").asString()).isNotEqualTo("HEALTHY");
        assertThat(watch.get("/livez").statusCode()).isEqualTo(200);
    }

    private static boolean isSeen() {
        return source(watch.json("/api/status")).path("state").asString().equals("SEEN");
    }

    private static JsonNode source(JsonNode status) {
        assertThat(status.path("sources")).hasSize(1);
        return status.path("sources").path(0);
    }
}
