package homelab.web.enter;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Where a one-time link leads. Asking for its address uses nothing up, since chat programs and virus scanners do that
 * too; the button does.
 */
@Controller
public final class Entrance {
    private static final String SHAPE = "[A-Za-z0-9_-]{43}";

    private final Links links;
    private final Sessions sessions;
    private final Attempts attempts;

    public Entrance(Links links, Sessions sessions, Attempts attempts) {
        this.links = links;
        this.sessions = sessions;
        this.attempts = attempts;
    }

    @GetMapping("/enter/{link}")
    ResponseEntity<String> door(@PathVariable String link) {
        return link.matches(SHAPE) ? button(link).answer() : WRONG.answer();
    }

    @PostMapping("/enter")
    ResponseEntity<String> enter(
            @RequestParam(defaultValue = "") String link, HttpServletRequest request, HttpServletResponse response) {
        // Nobody guesses 256 bits; whoever has the right link must not be kept out by those who try.
        var person = links.redeem(link);
        if (person.isEmpty()) return wrong(request.getRemoteAddr());
        sessions.begin(person.get(), request, response);
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/"))
                .build();
    }

    private ResponseEntity<String> wrong(String address) {
        var wait = attempts.barred(address);
        if (wait.isPresent()) return TOO_MANY.answerAfter(wait.get());
        attempts.wrong(address);
        return WRONG.answer();
    }

    private static final PlainPage WRONG = new PlainPage(403, "This link does not open", """
            <p>A link opens once, within 10 minutes of being made. Make a new one on the machine of the agent:</p>
            <pre>homelab link</pre>
            """);

    private static final PlainPage TOO_MANY = new PlainPage(429, "Too many links that do not open", """
            <p>Wait 10 minutes, or make a new link on the machine of the agent, which opens at once:</p>
            <pre>homelab link</pre>
            """);

    private static PlainPage button(String link) {
        return new PlainPage(200, "Homelab Agent", """
                <form method="post" action="/enter">
                <input type="hidden" name="link" value="%s">
                <button class="main">Open the dashboard</button>
                </form>
                """.formatted(link));
    }
}
