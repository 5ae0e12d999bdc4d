package homelab.integration.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homelab.model.Detail;
import homelab.model.Mode;
import homelab.model.Observation;
import homelab.model.Resource;
import homelab.model.State;
import homelab.model.What;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The source against something that is not quite an engine. */
@Timeout(40)
class SourceTest {
    private static final String START = event("start", "c1", 1_767_225_600_000_000_001L, "");
    private static final String DIE = event("die", "c1", 1_767_225_601_000_000_000L, "\"exitCode\":\"2\"");

    private final Looks looks = new Looks();
    private Path folder;
    private FakeEngine engine;
    private DockerIntegration docker;

    @BeforeEach
    void open(@TempDir Path temp) throws IOException {
        folder = temp;
        engine = FakeEngine.well(temp).on("/containers/c1/json", FakeEngine.json(container("running")));
        docker = new DockerIntegration(config(Optional.empty()), InstantSource.system());
    }

    @AfterEach
    void close() throws IOException {
        docker.close();
        engine.close();
    }

    private DockerConfig config(Optional<Path> bootId) {
        return new DockerConfig(
                "lab",
                AddressConfig.parse(engine.host(), Optional.empty()),
                Duration.ofSeconds(60),
                Optional.empty(),
                bootId);
    }

    private void start(Optional<String> cursor) {
        docker.source().start(looks, cursor);
    }

    private static String event(String action, String id, long nano, String attributes) {
        return "{\"Type\":\"container\",\"Action\":\"" + action + "\",\"Actor\":{\"ID\":\"" + id + "\",\"Attributes\":{"
                + attributes + "}},\"timeNano\":" + nano + "}";
    }

    private static String container(String status) {
        return "{\"Id\":\"c1\",\"Name\":\"/web\",\"State\":{\"Status\":\"" + status
                + "\"},\"Config\":{\"Env\":[\"A=b\"]}}";
    }

    private long unseen() {
        return looks.observations()
                .filter(it -> it instanceof Observation.Unseen one
                        && one.about().value().equals("docker:lab"))
                .count();
    }

    @Test
    void hears_at_once_what_happens_after_a_clock_was_set_back() {
        engine.on(FakeEngine.REPLAY, FakeEngine.json(START));
        start(Optional.empty());
        await().until(() -> !looks.all().isEmpty());

        engine.on("/events", FakeEngine.stream(event("die", "c1", 1_767_220_000_000_000_000L, "\"exitCode\":\"2\"")));
        engine.hangUp();

        await().until(() -> looks.events("c1").contains(new What.Died(2)));
    }

    @ParameterizedTest
    @ValueSource(ints = {-3600, 0, 3600})
    void tells_how_far_the_engines_clock_is_off(int seconds) {
        var now = Instant.parse("2026-01-01T00:00:00Z");
        engine.on("/info", FakeEngine.json("{\"ID\":\"ENGINE\",\"SystemTime\":\"" + now.plusSeconds(seconds) + "\"}"));
        docker.close();
        docker = new DockerIntegration(config(Optional.empty()), InstantSource.fixed(now));

        start(Optional.empty());

        await().until(() -> !looks.healths("docker:lab").isEmpty());
        assertThat(looks.healths("docker:lab").getFirst().detail())
                .isInstanceOfSatisfying(
                        Detail.Engine.class, seen -> assertThat(seen.ahead()).isEqualTo(Duration.ofSeconds(seconds)));
    }

    @Test
    void sees_and_hears() {
        engine.on("/events", FakeEngine.stream(DIE)).on("/containers/c1/json", FakeEngine.json(container("exited")));

        start(Optional.empty());

        await().until(() -> looks.events("c1").contains(new What.Died(2)));
        assertThat(looks.all().getFirst().present()).contains(Set.of());
        assertThat(looks.all().getLast().observations())
                .hasSize(2)
                .last()
                .isInstanceOfSatisfying(
                        Observation.Health.class, it -> assertThat(it.state()).isEqualTo(State.STOPPED));
    }

    @Test
    void garbage_is_unseen_told_once_and_seen_again_when_it_ends() {
        engine.on("/info", FakeEngine.garbage());
        start(Optional.empty());
        await().until(() -> unseen() == 1);
        await().until(() ->
                engine.requests().stream().filter("GET /info"::equals).count() > 3);

        engine.on("/info", FakeEngine.json("{\"ID\":\"ENGINE\"}"));

        await().atMost(Duration.ofSeconds(10))
                .until(() -> looks.state("docker:lab").isPresent());
        assertThat(unseen()).isEqualTo(1);
        assertThat(looks.hostEvents()).isEmpty();
    }

