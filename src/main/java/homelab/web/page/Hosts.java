package homelab.web.page;

import homelab.model.Course;
import homelab.model.Freshness;
import homelab.model.Incident;
import homelab.model.Kind;
import homelab.model.Resource;
import homelab.model.Sighting;
import homelab.model.Stage;
import homelab.model.State;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lays out all that is watched: by host, then by Compose project, problems first. */
final class Hosts {
    /** From this many containers on, a host shows what is well as one line a project. */
    private static final int MANY = 24;

    private static final Comparator<ContainerView> PROBLEMS_FIRST = Comparator.<ContainerView>comparingInt(
                    one -> List.of(Tone.WRONG, Tone.BUSY, Tone.UNSEEN, Tone.OFF, Tone.WELL)
                            .indexOf(one.tone()))
            .thenComparing(ContainerView::name);
    private static final Comparator<GroupView> TROUBLED_FIRST = Comparator.<GroupView, Boolean>comparing(
                    one -> one.shown().stream().noneMatch(each -> each.tone() == Tone.WRONG))
            .thenComparing(one -> one.name().isEmpty())
            .thenComparing(GroupView::name);

    private final Map<Resource.Id, Course> courses;
    private final Map<Resource.Id, String> incidents;
    private final Freshness freshness;
    private final Instant now;

    private Hosts(
            Map<Resource.Id, String> incidents, Map<Resource.Id, Course> courses, Freshness freshness, Instant now) {
        this.incidents = incidents;
        this.courses = new HashMap<>(courses);
        this.freshness = freshness;
        this.now = now;
    }

    /** The open ones, by what they are about. */
    static Map<Resource.Id, String> incidents(List<Incident> open) {
        var incidents = new HashMap<Resource.Id, String>();
        for (var incident : open)
            if (!(incident.stage() instanceof Stage.Resolved))
                incidents.put(incident.resource().id(), incident.id().toString());
        return incidents;
    }

    /** Each engine, by its id. */
    static Map<Resource.Id, HostView> of(
            List<Sighting> resources,
            Map<Resource.Id, String> incidents,
            Map<Resource.Id, Course> courses,
            Freshness freshness,
            Instant now) {
        var hosts = new Hosts(incidents, courses, freshness, now);
        var on = resources.stream()
                .filter(one -> one.resource().kind() == Kind.CONTAINER
                        || one.resource().kind() == Kind.DISK)
                .collect(Collectors.groupingBy(one -> one.resource().host()));
        var views = new LinkedHashMap<Resource.Id, HostView>();
        for (var one : resources)
            if (one.resource().kind() == Kind.HOST)
                views.put(
                        one.resource().id(),
                        hosts.host(one, on.getOrDefault(one.resource().id(), List.of())));
        return views;
    }

    /** The agent too judges how old a look is; but it may stand still, and this page is then all that can tell. */
    private HostView host(Sighting known, List<Sighting> on) {
        var id = known.resource().id();
        var lost = freshness.lost(known.at(), now);
        var host = lost.map(known::greyed).orElse(known);
        var shown = lost.isEmpty()
                ? on
                : on.stream().map(one -> one.greyed("its host can’t be seen")).toList();
        var containers = shown.stream()
                .filter(one -> one.resource().kind() == Kind.CONTAINER)
                .toList();
        var disk = shown.stream()
                .filter(one -> one.resource().kind() == Kind.DISK)
                .findFirst()
                .map(one -> DiskView.of(
                        one, Optional.ofNullable(incidents.get(one.resource().id()))));
        lost.ifPresent(ignored -> seenUntil(known.at(), host, containers));
        return new HostView(
                Digest.of(id.value()),
                host.resource().name(),
                containers.isEmpty() ? "no containers" : says(containers),
                host.unseen(),
                // While looks come as they should, each would make this another view; nobody is shown it.
                host.unseen()
                        .flatMap(ignored ->
                                Optional.of(host.at()).filter(at -> host.state().runs())),
                Optional.ofNullable(incidents.get(id)),
                bar(host),
                disk,
                groups(id, containers));
    }

    private void seenUntil(Instant lastLook, Sighting host, List<Sighting> containers) {
        Stream.concat(Stream.of(host), containers.stream())
                .map(one -> one.resource().id())
                .forEach(id -> courses.computeIfPresent(id, (ignored, course) -> course.until(lastLook)));
    }

    private List<GroupView> groups(Resource.Id host, List<Sighting> containers) {
        var byProject = containers.stream()
                .collect(Collectors.groupingBy(
                        one -> one.resource().lineage().project(), TreeMap::new, Collectors.toList()));
        return byProject.entrySet().stream()
                .map(each -> group(host, each.getKey(), each.getValue(), containers.size() > MANY))
                .sorted(TROUBLED_FIRST)
                .toList();
    }

    private GroupView group(Resource.Id host, String project, List<Sighting> members, boolean many) {
        Predicate<Sighting> isShown = one -> !many || isProblem(one);
        var folded = members.stream().filter(isShown.negate()).toList();
        return new GroupView(
                Digest.of(host + "/" + project),
                project,
                views(members.stream().filter(isShown).toList()),
                views(folded),
                says(folded));
    }

    private boolean isProblem(Sighting one) {
        var tone = Tone.of(one.shown());
        return incidents.containsKey(one.resource().id()) || tone == Tone.WRONG || tone == Tone.BUSY;
    }

    private List<ContainerView> views(List<Sighting> sightings) {
        return sightings.stream()
                .map(one -> ContainerView.of(
                        one, Optional.ofNullable(incidents.get(one.resource().id())), bar(one)))
                .sorted(PROBLEMS_FIRST)
                .toList();
    }

    private Bar bar(Sighting one) {
        return Bar.of(courses.getOrDefault(one.resource().id(), Course.UNKNOWN), now);
    }

    /** {@code 8 running, 1 stopped}. */
    private static String says(List<Sighting> containers) {
        var counts = containers.stream()
                .collect(Collectors.groupingBy(
                        Sighting::shown, () -> new TreeMap<State, Long>(), Collectors.counting()));
        return counts.entrySet().stream()
                .map(each -> each.getValue() + " " + Phrases.word(each.getKey()))
                .collect(Collectors.joining(", "));
    }
}
