package homelab.web.page;

import homelab.integration.Desk;
import homelab.model.Incident;
import homelab.model.Person;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The pages that people read, whole and in the parts that renew themselves. */
@RestController
public final class Pages {
    private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);
    private static final int LAST_PAGE = 100_000;

    private final Views views;
    private final Templates templates;
    private final Streams streams;
    private final InstantSource clock;
    private final String version;

    public Pages(Desk desk, Assets assets, Streams streams, InstantSource clock, String version) {
        this.views = new Views(desk);
        this.templates = new Templates(assets);
        this.streams = streams;
        this.clock = clock;
        this.version = version;
    }

    @GetMapping("/")
    ResponseEntity<String> first(HttpServletRequest request) {
        return whole(HttpStatus.OK, views.first(clock.instant()), "/parts", flash(request), request);
    }

    @GetMapping("/parts")
    ResponseEntity<String> firstParts(@RequestParam Map<String, String> seen, HttpServletRequest request) {
        return news(views.first(clock.instant()), seen, request);
    }

    @GetMapping("/incidents")
    ResponseEntity<String> incidents(@RequestParam(defaultValue = "0") int page, HttpServletRequest request) {
        var from = Math.clamp(page, 0, LAST_PAGE);
        var address = "/incidents/parts?page=" + from;
        return whole(HttpStatus.OK, views.incidents(from, clock.instant()), address, flash(request), request);
    }

    @GetMapping("/incidents/parts")
    ResponseEntity<String> incidentsParts(
            @RequestParam(defaultValue = "0") int page,
            @RequestParam Map<String, String> seen,
            HttpServletRequest request) {
        return news(views.incidents(Math.clamp(page, 0, LAST_PAGE), clock.instant()), seen, request);
    }

    @GetMapping("/incidents/{id}")
    ResponseEntity<String> incident(@PathVariable String id, HttpServletRequest request) {
        return Incident.Id.parse(id)
                .flatMap(wanted -> incident(HttpStatus.OK, wanted, flash(request), request))
                .orElseGet(() -> unknown(id, request));
    }

    @GetMapping("/incidents/{id}/parts")
    ResponseEntity<String> incidentParts(
            @PathVariable String id, @RequestParam Map<String, String> seen, HttpServletRequest request) {
        return Incident.Id.parse(id)
                .flatMap(wanted -> views.incident(wanted, clock.instant()))
                .map(parts -> news(parts, seen, request))
                .orElseGet(() -> unknown(id, request));
    }

    /** The page of an incident with something said on top; empty when there is no such incident. */
    Optional<ResponseEntity<String>> incident(
            HttpStatus status, Incident.Id id, Optional<String> said, HttpServletRequest request) {
        return views.incident(id, clock.instant())
                .map(parts -> whole(status, parts, "/incidents/" + id + "/parts", said, request));
    }

    ResponseEntity<String> first(HttpStatus status, String said, HttpServletRequest request) {
        return whole(status, views.first(clock.instant()), "/parts", Optional.of(said), request);
    }

    /** A page that says what went wrong and what to do. */
    ResponseEntity<String> fault(HttpStatus status, String title, String says, HttpServletRequest request) {
        var model = model(Optional.empty(), request);
        model.put("title", title);
        model.put("says", says);
        return html(status).body(templates.page("fault", model, clock.instant()));
    }

    /** What a person is shown when an address, a parameter or the agent itself is at fault. */
    public ResponseEntity<String> fault(HttpStatus status, HttpServletRequest request) {
        return switch (status) {
            case NOT_FOUND ->
                fault(status, "There is no such page", "The address was misspelt, or is no longer in use.", request);
            case METHOD_NOT_ALLOWED, BAD_REQUEST, UNSUPPORTED_MEDIA_TYPE ->
                fault(
                        status,
                        "This could not be understood",
                        "Nothing was done. Go back to the page, reload it, and use its links and buttons.",
                        request);
            default ->
                fault(
                        status,
                        "This page could not be made",
                        "The agent goes on; its log says why. The command line still works: homelab status.",
                        request);
        };
    }

    /** Only what was said, for a page that asked by script and renews its parts then. */
    ResponseEntity<String> said(HttpStatus status, String said, HttpServletRequest request) {
        var names = Set.of("said");
        return html(status)
                .header("HX-Trigger", "said")
                .body(templates.fragments("frame", names, model(Optional.of(said), request), clock.instant()));
    }

    ResponseEntity<String> unknown(String id, HttpServletRequest request) {
        var wanted = Incident.Id.parse(id).map(Incident.Id::toString).orElse("such incident");
        return fault(
                HttpStatus.NOT_FOUND,
                "There is no " + wanted,
                "Perhaps it was misspelt. The list of incidents has those there are.",
                request);
    }

    private ResponseEntity<String> whole(
            HttpStatus status, Parts parts, String address, Optional<String> said, HttpServletRequest request) {
        var model = model(said, request);
        model.putAll(parts.shown());
        model.put("seen", parts.fingerprints());
        model.put("parts", address);
        model.put("stream", "/stream?since=" + streams.version());
        return html(status)
                .header(HttpHeaders.SET_COOKIE, Flash.nothingLeft())
                .body(templates.page(parts.template(), model, clock.instant()));
    }

    private ResponseEntity<String> news(Parts parts, Map<String, String> seen, HttpServletRequest request) {
        var news = parts.newsTo(seen);
        if (news.isEmpty()) return ResponseEntity.noContent().build();
        var model = model(Optional.empty(), request);
        model.putAll(parts.shown());
        model.put("seen", parts.fingerprints());
        return html(HttpStatus.OK).body(templates.fragments("parts", news, model, clock.instant()));
    }

    private Map<String, Object> model(Optional<String> said, HttpServletRequest request) {
        var model = new HashMap<String, Object>();
        model.put("said", said.orElse(""));
        model.put("csrf", Csrf.of(request));
        model.put("version", version);
        model.put("who", who(request));
        return model;
    }

    /** For whom the link into this session was made. */
    private static String who(HttpServletRequest request) {
        return request.getUserPrincipal() instanceof Authentication session
                        && session.getPrincipal() instanceof Person person
                ? person.name()
                : "";
    }

    private static Optional<String> flash(HttpServletRequest request) {
        return Flash.in(request).map(Flash::text);
    }

    private static ResponseEntity.BodyBuilder html(HttpStatus status) {
        return ResponseEntity.status(status).contentType(HTML);
    }
}
