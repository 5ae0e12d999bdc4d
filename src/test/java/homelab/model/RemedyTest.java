package homelab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RemedyTest {
    private static final Step DB = step(0, Action.CONTAINER_START, "db-1", Set.of());
    private static final Step APP = step(1, Action.CONTAINER_START, "app-1", Set.of(0));

    @Test
    void an_empty_plan_is_no_remedy() {
        assertThatThrownBy(() -> new Remedy(List.of(), Risk.LOW, "")).hasMessageContaining("no remedy");
    }

    @Test
    void its_hash_is_the_plan_and_the_dangers_that_were_named() {
        var shown = new Remedy(List.of(DB, APP), Risk.LOW, "");

        assertThat(new Remedy(List.of(DB, APP), Risk.HIGH, "").hash()).isEqualTo(shown.hash());
        assertThat(List.of(
                        new Remedy(List.of(DB, APP), Risk.LOW, "a warning"),
                        new Remedy(List.of(DB), Risk.LOW, ""),
                        new Remedy(List.of(APP, DB), Risk.LOW, ""),
                        new Remedy(List.of(DB, step(1, Action.CONTAINER_RESTART, "app-1", Set.of(0))), Risk.LOW, ""),
                        new Remedy(List.of(DB, step(1, Action.CONTAINER_START, "app-2", Set.of(0))), Risk.LOW, ""),
                        new Remedy(List.of(DB, step(1, Action.CONTAINER_START, "app-1", Set.of())), Risk.LOW, "")))
                .extracting(Remedy::hash)
                .doesNotHaveDuplicates()
                .doesNotContain(shown.hash());
    }

    private static Step step(int index, Action action, String id, Set<Integer> after) {
        return new Step(index, action, new Resource.Id(id), Lineage.named("engine-1", id), id, after);
    }
}
