package homelab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homelab.model.Approval;
import homelab.model.Decision;
import homelab.model.Detail;
import homelab.model.History;
import homelab.model.Incident;
import homelab.model.Lesson;
import homelab.model.Observation;
import homelab.model.Outcome;
import homelab.model.Stage;
import homelab.model.Story;
import homelab.model.What;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    record OfStage(Stage value) {}

    record OfDecision(Decision value) {}

    record OfApproval(Approval value) {}

    record OfOutcome(Outcome value) {}

    record OfWhat(What value) {}

    record OfDetail(Detail value) {}

    record OfObservation(Observation value) {}

    record OfInstant(Instant value) {}

    static Stream<Object> everything() {
        var all = new ArrayList<Object>();
        Samples.stages().forEach(value -> all.add(new OfStage(value)));
        Samples.decisions().forEach(value -> all.add(new OfDecision(value)));
        Samples.approvals().forEach(value -> all.add(new OfApproval(value)));
        Samples.outcomes().forEach(value -> all.add(new OfOutcome(value)));
        Samples.whats().forEach(value -> all.add(new OfWhat(value)));
        Samples.details().forEach(value -> all.add(new OfDetail(value)));
        Samples.observations().forEach(value -> all.add(new OfObservation(value)));
        Samples.stages().forEach(stage -> all.add(Samples.incident(1).at(stage)));
        all.add(Incident.open(
                new Incident.Id(Long.MAX_VALUE), "", Samples.incident(1).finding(), Instant.EPOCH));
        all.add(Samples.history(Samples.LINEAGE));
        all.add(History.of(Samples.RESOURCE));
        all.add(Samples.intent("i", 1));
        all.add(Samples.lesson());
        all.add(Samples.mode("observe"));
        all.add(Samples.story(1, "t"));
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("everything")
    void what_is_written_is_read_back_equal(Object value) throws StoreException {
        var doc = Json.write(value);

        assertThat((Object) Json.read(value.getClass(), "a row", doc)).isEqualTo(value);
    }

    @Test
    void there_is_a_sample_of_every_sealed_case() {
        assertCovers(Stage.class, Samples.stages());
        assertCovers(Decision.class, Samples.decisions());
        assertCovers(Approval.class, Samples.approvals());
        assertCovers(Outcome.class, Samples.outcomes());
        assertCovers(What.class, Samples.whats());
        assertCovers(Detail.class, Samples.details());
        assertCovers(Observation.class, Samples.observations());
    }

    private static <T> void assertCovers(Class<T> sealed, List<T> samples) {
        assertThat(samples.stream().<Class<?>>map(Object::getClass))
                .containsExactlyInAnyOrder(sealed.getPermittedSubclasses());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "2026-03-01T10:15:30.000000001Z",
                "2026-03-01T10:15:30.1Z",
                "0001-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999999Z"
            })
    void an_instant_keeps_its_nanoseconds(String text) throws StoreException {
        var value = new OfInstant(Instant.parse(text));

        assertThat(Json.read(OfInstant.class, "a row", Json.write(value))).isEqualTo(value);
        assertThat(Instant.parse(Column.of(value.value()))).isEqualTo(value.value());
    }

    @ParameterizedTest
    @MethodSource("hostileTexts")
    void hostile_text_comes_back_as_it_was_and_is_plain_ascii_on_disk(String text) throws StoreException {
        var story = Samples.story(1, text);

        var doc = Json.write(story);

        assertThat(doc.chars()).allMatch(c -> c >= ' ' && c < 127);
        assertThat(Json.read(Story.class, "a row", doc)).isEqualTo(story);
    }

    static List<String> hostileTexts() {
        return List.of(
                "nul \0 inside",
                "emoji \uD83D\uDC33",
                "high alone \uD83D",
                "low alone \uDC33 then",
                "\u202Ebidi\u001B[31m<b>'\"\\{{",
                "x".repeat(64 << 10));
    }

    @Test
    void what_an_older_version_did_not_write_is_empty_where_the_model_allows_it() throws StoreException {
        var doc = Json.write(Samples.story(1, "t")).replaceFirst(",\"question\":\\{[^}]*}", "");

        var story = Json.read(Story.class, "a row", doc);

        assertThat(doc).doesNotContain("question");
        assertThat(story.question()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{\"key\":null,\"helped\":1,\"failed\":1}",
                "{\"key\":{},\"helped\":1,\"failed\":1}",
                "{\"key\":{\"cause\":\"c\",\"action\":\"CONTAINER_START\",\"target\":\"CONTAINER\"},\"helped\":1}",
                "{} {}"
            })
    void an_unreadable_document_says_which_row_it_is(String doc) {
        assertThatThrownBy(() -> Json.read(Lesson.class, "lesson crash/CONTAINER_START/CONTAINER", doc))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.BROKEN))
                .hasMessageContaining("lesson crash/CONTAINER_START/CONTAINER");
    }

    @Test
    void a_case_that_this_version_does_not_know_is_unreadable() {
        var doc = Json.write(new OfStage(new Stage.Opened())).replace("Opened", "Teleported");

        assertThatThrownBy(() -> Json.read(OfStage.class, "incident 1", doc)).hasMessageContaining("incident 1");
    }

    @Test
    void a_document_is_small_enough_to_read() {
        assertThat(Json.write(Samples.mode("heal")))
                .isEqualTo("{\"name\":\"mode\",\"value\":\"heal\",\"by\":{\"name\":\"ada\",\"door\":\"cli\"},"
                        + "\"at\":\"2026-03-01T10:15:30.123456789Z\"}");
        assertThat(Json.write(new OfStage(new Stage.Gathering(Samples.AT))))
                .isEqualTo("{\"value\":{\"is\":\"Gathering\",\"since\":\"2026-03-01T10:15:30.123456789Z\"}}");
    }
}
