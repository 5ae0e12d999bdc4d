package homelab.integration.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homelab.model.Detail;
import homelab.model.Observation;
import homelab.model.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Engines beside each other. */
@Timeout(60)
class SeveralEnginesTest {
    private final Claims claims = new Claims();
    private final List<AutoCloseable> open = new ArrayList<>();
    private Path folder;

    @BeforeEach
    void remember(@TempDir Path temp) {
        folder = temp;
    }

    @AfterEach
    void close() throws Exception {
        for (var each : open.reversed()) each.close();
    }

    private FakeEngine engine(String name, String id) throws IOException {
        var engine = FakeEngine.well(Files.createDirectories(folder.resolve(name)))
                .on("/info", FakeEngine.json("{\"ID\":\"" + id + "\"}"));
        open.add(engine);
        return engine;
    }

    private Looks watch(String name, AddressConfig address, Optional<String> cursor) {
        var config = new DockerConfig(name, address, Duration.ofSeconds(1), Optional.empty(), Optional.empty());
        var docker = new DockerIntegration(config, InstantSource.system(), claims, new KernelGauge());
        open.add(docker);
        var looks = new Looks();
        docker.source().start(looks, cursor);
        return looks;
    }

    private static boolean isSeen(Looks looks, String name) {
        return looks.state("docker:" + name).equals(Optional.of(State.RUNNING));
    }

    private static List<String> unseen(Looks looks) {
        return looks.observations()
                .flatMap(it -> it instanceof Observation.Unseen one ? Stream.of(one.reason()) : Stream.empty())
                .toList();
    }

    @Test
    void an_engine_that_two_addresses_lead_to_is_watched_once() throws IOException {
        var engine = engine("a", "ONE");
        var front = Front.plain(engine.socket());
        open.add(front);
        var first = watch("near", new AddressConfig.Unix(engine.socket()), Optional.empty());
        await().until(() -> isSeen(first, "near"));

        var second = watch("far", front.address(Optional.empty()), Optional.empty());

        await().until(() -> !unseen(second).isEmpty());
        assertThat(unseen(second))
                .containsExactly("it is the same engine as near, which is watched already; remove one of the two from"
                        + " docker in the configuration");
        assertThat(second.healths("docker:far")).isEmpty();
        assertThat(unseen(first)).isEmpty();
    }

    @Test
    void who_watched_it_before_goes_on() throws IOException {
        var engine = engine("a", "ONE");
        var past = new Cursor(1, "", "", "ONE").text();
        var slow = engine("b", "TWO");
        slow.toAll(FakeEngine.silence());
        var first = watch("far", new AddressConfig.Unix(slow.socket()), Optional.of(past));

        var second = watch("near", new AddressConfig.Unix(engine.socket()), Optional.empty());

        await().until(() -> !unseen(second).isEmpty());
        assertThat(unseen(second)).allMatch(reason -> reason.startsWith("it is the same engine as far"));
        assertThat(first.healths("docker:far")).isEmpty();
    }

    @Test
    void engines_of_cloned_machines_have_one_id_and_are_two() {
        var one = new EngineApi.Self("ID", "nas", "/var/lib/docker");
        var clone = new EngineApi.Self("ID", "pi", "/var/lib/docker");

        assertThat(claims.claim("a", one)).isEqualTo(new Claims.Answer.Yours("ID"));
        assertThat(claims.claim("b", clone)).isEqualTo(new Claims.Answer.Yours("ID@b"));
        assertThat(claims.claim("c", clone)).isEqualTo(new Claims.Answer.Taken("b"));

        var next = new Claims();
        next.remember("a", "ID");
        next.remember("b", "ID@b");

        assertThat(next.claim("b", clone)).isEqualTo(new Claims.Answer.Yours("ID@b"));
        assertThat(next.claim("a", one)).isEqualTo(new Claims.Answer.Yours("ID"));
        assertThat(next.claim("c", one)).isEqualTo(new Claims.Answer.Taken("a"));
    }

    @Test
    void another_engine_behind_the_same_address_frees_the_one_before() {
        var old = new EngineApi.Self("OLD", "nas", "/d");

        assertThat(claims.claim("a", old)).isEqualTo(new Claims.Answer.Yours("OLD"));
        assertThat(claims.claim("a", new EngineApi.Self("NEW", "nas", "/d"))).isEqualTo(new Claims.Answer.Yours("NEW"));
        assertThat(claims.claim("b", old)).isEqualTo(new Claims.Answer.Yours("OLD"));
    }

    @Test
    void one_that_hangs_does_not_slow_the_others() throws IOException {
        for (var i = 0; i < 4; i++) {
            var hanging = engine("h" + i, "H" + i);
            hanging.toAll(FakeEngine.silence());
            watch("h" + i, new AddressConfig.Unix(hanging.socket()), Optional.empty());
            var front = Front.plain(hanging.socket());
            open.add(front);
            watch("f" + i, front.address(Optional.empty()), Optional.empty());
        }

        var well = engine("a", "A");
        var looks = watch("a", new AddressConfig.Unix(well.socket()), Optional.empty());

        await().atMost(Duration.ofSeconds(2)).until(() -> isSeen(looks, "a"));
        await().atMost(Duration.ofSeconds(8))
                .until(() -> looks.healths("docker:a").size() >= 4);
    }

    @Test
    void a_network_that_goes_away_without_a_word_is_noticed_and_is_no_fall() throws IOException {
        var engine = engine("a", "A");
        var front = Front.plain(engine.socket());
        open.add(front);
        var looks = watch("a", front.address(Optional.empty()), Optional.empty());
        await().until(() -> isSeen(looks, "a"));

        front.goSilent();

        await().atMost(Duration.ofSeconds(20)).until(() -> !unseen(looks).isEmpty());
        assertThat(unseen(looks)).hasSize(1).allMatch(reason -> reason.contains("no whole answer"));
        assertThat(looks.events("docker:a")).isEmpty();
    }

    @Test
    void one_that_tells_no_events_is_looked_at_in_full_and_that_is_said() throws IOException {
        var engine = engine("a", "A")
                .on("/events", FakeEngine.status(403, "Forbidden"))
                .on(FakeEngine.REPLAY, FakeEngine.status(403, "Forbidden"));

        var looks = watch("a", new AddressConfig.Unix(engine.socket()), Optional.empty());

        await().until(() -> looks.healths("docker:a").size() >= 3);
        assertThat(unseen(looks)).isEmpty();
        assertThat(looks.healths("docker:a").getLast().detail()).isInstanceOfSatisfying(Detail.Engine.class, it -> {
            assertThat(it.unheard().orElse(""))
                    .startsWith("it does not tell its events, so it is looked at every 1 s")
                    .contains("GET /events")
                    .contains("403");
        });
        assertThat(looks.all()).allMatch(look -> look.present().isPresent());

        engine.on("/events", FakeEngine.stream()).on(FakeEngine.REPLAY, FakeEngine.json(""));

        await().until(() -> looks.healths("docker:a").getLast().detail() instanceof Detail.Engine it
                && it.unheard().isEmpty());
    }
}
