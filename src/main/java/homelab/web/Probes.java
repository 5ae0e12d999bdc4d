package homelab.web;

import homelab.integration.Desk;
import homelab.model.Status;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What machines ask without a token; the answers name nothing of the homelab. */
@RestController
final class Probes {
    private static final Duration STUCK = Duration.ofSeconds(30);
    private static final MediaType PROMETHEUS = MediaType.parseMediaType("text/plain;version=0.0.4;charset=utf-8");

    private final Desk desk;
    private final Gauges gauges;
    private final InstantSource clock;

    Probes(Desk desk, Gauges gauges, InstantSource clock) {
        this.desk = desk;
        this.gauges = gauges;
        this.clock = clock;
    }

    record Probe(String status, Optional<String> error) {}

    @GetMapping("/livez")
    ResponseEntity<Probe> alive() {
        return answer("up", "down", stuck(desk.status()));
    }

    @GetMapping("/readyz")
    ResponseEntity<Probe> ready() {
        var status = desk.status();
        return answer("ready", "not ready", stuck(status).or(() -> blind(status)));
    }

    @GetMapping("/metrics")
    ResponseEntity<String> metrics() {
        return ResponseEntity.ok().contentType(PROMETHEUS).body(gauges.scrape());
    }

    private static ResponseEntity<Probe> answer(String good, String bad, Optional<String> problem) {
        return problem.isEmpty()
                ? ResponseEntity.ok(new Probe(good, problem))
                : ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body(new Probe(bad, problem));
    }

    private Optional<String> stuck(Status status) {
        var still = Duration.between(status.lastTurn(), clock.instant());
        return still.compareTo(STUCK) > 0
                ? Optional.of(
                        "the loop has not moved for " + still.toSeconds() + " s; see the log, then restart the agent")
                : Optional.empty();
    }

    private static Optional<String> blind(Status status) {
        var waiting = status.sources().stream()
                .filter(source -> source.lastLook().isEmpty() && source.unseen().isEmpty())
                .count();
        return waiting == 0
                ? Optional.empty()
                : Optional.of(waiting + " of " + status.sources().size() + " sources have not looked yet; wait");
    }
}
