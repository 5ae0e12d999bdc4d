package homelab.web.enter;

import homelab.model.Person;
import homelab.web.rest.Body;
import homelab.web.rest.Words;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Makes a one-time link for whoever has the token. */
@RestController
public final class LinkWord {
    private final Links links;

    public LinkWord(Links links) {
        this.links = links;
    }

    /** A link, and when it stops to open. */
    record Link(URI link, Instant ends) {}

    @PostMapping("/api/link")
    Link make(HttpServletRequest request) throws IOException {
        Body.of(request).nothing();
        var made = links.make(new Person(Words.whoSent(request).name(), "page"));
        return new Link(made.address(), made.ends());
    }
}
