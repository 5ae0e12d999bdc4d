package homelab.web.rest;

import homelab.integration.Desk;
import homelab.model.ClusterTree;
import homelab.model.Incident;
import homelab.model.Sighting;
import java.util.Comparator;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What programs may ask. Answered from the published view; never waits for the loop. */
@RestController
@RequestMapping("/api")
public final class Questions {
    private static final Comparator<Sighting> BY_HOST_AND_NAME = Comparator.comparing(
                    (Sighting sighting) -> sighting.resource().host())
            .thenComparing(sighting -> sighting.resource().kind())
            .thenComparing(sighting -> sighting.resource().name())
            .thenComparing(sighting -> sighting.resource().id());

    private final Desk desk;
    private final String version;

    public Questions(Desk desk, String version) {
        this.desk = desk;
        this.version = version;
    }

    @GetMapping("/status")
    StatusView status() {
        return StatusView.of(desk.status(), version);
    }

    @GetMapping("/resources")
    PageView<ResourceView> resources(
            @RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "50") int size) {
        var all = desk.resources().stream()
                .sorted(BY_HOST_AND_NAME)
                .map(ResourceView::of)
                .toList();
        return PageView.of(all, page, size);
    }

    @GetMapping("/infrastructure")
    Infrastructure infrastructure() {
        return new Infrastructure(
                ClusterTree.of(desk.resources()).stream().map(ClusterView::of).toList());
    }

    record Infrastructure(List<ClusterView> clusters) {}

    @GetMapping("/incidents")
    PageView<IncidentView> incidents(
            @RequestParam(defaultValue = "false") boolean open,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "50") int size) {
        PageView.check(page, size);
        var found = desk.incidents(open, page, size);
        var items = found.items().stream().map(IncidentView::of).toList();
        return new PageView<>(items, found.page(), found.size(), found.total());
    }

    @GetMapping("/incidents/{id}")
    IncidentView incident(@PathVariable String id) {
        var wanted = idFrom(id);
        return desk.incident(wanted).map(IncidentView::of).orElseThrow(() -> unknown(wanted));
    }

    @GetMapping("/shadow")
    Scores shadow() {
        return new Scores(desk.shadowScores().stream().map(ScoreView::of).toList());
    }

    record Scores(List<ScoreView> items) {}

    static Incident.Id idFrom(String text) {
        return Incident.Id.parse(text)
                .orElseThrow(() ->
                        Refusal.badRequest("an incident is named like INC-3 or 3; GET /api/incidents lists them"));
    }

    private static Refusal unknown(Incident.Id id) {
        return new Refusal(HttpStatus.NOT_FOUND, "there is no " + id + "; GET /api/incidents lists those there are");
    }
}
