package homelab.web.enter;

import homelab.model.Person;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.util.HtmlUtils;

/** The first page of whoever is in: who that is, and the way out. */
@Controller
public final class Home {
    @GetMapping("/")
    ResponseEntity<String> home(@AuthenticationPrincipal Person person, CsrfToken csrf) {
        return new PlainPage(200, "Homelab Agent", """
                        <p>You are in, by a link that was made for %s.</p>
                        <form method="post" action="/leave">
                        <input type="hidden" name="%s" value="%s">
                        <button>Sign out</button>
                        </form>
                        """.formatted(
                                HtmlUtils.htmlEscape(person.name()), csrf.getParameterName(), csrf.getToken()))
                .answer();
    }
}
