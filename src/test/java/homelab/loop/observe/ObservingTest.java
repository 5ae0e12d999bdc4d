package homelab.loop.observe;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Detail;
import homelab.model.History;
import homelab.model.Kind;
import homelab.model.Lineage;
import homelab.model.Look;
import homelab.model.Observation;
import homelab.model.Resource;
import homelab.model.Sighting;
import homelab.model.Snapshot;
import homelab.model.State;
import homelab.model.Wishes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ObservingTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Resource.Id VM = new Resource.Id("docker:vm");
    private static final Resource.Id WEB = new Resource.Id("web-1");
    private static final Resource.Id DB = new Resource.Id("db-1");

    private Snapshot snapshot = Snapshot.EMPTY;

    private static Observation.Health running(Resource.Id id, Instant at) {
        var name = id.value().substring(0, id.value().indexOf('-'));
        var resource =
                new Resource(id, Lineage.named("engine", name), Kind.CONTAINER, name, VM, List.of(), Wishes.NONE);
        var detail = new Detail.Container(
                0,
                false,
                Optional.of(NOON.minusSeconds(60)),
                Optional.empty(),
                "",
                Optional.empty(),
                0,
                Detail.RestartPolicy.NO,
                Optional.empty(),
                List.of(),
                false);
        return new Observation.Health(resource, at, State.RUNNING, detail);
    }

    private static Observation.Health engine(Instant at) {
        var host = new Resource(VM, Lineage.named("engine", "vm"), Kind.HOST, "vm", VM, List.of(), Wishes.NONE);
        return new Observation.Health(host, at, State.RUNNING, new Detail.Engine("engine", "29", true));
    }

    private Seen fullLook(
            Instant at, Set<Resource.Id> present, Set<Resource.Id> unchanged, Observation... observations) {
        var told = Stream.concat(Stream.of(engine(at)), Stream.of(observations)).toList();
        var look = new Look(VM, at, told, Optional.of(present), unchanged, Optional.empty());
        var seen = Observing.fold(
                snapshot, look, ignored -> History.Whose.A_PERSON, new Self(Optional.empty(), Optional.empty()));
        snapshot = seen.snapshot();
        return seen;
    }

    private Sighting sighting(Resource.Id id) {
        return snapshot.sighting(id).orElseThrow();
    }

    @Test
    void a_full_look_does_not_show_what_it_says_it_could_not_see() {
        fullLook(NOON, Set.of(WEB), Set.of(), running(WEB, NOON));

        var later = NOON.plusSeconds(60);
        fullLook(later, Set.of(WEB), Set.of(), new Observation.Unseen(WEB, later, "no answer about it"));

        assertThat(sighting(WEB).shown()).isEqualTo(State.UNSEEN);
        assertThat(sighting(WEB).at()).isEqualTo(NOON);
    }

    @Test
    void what_is_still_being_looked_at_was_not_seen_again() {
        fullLook(NOON, Set.of(WEB, DB), Set.of(), running(WEB, NOON), running(DB, NOON));

        var later = NOON.plusSeconds(60);
        fullLook(later, Set.of(WEB, DB), Set.of(DB));

        assertThat(sighting(WEB).at()).isEqualTo(NOON);
        assertThat(sighting(DB).at()).isEqualTo(later);
    }

    @Test
    void only_a_look_at_itself_ends_that_it_could_not_be_seen() {
        fullLook(NOON, Set.of(WEB), Set.of(), running(WEB, NOON));
        var later = NOON.plusSeconds(60);
        fullLook(later, Set.of(WEB), Set.of(), new Observation.Unseen(WEB, later, "no answer about it"));

        fullLook(later.plusSeconds(60), Set.of(WEB), Set.of(WEB));
        assertThat(sighting(WEB).shown()).isEqualTo(State.UNSEEN);
        fullLook(later.plusSeconds(120), Set.of(WEB), Set.of(), running(WEB, later.plusSeconds(120)));

        assertThat(sighting(WEB).shown()).isEqualTo(State.RUNNING);
    }

    @Test
    void what_is_gone_is_forgotten_after_a_month_and_not_before() {
        fullLook(NOON, Set.of(WEB, DB), Set.of(), running(WEB, NOON), running(DB, NOON));
        var web = Lineage.named("engine", "web");
        fullLook(NOON.plusSeconds(60), Set.of(DB), Set.of(DB));

        var before = fullLook(NOON.plus(Duration.ofDays(30)), Set.of(DB), Set.of(DB));
        assertThat(before.forgotten()).isEmpty();
        var after = fullLook(NOON.plus(Duration.ofDays(31)), Set.of(DB), Set.of(DB));

        assertThat(after.forgotten()).containsExactly(web);
        assertThat(snapshot.histories().keySet()).containsExactly(Lineage.named("engine", "db"));
    }
}
