package homelab.store;

import static homelab.model.State.RUNNING;
import static homelab.model.State.STOPPED;
import static homelab.model.State.UNSEEN;
import static homelab.store.Samples.AT;
import static homelab.store.Samples.RESOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Course;
import homelab.model.Sighting.Change;
import homelab.model.State;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

abstract class StateChangesContract {
    private static final Instant LATER = AT.plus(Duration.ofHours(100));

    @TempDir
    Path data;

    final Backend backend;

    StateChangesContract(Backend backend) {
        this.backend = backend;
    }

    @Test
    void tells_what_changed_since_then_and_how_it_was_before() throws StoreException {
        try (var store = backend.open(data, "test", () -> AT)) {
            store.commit(became(AT.minusSeconds(30), RUNNING));
            store.commit(became(AT.minusSeconds(20), STOPPED));
            store.commit(became(AT, RUNNING));

            var courses = store.courses(List.of(RESOURCE), AT.minusSeconds(10));

            assertThat(courses)
                    .isEqualTo(Map.of(
                            RESOURCE.id(),
                            new Course(List.of(new Change(AT.minusSeconds(20), STOPPED), new Change(AT, RUNNING)))));
        }
    }

    @Test
    void is_unseen_from_the_last_write_of_one_process_to_the_first_look_of_the_next() throws StoreException {
        try (var store = backend.open(data, "one", () -> AT)) {
            store.commit(became(AT.minusSeconds(30), RUNNING));
            store.commit(new Commit(
                    AT,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    Map.of(RESOURCE.host(), "cursor"),
                    List.of()));
        }

        try (var store = backend.open(data, "one", () -> LATER)) {
            var courses = store.courses(List.of(RESOURCE), AT.minusSeconds(60));

            assertThat(courses)
                    .containsEntry(
                            RESOURCE.id(),
                            new Course(List.of(new Change(AT.minusSeconds(30), RUNNING), new Change(AT, UNSEEN))));
        }
    }

    @Test
    void forgets_what_is_older_than_two_days_but_for_how_it_was_then() throws StoreException {
        try (var store = backend.open(data, "test", () -> LATER)) {
            store.commit(became(AT, RUNNING));
            store.commit(became(AT.plusSeconds(1), STOPPED));
            store.commit(became(LATER, RUNNING));

            var courses = store.courses(List.of(RESOURCE), Instant.EPOCH);

            assertThat(courses)
                    .containsEntry(
                            RESOURCE.id(),
                            new Course(List.of(new Change(AT.plusSeconds(1), STOPPED), new Change(LATER, RUNNING))));
        }
    }

    @Test
    void what_is_forgotten_leaves_nothing_behind() throws StoreException {
        try (var store = backend.open(data, "test", () -> LATER)) {
            store.commit(became(AT, RUNNING));

            store.commit(new Commit(
                    LATER,
                    List.of(),
                    List.of(),
                    List.of(RESOURCE.lineage()),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    Map.of(),
                    List.of()));

            assertThat(store.courses(List.of(RESOURCE), Instant.EPOCH)).containsEntry(RESOURCE.id(), Course.UNKNOWN);
        }
    }

    private static Commit became(Instant at, State state) {
        return new Commit(
                at,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                List.of(new Commit.StateChange(RESOURCE, new Change(at, state))));
    }
}
