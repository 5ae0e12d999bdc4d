package homelab.web.rest;

import static homelab.web.FakeDesk.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import homelab.integration.Desk;
import homelab.model.Action;
import homelab.model.Incident;
import homelab.model.Kind;
import homelab.model.OverallState;
import homelab.model.Resolution;
import homelab.model.Risk;
import homelab.model.Severity;
import homelab.model.ShadowScore;
import homelab.model.Stage;
import homelab.model.State;
import homelab.model.Status;
import homelab.web.Clusters;
import homelab.web.Examples;
import homelab.web.FakeDesk;
import homelab.web.OpenDoor;
import homelab.web.WebException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/** The description is held against the running door. */
class DescriptionTest {
    private static final String REMEDY = "{\"remedy\": \"0123456789abcdef\"}";
    private static final String APPROVE = "POST /api/incidents/{id}/approve";

    private static OpenDoor door;
    private static Described described;

    @BeforeAll
    static void open() throws WebException {
        door = new OpenDoor();
        described = new Described(door.get("/api/openapi.json").body());
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @BeforeEach
    void fill() {
        var seen = new Status.SourceState("docker", Optional.of(NOON), Optional.empty());
        var unseen = new Status.SourceState("far", Optional.empty(), Optional.of("connection refused"));
        var fresh = Examples.fresh(1, "web");
        door.now = NOON;
        door.desk.status = FakeDesk.status(NOON, List.of(seen, unseen));
        door.desk.resources = List.of(
                Examples.sighting("api", State.RUNNING, Optional.empty()),
                Examples.sighting("web", State.RUNNING, Optional.of("the engine is away")),
                Clusters.cluster(true),
                Clusters.memory(100, "db"));
        door.desk.shadowScores = List.of(new ShadowScore(Action.CONTAINER_START, 3, 1, 1, 1, 1, 0));
        door.desk.incidents = List.of(
                Examples.awaiting(3, "web"),
                fresh.at(new Stage.Joined(new Incident.Id(3))),
                fresh.at(new Stage.Resolved(Resolution.BY_PERSON, NOON)));
        door.desk.answers(new Desk.Reply.Done("done", Optional.of(new Incident.Id(3))));
    }

    @Test
    void names_its_version_and_every_address_that_there_is_for_programs() {
        assertThat(described.version()).isEqualTo("1.2.3");
        assertThat(described.addresses()).isEqualTo(answered());
    }

    @Test
    void every_question_is_answered_as_described() {
        var questions = described.addresses().stream()
                .filter(address -> address.startsWith("GET "))
                .toList();

        assertThat(questions).hasSizeGreaterThan(5).allSatisfy(question -> {
            var answer = door.get(question.substring(4).replace("{id}", "INC-3"));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(described.wrongWith(question, answer)).isEmpty();
        });
    }

    @Test
    void every_word_is_answered_as_described() {
        assertDone(APPROVE, REMEDY);
        assertDone("POST /api/incidents/{id}/reject", "");
        assertDone("POST /api/mode", "{\"mode\": \"heal\"}");
        assertDone("POST /api/pause", "");
        assertDone("POST /api/resume", "");
        assertDone("POST /api/link", "");
    }

    @Test
    void what_is_refused_is_refused_as_described() {
        assertRefused(409, new Desk.Reply.Conflict("it changed", Optional.of(Examples.restart("web"))));
        assertRefused(409, new Desk.Reply.Conflict("paused", Optional.empty()));
        assertRefused(503, new Desk.Reply.NotSaved("the disk is full"));
        assertRefused(404, new Desk.Reply.NotFound("there is no INC-3"));

        var nobody = door.send(door.bare("/api/status").GET());
        assertThat(nobody.statusCode()).isEqualTo(401);
        assertThat(described.wrongWith("GET /api/status", nobody)).isEmpty();
    }

    @Test
    void a_loop_that_stands_still_is_told_as_described() {
        door.now = NOON.plusSeconds(31);

        for (var probe : List.of("/livez", "/readyz")) {
            var answer = door.get(probe);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(described.wrongWith("GET " + probe, answer)).isEmpty();
        }
    }

    @Test
    void its_words_are_the_words_of_the_model() {
        assertThat(described.words("Incident/properties/stage"))
                .isEqualTo(words(Arrays.stream(Stage.class.getPermittedSubclasses())
                        .map(stage -> stage.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_"))
                        .map(name -> name.toUpperCase(Locale.ROOT))));
        assertThat(described.words("Action"))
                .isEqualTo(words(Stream.of(Action.values()).map(Action::word)));
        assertThat(described.words("Kind")).isEqualTo(names(Kind.values()));
        assertThat(described.words("Resource/properties/state")).isEqualTo(names(State.values()));
        assertThat(described.words("Incident/properties/severity")).isEqualTo(names(Severity.values()));
        assertThat(described.words("Incident/properties/resolution")).isEqualTo(names(Resolution.values()));
        assertThat(described.words("RemedyOrNull/properties/risk")).isEqualTo(names(Risk.values()));
        assertThat(described.words("Status/properties/state")).isEqualTo(names(OverallState.values()));
    }

    private static void assertDone(String address, String body) {
        var answer = door.post(address.substring(5).replace("{id}", "3"), body);
        assertThat(answer.statusCode()).as(address).isEqualTo(200);
        assertThat(described.wrongWith(address, answer)).isEmpty();
    }

    private static void assertRefused(int status, Desk.Reply reply) {
        door.desk.answers(reply);
        var answer = door.post("/api/incidents/3/approve", REMEDY);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(described.wrongWith(APPROVE, answer)).isEmpty();
    }

    /** As the controllers say; what is for people is left out. */
    private static Set<String> answered() {
        var found = new TreeSet<String>();
        for (var type : new ClassFileImporter().importPackages("homelab.web")) {
            var prefix = type.tryGetAnnotationOfType(RequestMapping.class)
                    .map(mapping -> mapping.value()[0])
                    .orElse("");
            for (var method : type.getMethods()) {
                for (var annotation : method.getAnnotations())
                    addresses(annotation).forEach(address -> found.add(address.replaceFirst(" ", " " + prefix)));
            }
        }
        found.removeIf(address -> !address.matches("[A-Z]+ /(api/.*|livez|readyz|metrics)"));
        return found;
    }

    /** Such as {@code GET /status}, of any annotation that maps an address to a method. */
    private static Stream<String> addresses(JavaAnnotation<?> annotation) {
        var type = annotation.getRawType().reflect();
        var itself = type.equals(RequestMapping.class);
        if (!itself && !type.isAnnotationPresent(RequestMapping.class)) return Stream.empty();
        var given = itself
                ? annotation.as(RequestMapping.class).method()
                : type.getAnnotation(RequestMapping.class).method();
        var methods = given.length == 0 ? RequestMethod.values() : given;
        return Stream.of("value", "path")
                .flatMap(name -> annotation.get(name).stream())
                .flatMap(paths -> Stream.of((Object[]) paths))
                .flatMap(path -> Stream.of(methods).map(method -> method + " " + path));
    }

    @Test
    void sees_an_address_by_whatever_annotation_it_is_mapped() {
        assertThat(new ClassFileImporter()
                        .importClass(Mapped.class).getMethods().stream()
                                .flatMap(method -> method.getAnnotations().stream())
                                .flatMap(DescriptionTest::addresses))
                .containsExactlyInAnyOrder("PUT /a", "DELETE /b", "PATCH /c", "POST /d", "GET /e");
    }

    /** One of each. */
    static final class Mapped {
        @PutMapping("/a")
        void a() {}

        @DeleteMapping(path = "/b")
        void b() {}

        @PatchMapping("/c")
        void c() {}

        @RequestMapping(path = "/d", method = RequestMethod.POST)
        void d() {}

        @GetMapping("/e")
        void e() {}
    }

    private static Set<String> names(Enum<?>[] values) {
        return words(Arrays.stream(values).map(Enum::name));
    }

    private static Set<String> words(Stream<String> words) {
        return new TreeSet<>(words.toList());
    }
}
