package homelab.web.page;

import homelab.integration.Desk;
import homelab.model.ClusterTree;
import homelab.model.Freshness;
import homelab.model.Incident;
import homelab.model.Stage;
import homelab.model.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What each page shows, read from the desk. */
final class Views {
    private static final int MOST_OPEN = 500;
    private static final int LAST = 8;
    static final int PAGE = 30;

    private final Desk desk;

    Views(Desk desk) {
        this.desk = desk;
    }

    /**
     * @param lead whether its answer heads the page
     * @param from where the page's forms lead back to: an incident, or empty for the first page
     * @param lastLook the oldest of the last looks at hosts that can be seen; empty where there are none
     */
    record Now(Headline headline, ModeView mode, int questions, boolean lead, String from, Optional<Instant> lastLook) {
        /** For the window. */
        public String title() {
            return questions == 0 ? headline.word() : Phrases.count(questions, "question");
        }
    }

    /**
     * Engines that are in no guest that is shown.
     *
     * @param unlooked the names of those that were not looked at yet
     * @param elsewhere there are clusters, which are shown in a part of their own
     */
    record Houses(List<HostView> hosts, List<String> unlooked, boolean elsewhere) {
        public boolean isShown() {
            return !hosts.isEmpty() || !unlooked.isEmpty() || !elsewhere;
        }
    }

    private record Everything(List<ClusterView> clusters, Houses houses) {}

    record Recent(List<IncidentLine> lines, long total) {}

    record Watched(List<ScoreView> scores, ModeView mode) {}

    /** @param page from 0 */
    record Paged(List<IncidentLine> lines, int page, long total) {
        public boolean earlier() {
            return (page + 1L) * PAGE < total;
        }

        public int pages() {
            return (int) Math.max(1, (total + PAGE - 1) / PAGE);
        }
    }

    Parts first(Instant now) {
        var status = desk.status();
        var open = open();
        var recent = desk.incidents(false, 0, LAST);
        var watched = watched(status, open, now);
        return new Parts(
                "first",
                Map.of(
                        "now",
                        now(status, open, true, "", now),
                        "questions",
                        questions(status, open),
                        "clusters",
                        watched.clusters(),
                        "hosts",
                        watched.houses(),
                        "recent",
                        new Recent(recent.items().stream().map(IncidentLine::of).toList(), recent.total()),
                        "watched",
                        new Watched(
                                desk.shadowScores().stream().map(ScoreView::of).toList(), ModeView.of(status)),
                        "notes",
                        notes(status)));
    }

    private Everything watched(Status status, List<Incident> open, Instant now) {
        var resources = desk.resources();
        var incidents = Hosts.incidents(open);
        var courses = desk.courses(Bar.begin(now));
        var freshness = Freshness.of(status.interval());
        var trees = ClusterTree.of(resources);
        var tied = ClusterTree.tied(trees);
        var engines = Hosts.of(resources, incidents, courses, freshness, now);
        var clusters = new Clusters(incidents, desk.expectations(), courses, engines, freshness, now);
        return new Everything(
                trees.stream().map(clusters::view).toList(),
                new Houses(
                        engines.entrySet().stream()
                                .filter(each -> !tied.contains(each.getKey()))
                                .map(Map.Entry::getValue)
                                .toList(),
                        status.sources().stream()
                                .filter(Headline::isUnlooked)
                                .map(Status.SourceState::name)
                                .toList(),
                        !trees.isEmpty()));
    }

    Parts incidents(int page, Instant now) {
        var status = desk.status();
        var found = desk.incidents(false, page, PAGE);
        var lines = found.items().stream().map(IncidentLine::of).toList();
        return new Parts(
                "incidents",
                Map.of("now", now(status, open(), false, "", now), "list", new Paged(lines, page, found.total())));
    }

    Optional<Parts> incident(Incident.Id id, Instant now) {
        return desk.incident(id).map(found -> {
            var status = desk.status();
            var open = open();
            var joined = open.stream()
                    .filter(one -> one.stage() instanceof Stage.Joined part
                            && part.to().equals(id))
                    .toList();
            return new Parts(
                    "incident",
                    Map.of(
                            "now",
                            now(status, open, false, id.toString(), now),
                            "tale",
                            Tale.of(found, joined, status.paused())));
        });
    }

    private List<Incident> open() {
        return desk.incidents(true, 0, MOST_OPEN).items();
    }

    private static Now now(Status status, List<Incident> open, boolean lead, String from, Instant now) {
        var questions = open.stream()
                .filter(one -> one.stage() instanceof Stage.AwaitingApproval)
                .count();
        return new Now(
                Headline.of(status, open, now),
                ModeView.of(status),
                Math.toIntExact(questions),
                lead,
                from,
                status.sources().stream()
                        .filter(source -> source.unseen().isEmpty())
                        .flatMap(source -> source.lastLook().stream())
                        .min(Comparator.naturalOrder()));
    }

    /** What waits for an answer first, then what a person is needed for; oldest first. */
    private static List<Question> questions(Status status, List<Incident> open) {
        return open.stream()
                .filter(one -> one.stage() instanceof Stage.AwaitingApproval || one.stage() instanceof Stage.Escalated)
                .sorted(Comparator.comparing((Incident one) -> one.stage() instanceof Stage.Escalated)
                        .thenComparing(Incident::id))
                .flatMap(one -> Question.of(one, status.paused()).stream())
                .toList();
    }

    private static List<String> notes(Status status) {
        var notes = new ArrayList<>(status.notes());
        var left = status.downAtFirstLook();
        if (left > 0)
            notes.add(Phrases.count(left, "thing")
                    + (left == 1 ? " was" : " were")
                    + " down when the agent first came, and still " + (left == 1 ? "is" : "are")
                    + "; left alone until seen running.");
        return notes;
    }
}
