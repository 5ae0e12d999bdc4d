package homelab.web.page;

import static homelab.web.FakeDesk.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import homelab.integration.Desk.Reply;
import homelab.integration.Desk.Word;
import homelab.model.Action;
import homelab.model.Incident;
import homelab.model.Person;
import homelab.model.Remedy;
import homelab.model.Risk;
import homelab.model.Stage;
import homelab.web.Examples;
import homelab.web.FakeDesk.Said;
import homelab.web.OpenDoor;
import homelab.web.Visitor;
import homelab.web.WebException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SayingsTest {
    private static final Incident ASKING = Examples.awaiting(3, "web");
    private static final String HASH = Examples.restart("web").hash();
    private static final Person ANN = new Person("ann", "page");

    private OpenDoor door;
    private Visitor visitor;

    @BeforeEach
    void open() throws WebException {
        door = new OpenDoor();
        visitor = door.enter();
        door.desk.incidents = List.of(ASKING);
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void a_form_approves_the_plan_that_was_shown_and_leads_back_with_a_word() {
        var response = post("/incidents/INC-3/approve", "remedy=" + HASH);

        assertThat(door.desk.said)
                .containsExactly(new Said(ANN, new Word.Approve(new Incident.Id(3), Optional.of(HASH))));
        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(response.headers().firstValue("Location")).contains("/");
        var cookie = OpenDoor.cookie(response);
        var next = door.send(door.bare("/")
                .header("Cookie", visitor.cookie() + "; " + cookie)
                .GET());
        assertThat(next.body()).contains("Approved. What is seen afterwards is told here.");
        assertThat(next.headers().allValues("Set-Cookie")).anyMatch(set -> set.startsWith("homelab-said=;"));
        assertThat(visitor.get("/").body()).doesNotContain("Approved. What");
    }

    @Test
    void from_the_page_of_an_incident_it_leads_back_there_and_nowhere_else() {
        assertThat(post("/incidents/INC-3/reject", "remedy=" + HASH + "&from=INC-3")
                        .headers()
                        .firstValue("Location"))
                .contains("/incidents/INC-3");
        assertThat(post("/pause", "from=https%3A%2F%2Fevil.example").headers().firstValue("Location"))
                .contains("/");
    }

    @Test
    void every_button_says_its_word() {
        post("/pause", "");
        post("/resume", "");
        post("/mode", "mode=heal");
        post("/mode", "mode=observe");
        post("/incidents/3/reject", "remedy=" + HASH);
        post("/incidents/3/reject", "remedy=");

        assertThat(door.desk.said)
                .extracting(Said::word)
                .containsExactly(
                        new Word.Pause(),
                        new Word.Resume(),
                        new Word.SetMode(true),
                        new Word.SetMode(false),
                        new Word.Reject(new Incident.Id(3), Optional.of(HASH)),
                        new Word.Reject(new Incident.Id(3), Optional.empty()));
    }

    @Test
    void an_approval_that_is_not_bound_to_a_plan_is_none() {
        for (var fields : List.of("", "remedy=", "remedy=xyz", "remedy=" + HASH + "0"))
            assertThat(post("/incidents/INC-3/approve", fields).statusCode()).isEqualTo(400);
        assertThat(post("/incidents/nonsense/approve", "remedy=" + HASH).statusCode())
                .isEqualTo(400);
        assertThat(post("/mode", "mode=off").statusCode()).isEqualTo(400);

        assertThat(door.desk.said).isEmpty();
    }

    @Test
    void without_its_own_word_a_form_does_nothing() {
        var response = door.send(visitor.form("/incidents/INC-3/approve", "remedy=" + HASH));

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(door.desk.said).isEmpty();
    }

    @Test
    void a_plan_that_changed_is_shown_anew_and_said_to_have_changed() {
        var step = FilledHomelab.step(0, Action.CONTAINER_START, Examples.container("web"));
        var other = new Remedy(List.of(step), Risk.HIGH, "another");
        door.desk.incidents = List.of(ASKING.with(Optional.of(other))
                .at(new Stage.AwaitingApproval(other.hash(), NOON, NOON.plusSeconds(60))));
        door.desk.answers(new Reply.Conflict("the remedy has changed since it was shown", Optional.of(other)));

        var response = post("/incidents/INC-3/approve", "remedy=" + HASH);

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(response.body())
                .contains("Nothing was done: the plan has changed since it was shown. The new one is below.")
                .contains("value=\"" + other.hash() + "\"")
                .doesNotContain("value=\"" + HASH + "\"");
    }

    @Test
    void pressed_twice_it_is_said_that_it_was_answered() {
        door.desk.incidents = List.of(ASKING.at(new Stage.Acting(List.of())));
        door.desk.answers(new Reply.Conflict("INC-3 asks nothing: it is ACTING", ASKING.remedy()));

        var response = post("/incidents/INC-3/approve", "remedy=" + HASH);

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(response.body())
                .contains("Perhaps it was answered already", "Being repaired")
                .doesNotContain("/approve\"");
    }

    @Test
    void what_cannot_be_done_now_is_said_with_what_to_do() {
        door.desk.answers(new Reply.Conflict("paused", ASKING.remedy()));
        assertThat(post("/incidents/INC-3/approve", "remedy=" + HASH).body())
                .contains("the agent is paused. Let it go on first");

        door.desk.answers(new Reply.NotFound("INC-3 is not open"));
        var over = post("/incidents/INC-3/approve", "remedy=" + HASH);
        assertThat(over.statusCode()).isEqualTo(409);
        assertThat(over.body()).contains("Nothing was done: INC-3 is not open.");

        door.desk.answers(new Reply.NotFound("INC-9 is not open"));
        assertThat(post("/incidents/INC-9/approve", "remedy=" + HASH).statusCode())
                .isEqualTo(404);

        door.desk.answers(new Reply.NotSaved("nothing came of it, because the disk is full"));
        var full = post("/pause", "");
        assertThat(full.statusCode()).isEqualTo(503);
        assertThat(full.body()).contains("Nothing came of it, because the disk is full.");

        door.desk.answer = ignored -> CompletableFuture.failedFuture(new IllegalStateException("secret inside"));
        assertThat(post("/pause", "").body())
                .contains("The agent failed at this")
                .doesNotContain("secret inside");
    }

    @Test
    void a_script_gets_only_what_was_said_and_renews_the_page_itself() {
        var done = door.send(form("/incidents/INC-3/approve", "remedy=" + HASH).header("HX-Request", "true"));
        door.desk.answers(new Reply.Conflict("paused", ASKING.remedy()));
        var refused =
                door.send(form("/incidents/INC-3/approve", "remedy=" + HASH).header("HX-Request", "true"));

        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(done.body())
                .startsWith("<p id=\"said\"")
                .contains("Approved.")
                .doesNotContain("<html");
        assertThat(done.headers().firstValue("HX-Trigger")).contains("said");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).startsWith("<p id=\"said\"").contains("the agent is paused");
        assertThat(refused.headers().firstValue("HX-Trigger")).contains("said");
    }

    @Test
    void who_reloads_a_refusal_sees_how_things_stand() {
        for (var address : List.of("/incidents/INC-3/approve", "/incidents/INC-3/reject"))
            assertThat(visitor.get(address).headers().firstValue("Location")).contains("/incidents/INC-3");
        assertThat(visitor.get("/pause").headers().firstValue("Location")).contains("/");
        assertThat(door.desk.said).isEmpty();
    }

    private HttpResponse<String> post(String address, String fields) {
        return door.send(form(address, fields));
    }

    private HttpRequest.Builder form(String address, String fields) {
        return visitor.form(address, fields + "&_csrf=" + URLEncoder.encode(visitor.csrf(), StandardCharsets.UTF_8));
    }
}
