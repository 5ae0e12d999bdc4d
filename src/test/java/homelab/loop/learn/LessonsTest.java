package homelab.loop.learn;

import static homelab.model.Action.CONTAINER_RESTART;
import static homelab.model.Action.CONTAINER_START;
import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Action;
import homelab.model.Diagnosis;
import homelab.model.Evidence;
import homelab.model.Kind;
import homelab.model.Lesson;
import homelab.model.Outcome;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LessonsTest {
    private static final Evidence SEEN = new Evidence("inspect", "failed checks in a row: 3");

    @Test
    void puts_what_helped_more_often_first_and_says_so() {
        var known = known(lesson(CONTAINER_START, 1, 3), lesson(CONTAINER_RESTART, 3, 1));

        var ranked = Lessons.rank(unhealthy(CONTAINER_START, CONTAINER_RESTART), Kind.CONTAINER, known);

        assertThat(ranked)
                .isEqualTo(new Diagnosis(
                        "unhealthy",
                        "Its health check failed.",
                        0.7,
                        List.of(
                                SEEN,
                                new Evidence(
                                        "memory",
                                        List.of(
                                                "container.start helped 1 of 4 times against unhealthy",
                                                "container.restart helped 3 of 4 times against unhealthy"))),
                        List.of(CONTAINER_RESTART, CONTAINER_START)));
    }

    @Test
    void changes_nothing_without_experience() {
        var diagnosis = unhealthy(CONTAINER_RESTART, CONTAINER_START);

        assertThat(Lessons.rank(diagnosis, Kind.CONTAINER, Map.of())).isEqualTo(diagnosis);
    }

    @Test
    void never_adds_or_removes_an_action() {
        var hopeless = known(lesson(CONTAINER_RESTART, 0, 50), lesson(CONTAINER_START, 50, 0));

        var ranked = Lessons.rank(unhealthy(CONTAINER_RESTART), Kind.CONTAINER, hopeless);

        assertThat(ranked.actions()).containsExactly(CONTAINER_RESTART);
    }

    @Test
    void does_not_carry_over_to_another_cause_or_kind() {
        var other = new Lesson(new Lesson.Key("segfault", CONTAINER_START, Kind.CONTAINER), 9, 0);
        var host = new Lesson(new Lesson.Key("unhealthy", CONTAINER_START, Kind.HOST), 9, 0);
        var diagnosis = unhealthy(CONTAINER_RESTART, CONTAINER_START);

        assertThat(Lessons.rank(diagnosis, Kind.CONTAINER, known(other, host))).isEqualTo(diagnosis);
    }

    @Test
    void learns_from_what_was_seen() {
        var once = Lessons.learn(
                Map.of(), "unhealthy", CONTAINER_RESTART, Kind.CONTAINER, new Outcome.Recovered("healthy for 10 s"));
        var twice = Lessons.learn(
                known(once), "unhealthy", CONTAINER_RESTART, Kind.CONTAINER, new Outcome.Unchanged("still unhealthy"));

        assertThat(once).isEqualTo(lesson(CONTAINER_RESTART, 1, 0));
        assertThat(twice).isEqualTo(lesson(CONTAINER_RESTART, 1, 1));
    }

    @Test
    void learns_nothing_from_what_cannot_be_told() {
        var known = known(lesson(CONTAINER_RESTART, 1, 1));

        var after = Lessons.learn(
                known, "unhealthy", CONTAINER_RESTART, Kind.CONTAINER, new Outcome.Unknown("no answer, no look"));

        assertThat(after).isEqualTo(lesson(CONTAINER_RESTART, 1, 1));
    }

    private static Diagnosis unhealthy(Action... actions) {
        return new Diagnosis("unhealthy", "Its health check failed.", 0.7, List.of(SEEN), List.of(actions));
    }

    private static Lesson lesson(Action action, int helped, int failed) {
        return new Lesson(new Lesson.Key("unhealthy", action, Kind.CONTAINER), helped, failed);
    }

    private static Map<Lesson.Key, Lesson> known(Lesson... lessons) {
        return List.of(lessons).stream().collect(Collectors.toMap(Lesson::key, lesson -> lesson));
    }
}
