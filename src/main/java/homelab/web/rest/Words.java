package homelab.web.rest;

import homelab.integration.Desk;
import homelab.model.Incident;
import homelab.model.Person;
import homelab.model.Text;
import homelab.web.answer.Answers;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What people may say through this door. Each word is answered once it is on disk. */
@RestController
@RequestMapping("/api")
public final class Words {
    /** Who uses the command line; any holder of the token may claim any name, so it is for the journal only. */
    static final String PERSON = "X-Homelab-Person";

    private static final int LONGEST_NAME = 64;

    private final Answers answers;

    public Words(Answers answers) {
        this.answers = answers;
    }

    /** What came of it. */
    record Done(String done, Optional<String> incident) {}

    /** Not as things stand. {@code remedy} is what may be approved now. */
    record Conflict(String error, Optional<RemedyView> remedy) {}

    @PostMapping("/incidents/{id}/approve")
    ResponseEntity<Object> approve(@PathVariable String id, HttpServletRequest request) throws IOException {
        return say(whoSent(request), new Desk.Word.Approve(Questions.idFrom(id), remedyIn(request)));
    }

    @PostMapping("/incidents/{id}/reject")
    ResponseEntity<Object> reject(@PathVariable String id, HttpServletRequest request) throws IOException {
        return say(whoSent(request), new Desk.Word.Reject(Questions.idFrom(id), remedyIn(request)));
    }

    @PostMapping("/pause")
    ResponseEntity<Object> pause(HttpServletRequest request) throws IOException {
        Body.of(request).nothing();
        return say(whoSent(request), new Desk.Word.Pause());
    }

    @PostMapping("/resume")
    ResponseEntity<Object> resume(HttpServletRequest request) throws IOException {
        Body.of(request).nothing();
        return say(whoSent(request), new Desk.Word.Resume());
    }

    @PostMapping("/mode")
    ResponseEntity<Object> mode(HttpServletRequest request) throws IOException {
        var heal = switch (Body.of(request).only("mode").orElse("")) {
            case "heal" -> true;
            case "observe" -> false;
            default -> throw Refusal.badRequest("send {\"mode\": \"observe\"} or {\"mode\": \"heal\"}");
        };
        return say(whoSent(request), new Desk.Word.SetMode(heal));
    }

    ResponseEntity<Object> say(Person by, Desk.Word word) {
        return switch (answerTo(by, word)) {
            case Desk.Reply.Done done ->
                ResponseEntity.ok(new Done(done.text(), done.incident().map(Incident.Id::toString)));
            case Desk.Reply.NotFound notFound ->
                ResponseEntity.status(HttpStatus.NOT_FOUND).body(new Problem(notFound.text()));
            case Desk.Reply.NotSaved notSaved ->
                ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body(new Problem(notSaved.text()));
            case Desk.Reply.Conflict conflict ->
                ResponseEntity.status(HttpStatus.CONFLICT)
                        .body(new Conflict(conflict.text(), conflict.remedy().map(RemedyView::of)));
        };
    }

    private Desk.Reply answerTo(Person by, Desk.Word word) {
        return switch (answers.to(by, word)) {
            case Answers.Answer.Came came -> came.reply();
            case Answers.Answer.Silence silence -> throw unanswered(silence.why());
            case Answers.Answer.Broken ignored ->
                throw new Refusal(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "the agent failed at this; its log says why, and GET /api/status how things stand");
        };
    }

    private static Refusal unanswered(String why) {
        return new Refusal(
                HttpStatus.SERVICE_UNAVAILABLE,
                why + "; what you said may still be carried out: look before you say it again");
    }

    private static Optional<String> remedyIn(HttpServletRequest request) throws IOException {
        var remedy = Body.of(request).only("remedy");
        if (remedy.isPresent() && !remedy.get().matches("[0-9a-f]{16}"))
            throw Refusal.badRequest("\"remedy\" must be the hash of the remedy you saw, 16 hex digits");
        return remedy;
    }

    public static Person whoSent(HttpServletRequest request) {
        var named = request.getHeader(PERSON);
        var name = named == null ? "" : Text.harmless(named, LONGEST_NAME);
        return name.isEmpty() ? new Person("api", "rest") : new Person(name, "cli");
    }
}