    @Test
    void a_list_that_is_no_list_is_unseen() {
        engine.on("/containers/json", FakeEngine.json("{\"message\":\"hello\"}"));

        start(Optional.empty());

        await().until(() -> unseen() == 1);
        assertThat(looks.all()).allSatisfy(look -> assertThat(look.present()).isEmpty());
    }

    @Test
    void an_answer_without_end_is_unseen() {
        engine.on("/containers/json", FakeEngine.endless("[{\"Id\":\"" + "x".repeat(1000) + "\"},"));

        start(Optional.empty());

        await().atMost(Duration.ofSeconds(20)).until(() -> unseen() == 1);
    }

    @Test
    void one_that_never_answers_is_unseen_and_did_not_fall() {
        start(Optional.empty());
        await().until(() -> !looks.all().isEmpty());
        for (var path : new String[] {"/info", "/_ping", "/containers/json", "/events"})
            engine.on(path, FakeEngine.silence());

        await().atMost(Duration.ofSeconds(20)).until(() -> unseen() == 1);

        assertThat(looks.hostEvents()).isEmpty();
    }

    @Test
    void one_stuck_container_does_not_hide_its_host() {
        engine.on("/containers/json", FakeEngine.json("[{\"Id\":\"c1\"},{\"Id\":\"c2\"}]"))
                .on("/containers/c2/json", FakeEngine.silence());

        start(Optional.empty());

        await().atMost(Duration.ofSeconds(12)).until(() -> looks.state("c1").isPresent());
        await().atMost(Duration.ofSeconds(12))
                .until(() -> looks.observations()
                        .anyMatch(it -> it instanceof Observation.Unseen one
                                && one.about().equals(new Resource.Id("c2"))));
        assertThat(unseen()).isZero();
    }

    @Test
    void a_full_look_names_those_that_look_as_before_and_not_one_that_it_could_not_see() {
        engine.on("/containers/json", FakeEngine.json("[{\"Id\":\"c1\"},{\"Id\":\"c2\"}]"))
                .on("/containers/c2/json", FakeEngine.status(500, "{\"message\":\"stuck\"}"));
        start(Optional.empty());
        await().until(() -> looks.all().size() == 1);

        docker.source().lookAt(Set.of(new Resource.Id("docker:lab")));

        await().until(() -> looks.all().size() == 2);
        assertThat(looks.all().getFirst().unchanged()).isEmpty();
        assertThat(looks.all().getLast().present()).contains(Set.of(new Resource.Id("c1"), new Resource.Id("c2")));
        assertThat(looks.all().getLast().unchanged()).containsExactly(new Resource.Id("c1"));
    }

    @Test
    void a_stream_that_ends_while_the_engine_lives_and_remembers_is_nothing() {
        engine.on(FakeEngine.REPLAY, FakeEngine.json(START));
        engine.on("/events", FakeEngine.json(START));
        start(Optional.empty());

        await().until(() -> looks.all().size() > 2);

        assertThat(looks.hostEvents()).isEmpty();
        assertThat(looks.events("c1")).isEmpty();
        assertThat(unseen()).isZero();
    }

    @Test
    void an_engine_that_closed_its_stream_and_forgot_was_restarted() {
        engine.on(FakeEngine.REPLAY, FakeEngine.json(START));
        start(Optional.empty());
        await().until(() -> !looks.all().isEmpty());

        engine.on(FakeEngine.REPLAY, FakeEngine.json(DIE)).on("/events", FakeEngine.stream(DIE));
        engine.hangUp();

        await().until(() -> looks.events("c1").contains(new What.Died(2)));
        assertThat(looks.hostEvents()).hasSize(1).first().isInstanceOf(What.EngineFell.class);
        assertThat(looks.indexOf(it -> it instanceof Observation.Event one && one.what() instanceof What.EngineFell))
                .isLessThan(
                        looks.indexOf(it -> it instanceof Observation.Event one && one.what() instanceof What.Died));
    }

