package homelab.web;

import homelab.integration.Desk;
import homelab.model.Incident;
import homelab.model.State;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Numbers about the agent for Prometheus, read from the published view when they are asked for. */
final class Gauges implements AutoCloseable {
    private static final int LARGEST_PAGE = 500;

    private final Desk desk;
    private final PrometheusMeterRegistry meters;
    private final MultiGauge incidents;
    private final MultiGauge resources;
    private final MultiGauge sources;
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final ReentrantLock scraping = new ReentrantLock();

    Gauges(Desk desk, PrometheusMeterRegistry meters, InstantSource clock, String version) {
        this.desk = desk;
        this.meters = meters;
        incidents = MultiGauge.builder("homelab.incidents")
                .description("Open incidents by stage")
                .register(meters);
        resources = MultiGauge.builder("homelab.resources")
                .description("Resources by state")
                .register(meters);
        sources = MultiGauge.builder("homelab.source.seen")
                .description("1 when the source can look; numbered as in /api/status")
                .register(meters);
        gauge("homelab.incidents.open", "Open incidents", d -> d.status().openIncidents());
        gauge(
                "homelab.approvals.pending",
                "Questions that wait for a person",
                d -> d.status().pendingApprovals());
        gauge("homelab.paused", "1 while paused", d -> d.status().paused() ? 1 : 0);
        gauge(
                "homelab.heal",
                "1 when it may heal, 0 when it only observes",
                d -> d.status().ceiling().heal() ? 1 : 0);
        gauge(
                "homelab.loop.last.turn.age.seconds",
                "Time since the loop last moved",
                d -> seconds(Duration.between(d.status().lastTurn(), clock.instant())));
        Gauge.builder("homelab.build.info", () -> 1)
                .description("Always 1")
                .tag("version", version)
                .register(meters);
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        collections.bindTo(meters);
    }

    /** The exposition text. */
    String scrape() {
        scraping.lock();
        try {
            incidents.register(
                    rows(
                            "stage",
                            count(openIncidents(), incident -> incident.stage().word())),
                    true);
            resources.register(rows("state", states()), true);
            sources.register(sourceRows(), true);
            return meters.scrape();
        } finally {
            scraping.unlock();
        }
    }

    @Override
    public void close() {
        collections.close();
    }

    private void gauge(String name, String description, ToDoubleFunction<Desk> value) {
        Gauge.builder(name, desk, value).description(description).register(meters);
    }

    private List<Incident> openIncidents() {
        var open = new ArrayList<Incident>();
        for (var page = 0; ; page++) {
            var found = desk.incidents(true, page, LARGEST_PAGE);
            open.addAll(found.items());
            if (found.items().size() < LARGEST_PAGE) return open;
        }
    }

    private Map<String, Long> states() {
        var seen = count(desk.resources(), sighting -> sighting.shown().name());
        return Arrays.stream(State.values())
                .collect(Collectors.toMap(State::name, state -> seen.getOrDefault(state.name(), 0L)));
    }

    private List<MultiGauge.Row<?>> sourceRows() {
        var rows = new ArrayList<MultiGauge.Row<?>>();
        for (var source : desk.status().sources()) {
            var seen = source.unseen().isEmpty() && source.lastLook().isPresent();
            rows.add(MultiGauge.Row.of(Tags.of("source", String.valueOf(rows.size() + 1)), seen ? 1 : 0));
        }
        return rows;
    }

    private static <T> Map<String, Long> count(List<T> things, Function<T, String> by) {
        return things.stream().collect(Collectors.groupingBy(by, Collectors.counting()));
    }

    private static List<MultiGauge.Row<?>> rows(String tag, Map<String, Long> counts) {
        var rows = new ArrayList<MultiGauge.Row<?>>();
        counts.forEach((value, number) -> rows.add(MultiGauge.Row.of(Tags.of(tag, value), number)));
        return rows;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
