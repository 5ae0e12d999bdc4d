package homelab.web.page;

import homelab.integration.Desk.Reply;
import homelab.integration.Desk.Word;
import homelab.model.Incident;
import homelab.model.Person;
import homelab.web.answer.Answers;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What people say on the page, by forms that work without JavaScript. An answer is bound to the plan that was shown. */
@RestController
public final class Sayings {
    private static final String CHANGED =
            "Nothing was done: the plan has changed since it was shown. The new one is below.";

    private final Answers answers;
    private final Pages pages;

    public Sayings(Answers answers, Pages pages) {
        this.answers = answers;
        this.pages = pages;
    }

    @PostMapping("/incidents/{id}/approve")
    ResponseEntity<String> approve(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String remedy,
            @RequestParam(defaultValue = "") String from,
            @AuthenticationPrincipal Person person,
            HttpServletRequest request) {
        var incident = Incident.Id.parse(id);
        if (incident.isEmpty() || !isHash(remedy)) return unreadable(request);
        var word = new Word.Approve(incident.get(), Optional.of(remedy));
        return say(person, word, Flash.APPROVED, incident, from, request);
    }

    /** Where there is no plan there is no hash: then it means to leave things as they are. */
    @PostMapping("/incidents/{id}/reject")
    ResponseEntity<String> reject(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String remedy,
            @RequestParam(defaultValue = "") String from,
            @AuthenticationPrincipal Person person,
            HttpServletRequest request) {
        var incident = Incident.Id.parse(id);
        if (incident.isEmpty() || !(remedy.isEmpty() || isHash(remedy))) return unreadable(request);
        var word = new Word.Reject(incident.get(), Optional.of(remedy).filter(Sayings::isHash));
        return say(person, word, Flash.REJECTED, incident, from, request);
    }

    @PostMapping("/pause")
    ResponseEntity<String> pause(
            @RequestParam(defaultValue = "") String from,
            @AuthenticationPrincipal Person person,
            HttpServletRequest request) {
        return say(person, new Word.Pause(), Flash.PAUSED, Optional.empty(), from, request);
    }

    @PostMapping("/resume")
    ResponseEntity<String> resume(
            @RequestParam(defaultValue = "") String from,
            @AuthenticationPrincipal Person person,
            HttpServletRequest request) {
        return say(person, new Word.Resume(), Flash.RESUMED, Optional.empty(), from, request);
    }

    @PostMapping("/mode")
    ResponseEntity<String> mode(
            @RequestParam(defaultValue = "") String mode,
            @RequestParam(defaultValue = "") String from,
            @AuthenticationPrincipal Person person,
            HttpServletRequest request) {
        return switch (mode) {
            case "heal" -> say(person, new Word.SetMode(true), Flash.HEAL, Optional.empty(), from, request);
            case "observe" -> say(person, new Word.SetMode(false), Flash.OBSERVE, Optional.empty(), from, request);
            default -> unreadable(request);
        };
    }

    /** Who reloads the page of a refused answer, or comes back to it later, sees how things stand. */
    @GetMapping({"/incidents/{id}/approve", "/incidents/{id}/reject"})
    ResponseEntity<String> backToIncident(@PathVariable String id) {
        return goTo(Incident.Id.parse(id).map(known -> "/incidents/" + known).orElse("/incidents"));
    }

    @GetMapping({"/pause", "/resume", "/mode"})
    ResponseEntity<String> backToFirst() {
        return goTo("/");
    }

    private ResponseEntity<String> say(
            Person person,
            Word word,
            Flash flash,
            Optional<Incident.Id> about,
            String from,
            HttpServletRequest request) {
        return switch (answers.to(person, word)) {
            case Answers.Answer.Came came ->
                switch (came.reply()) {
                    case Reply.Done ignored -> done(flash, from, request);
                    case Reply.NotFound notFound -> refused(nothing(notFound.text()), about, request);
                    case Reply.NotSaved notSaved ->
                        fault(
                                HttpStatus.SERVICE_UNAVAILABLE,
                                "Nothing was done",
                                Phrases.capital(Phrases.closed(notSaved.text())),
                                request);
                    case Reply.Conflict conflict -> refused(why(word, conflict), about, request);
                };
            case Answers.Answer.Silence silence ->
                fault(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "No answer yet",
                        Phrases.capital(silence.why())
                                + ". What you said may still be carried out: look before you say it again.",
                        request);
            case Answers.Answer.Broken ignored ->
                fault(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "The agent failed at this",
                        "Its log says why. Look how things stand before you say it again.",
                        request);
        };
    }

    private ResponseEntity<String> done(Flash flash, String from, HttpServletRequest request) {
        if (isByScript(request)) return pages.said(HttpStatus.OK, flash.text(), request);
        var back = Incident.Id.parse(from).map(id -> "/incidents/" + id).orElse("/");
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(back))
                .header(HttpHeaders.SET_COOKIE, flash.cookie())
                .build();
    }

    private ResponseEntity<String> refused(String why, Optional<Incident.Id> about, HttpServletRequest request) {
        if (isByScript(request)) return pages.said(HttpStatus.CONFLICT, why, request);
        if (about.isEmpty()) return pages.first(HttpStatus.CONFLICT, why, request);
        return pages.incident(HttpStatus.CONFLICT, about.get(), Optional.of(why), request)
                .orElseGet(() -> pages.unknown(about.get().toString(), request));
    }

    private static String why(Word word, Reply.Conflict conflict) {
        if (conflict.text().equals("paused"))
            return "Nothing was done: the agent is paused. Let it go on first, then approve.";
        var shown = hashIn(word);
        var changed = conflict.remedy()
                .filter(now -> shown.isPresent() && !shown.get().equals(now.hash()))
                .isPresent();
        return changed ? CHANGED : nothing(conflict.text());
    }

    private static Optional<String> hashIn(Word word) {
        return switch (word) {
            case Word.Approve approve -> approve.remedy();
            case Word.Reject reject -> reject.remedy();
            default -> Optional.empty();
        };
    }

    private static String nothing(String why) {
        return "Nothing was done: " + Phrases.closed(why) + " Perhaps it was answered already; look how it stands.";
    }

    private ResponseEntity<String> fault(HttpStatus status, String title, String says, HttpServletRequest request) {
        return isByScript(request)
                ? pages.said(status, title + ". " + says, request)
                : pages.fault(status, title, says, request);
    }

    private ResponseEntity<String> unreadable(HttpServletRequest request) {
        return fault(
                HttpStatus.BAD_REQUEST,
                "This could not be understood",
                "Nothing was done. Go back to the page, reload it, and use its buttons.",
                request);
    }

    private static boolean isByScript(HttpServletRequest request) {
        return "true".equals(request.getHeader("HX-Request"));
    }

    private static boolean isHash(String remedy) {
        return remedy.matches("[0-9a-f]{16}");
    }

    private static ResponseEntity<String> goTo(String address) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(address))
                .build();
    }
}