    @Test
    void an_engine_whose_clock_was_set_back_lost_events_and_was_not_restarted() {
        engine.on(FakeEngine.REPLAY, FakeEngine.json(START));
        start(Optional.empty());
        await().until(() -> !looks.all().isEmpty());

        engine.on("/info", FakeEngine.json("{\"ID\":\"ENGINE\",\"SystemTime\":\"2025-12-31T23:00:00Z\"}"));
        engine.hangUp();

        await().until(() -> !looks.hostEvents().isEmpty());
        assertThat(looks.hostEvents()).containsExactly(new What.EventsLost());
    }

    @Test
    void a_lost_connection_that_is_refused_is_a_fall_told_once_after_what_was_heard() throws IOException {
        engine.on(FakeEngine.REPLAY, FakeEngine.json(START));
        engine.on("/events", FakeEngine.stream(START, DIE));
        start(Optional.empty());
        await().until(() -> looks.events("c1").contains(new What.Died(2)));

        engine.close();
        await().until(() -> looks.hostEvents().size() == 1);
        engine = FakeEngine.well(folder);

        await().atMost(Duration.ofSeconds(10))
                .until(() -> looks.all().getLast().present().isPresent());
        assertThat(looks.hostEvents()).hasSize(1).first().isInstanceOf(What.EngineFell.class);
        assertThat(unseen()).isEqualTo(1);
    }

    @Test
    void without_a_past_a_missing_socket_is_merely_unseen() throws IOException {
        engine.close();

        start(Optional.empty());

        await().until(() -> unseen() == 1);
        assertThat(looks.hostEvents()).isEmpty();
    }

    @Test
    void with_a_past_a_missing_socket_is_a_fall() throws IOException {
        engine.close();

        start(Optional.of(new Cursor(1, "k", "", "ENGINE").text()));

        await().until(() -> looks.hostEvents().size() == 1);
        assertThat(looks.hostEvents().getFirst()).isInstanceOf(What.EngineFell.class);
        assertThat(looks.cursor()).contains(new Cursor(1, "k", "", "ENGINE").text());
    }

    @Test
    void an_engine_that_forgot_what_it_told_a_moment_ago_was_restarted_though_nobody_witnessed_it() {
        engine.on(FakeEngine.REPLAY, FakeEngine.json(DIE)).on("/events", FakeEngine.stream(DIE));

        start(Optional.of(new Cursor(1_767_225_500_000_000_000L, "k", "", "ENGINE").text()));

        await().until(() -> looks.events("c1").contains(new What.Died(2)));
        assertThat(looks.hostEvents()).hasSize(1).first().isInstanceOf(What.EngineFell.class);
    }

    @Test
    void an_engine_that_never_told_anything_has_forgotten_nothing_for_certain() {
        start(Optional.of(new Cursor(1_767_225_500_000_000_000L, "", "", "ENGINE").text()));

        await().until(() -> looks.state("docker:lab").isPresent());
        assertThat(looks.hostEvents()).containsExactly(new What.EventsLost());
    }

    @Test
    void what_the_engine_no_longer_knows_was_lost_and_what_it_knows_is_told_before_that() {
        engine.on(FakeEngine.REPLAY, FakeEngine.json(DIE)).on("/events", FakeEngine.stream(DIE));

        start(Optional.of(new Cursor(1_767_220_000_000_000_000L, "k", "", "ENGINE").text()));

        await().until(() -> looks.hostEvents().size() == 1);
        assertThat(looks.hostEvents()).containsExactly(new What.EventsLost());
        assertThat(looks.events("c1")).containsExactly(new What.Died(2));
        assertThat(looks.indexOf(it -> it instanceof Observation.Event one && one.what() instanceof What.Died))
                .isLessThan(looks.indexOf(
                        it -> it instanceof Observation.Event one && one.what() instanceof What.EventsLost));
        assertThat(looks.indexOf(it -> it instanceof Observation.Event one && one.what() instanceof What.EventsLost))
                .isLessThan(looks.indexOf(Observation.Health.class::isInstance));
    }

    @Test
    void a_cursor_that_nobody_wrote_means_that_events_were_lost() {
        start(Optional.of("\u0000 what?"));

        await().until(() -> !looks.all().isEmpty());
        assertThat(looks.hostEvents()).containsExactly(new What.EventsLost());
    }

    @Test
    void another_boot_is_a_fall_before_anything_is_asked() throws IOException {
        var bootId = Files.writeString(folder.resolve("boot"), "new\n");
        docker.close();
        docker = new DockerIntegration(config(Optional.of(bootId)), InstantSource.system());

        start(Optional.of(new Cursor(1, "k", "old", "ENGINE").text()));

        await().until(() -> looks.state("docker:lab").isPresent());
        assertThat(looks.hostEvents()).hasSize(1).first().isInstanceOf(What.EngineFell.class);
        assertThat(Cursor.parse(looks.cursor().orElseThrow()).orElseThrow().bootId())
                .isEqualTo("new");
    }

    @Test
    void execs_cause_no_inspect() {
        engine.on(
                "/events",
                FakeEngine.stream(
                        event("exec_create: sh -c test", "c2", 5, ""),
                        event("exec_start: sh -c test", "c2", 6, ""),
                        event("exec_die", "c2", 7, ""),
                        DIE));

        start(Optional.empty());

        await().until(() -> looks.events("c1").contains(new What.Died(2)));
        assertThat(engine.requests()).noneMatch(request -> request.contains("c2"));
    }

    @Test
    void an_event_too_long_to_be_read_is_a_lost_one_and_the_next_is_heard() {
        engine.on("/events", FakeEngine.stream(event("start", "c1", 5, "\"x\":\"" + "y".repeat(2 << 20) + "\""), DIE));

        start(Optional.empty());

        await().until(() -> looks.events("c1").contains(new What.Died(2)));
        assertThat(looks.hostEvents()).containsExactly(new What.EventsLost());
    }

    @Test
    void hostile_names_and_labels_are_harmless() {
        engine.on("/containers/json", FakeEngine.json("[{\"Id\":\"c1\"},{\"Id\":\"../../x\"},{\"Id\":[7]},null]"))
                .on(
                        "/containers/c1/json",
                        FakeEngine.json(
                                "{\"Name\":\"/\\u001b[2J<b>{{\\u202ex\\ny\",\"State\":{\"Status\":\"running\"},\"HostConfig\":\"no\","
                                        + "\"Mounts\":{},\"Config\":{\"Labels\":{\"homelab-agent.heal\":\""
                                        + "z".repeat(64 << 10) + "\"}}}"));

        start(Optional.empty());

        await().until(() -> !looks.healths("c1").isEmpty());
        assertThat(looks.all().getFirst().present()).isEmpty();
        var resource = looks.healths("c1").getFirst().resource();
        assertThat(resource.name()).isEqualTo("<b>{{x y");
        assertThat(resource.wishes().ceiling()).contains(Mode.ASK);
    }

    @Test
    void a_state_in_unknown_words_is_not_seen_and_looked_at_again() {
        engine.on("/containers/json", FakeEngine.json("[{\"Id\":\"c1\"}]"))
                .on("/containers/c1/json", FakeEngine.json("{}"));
        start(Optional.empty());
        await().until(() -> looks.observations()
                .anyMatch(it ->
                        it instanceof Observation.Unseen one && one.about().equals(new Resource.Id("c1"))));

        engine.on("/containers/c1/json", FakeEngine.json(container("exited")));
        docker.source().lookAt(Set.of(new Resource.Id("docker:lab")));

        await().until(() -> looks.state("c1").equals(Optional.of(State.STOPPED)));
    }

    @Test
    void an_engine_whose_clock_was_set_back_is_heard_all_the_same() {
        var yearFromNow = event("start", "c1", 1_798_761_600_000_000_000L, "");
        engine.on(FakeEngine.REPLAY, FakeEngine.json(yearFromNow)).on("/events", FakeEngine.stream(DIE));

        start(Optional.empty());

        await().until(() -> looks.events("c1").contains(new What.Died(2)));
        assertThat(looks.hostEvents()).containsExactly(new What.EventsLost());
    }

    @Test
    void nothing_is_handed_over_after_close() throws IOException {
        start(Optional.empty());
        await().until(() -> !looks.all().isEmpty());

        docker.close();
        var before = looks.all().size();
        engine.close();

        assertThat(looks.all()).hasSize(before);
        assertThat(unseen()).isZero();
    }

    @Test
    void looks_on_after_what_should_have_ended_its_thread() {
        var first = new AtomicBoolean(true);

        docker.source()
                .start(
                        look -> {
                            if (first.getAndSet(false)) throw new StackOverflowError("of a test");
                            looks.accept(look);
                        },
                        Optional.empty());

        await().until(() -> looks.state("docker:lab").equals(Optional.of(State.RUNNING)));
    }
}
