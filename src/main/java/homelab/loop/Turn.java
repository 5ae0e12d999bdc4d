package homelab.loop;

import homelab.loop.detect.Detectors;
import homelab.loop.detect.Verdict;
import homelab.model.Ceiling;
import homelab.model.Finding;
import homelab.model.History;
import homelab.model.Incident;
import homelab.model.Intent;
import homelab.model.JournalEntry;
import homelab.model.Lesson;
import homelab.model.Lineage;
import homelab.model.Resource;
import homelab.model.Setting;
import homelab.model.Shadow;
import homelab.model.Sighting;
import homelab.model.Snapshot;
import homelab.model.Stage;
import homelab.model.Step;
import homelab.model.Story;
import homelab.store.Commit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pcollections.PMap;
import org.pcollections.PSet;

/** One turn of the loop: the state as it becomes, and what is to be written and done because of it. */
final class Turn {
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofSeconds(1);

    private final Instant now;
    private final boolean paused;
    private final long epoch;
    private Snapshot snapshot;
    private PMap<Incident.Id, Incident> open;
    private PMap<Resource.Id, Instant> pending;
    private PMap<Lesson.Key, Lesson> lessons;
    private PMap<Incident.Id, Shadow> shadows;
    private PSet<Intent.Id> inFlight;
    private PMap<Resource.Id, Instant> asked;
    private PMap<Resource.Id, Instant> cursorSaved;
    private Ceiling ceiling;
    private long lastIncident;

    private final Set<Lineage> remembered = new LinkedHashSet<>();
    private final Set<Lineage> forgotten = new LinkedHashSet<>();
    private final Map<Incident.Id, Incident> changed = new HashMap<>();
    private final List<Intent> intents = new ArrayList<>();
    private final Set<Lesson.Key> learned = new LinkedHashSet<>();
    private final Map<Incident.Id, Shadow> watched = new HashMap<>();
    private final List<Setting> settings = new ArrayList<>();
    private final List<JournalEntry> journal = new ArrayList<>();
    private final List<Story> stories = new ArrayList<>();
    private final Map<Resource.Id, String> cursors = new HashMap<>();
    private final List<Commit.StateChange> stateChanges = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    /** By the host that they are seen through: what is wanted of it in one turn is one wish. */
    private final Map<Resource.Id, Set<Resource.Id>> looks = new LinkedHashMap<>();

    private final List<Runnable> replies = new ArrayList<>();

    Turn(State before, Instant now, boolean paused, long epoch) {
        this.now = now;
        this.paused = paused;
        this.epoch = epoch;
        snapshot = before.snapshot();
        open = before.open();
        pending = before.pending();
        lessons = before.lessons();
        shadows = before.shadows();
        inFlight = before.inFlight();
        asked = before.asked();
        cursorSaved = before.cursorSaved();
        ceiling = before.ceiling();
        lastIncident = before.lastIncident();
    }

    Instant now() {
        return now;
    }

    boolean paused() {
        return paused;
    }

    long epoch() {
        return epoch;
    }

    Snapshot snapshot() {
        return snapshot;
    }

    Ceiling ceiling() {
        return ceiling;
    }

    PMap<Lesson.Key, Lesson> lessons() {
        return lessons;
    }

    /** Open incidents in the order in which they were opened. */
    List<Incident> open() {
        return open.values().stream().sorted((a, b) -> a.id().compareTo(b.id())).toList();
    }

    Optional<Incident> open(Incident.Id id) {
        return Optional.ofNullable(open.get(id));
    }

    /** The open incident about this very lineage, not one that it belongs to. */
    Optional<Incident> about(Lineage lineage) {
        return open().stream()
                .filter(one -> one.resource().lineage().equals(lineage))
                .findFirst();
    }

    List<Incident> joined(Incident.Id to) {
        return open().stream()
                .filter(one -> one.stage() instanceof Stage.Joined joined
                        && joined.to().equals(to))
                .toList();
    }

    Optional<Sighting> sighting(Incident incident) {
        return snapshot.sighting(incident.resource().id());
    }

    Optional<History> history(Incident incident) {
        return snapshot.history(incident.resource().lineage());
    }

    /** True when what the step is about was looked for and is not there. */
    boolean isGone(Incident incident, Step step) {
        // A disk does not go; after a start it is merely not looked at yet.
        return step.on().isEmpty()
                && snapshot.isGone(step.target(), incident.resource().host());
    }

    Verdict judge(Resource.Id id) {
        var troubled = open.values().stream()
                .map(Incident::resource)
                .anyMatch(one -> !one.kind().isAHost() && one.id().equals(id));
        return Detectors.judge(snapshot, id, troubled, now);
    }

    Map<Resource.Id, Instant> pending() {
        return pending;
    }

    void see(Snapshot next, Set<Lineage> changedHistories, Set<Lineage> forgottenHistories) {
        snapshot = next;
        remembered.addAll(changedHistories);
        forgotten.addAll(forgottenHistories);
    }

    void became(Resource resource, Sighting.Change change) {
        stateChanges.add(new Commit.StateChange(resource, change));
    }

    void remember(History history) {
        snapshot = snapshot.with(history);
        remembered.add(history.lineage());
    }

    void judgeAgain(Resource.Id id, Optional<Instant> at) {
        pending = at.map(when -> pending.plus(id, when)).orElseGet(() -> pending.minus(id));
    }

    /** With its host where there are several: what has one name on two of them are two. */
    String nameOf(Resource resource) {
        if (resource.kind().isAHost()) return resource.name();
        var hosts = snapshot.sightings().values().stream()
                .map(Sighting::resource)
                .filter(one -> one.kind().isAHost())
                .toList();
        var own = hosts.stream()
                .filter(host -> host.id().equals(resource.host()))
                .map(Resource::kind)
                .findFirst();
        if (hosts.stream()
                        .filter(host -> own.filter(kind -> kind == host.kind()).isPresent())
                        .count()
                < 2) return resource.name();
        return hosts.stream()
                .filter(host -> host.id().equals(resource.host()))
                .findFirst()
                .map(host -> resource.name() + " on " + host.name())
                .orElse(resource.name());
    }

    Incident openIncident(String title, Finding finding) {
        lastIncident++;
        var incident = Incident.open(new Incident.Id(lastIncident), title, finding, now);
        save(incident);
        journal("opened", incident, title + ": " + finding.says());
        return incident;
    }

    void save(Incident incident) {
        changed.put(incident.id(), incident);
        open = incident.isOpen() ? open.plus(incident.id(), incident) : open.minus(incident.id());
    }

    /** Incidents that this turn changed, resolved ones among them. */
    List<Incident> changed() {
        return changed.values().stream()
                .sorted((a, b) -> a.id().compareTo(b.id()))
                .toList();
    }

    void learn(Lesson lesson) {
        lessons = lessons.plus(lesson.key(), lesson);
        learned.add(lesson.key());
    }

    PMap<Incident.Id, Shadow> shadows() {
        return shadows;
    }

    void shadow(Shadow shadow) {
        watched.put(shadow.incident(), shadow);
        shadows =
                shadow.came().isPresent() ? shadows.minus(shadow.incident()) : shadows.plus(shadow.incident(), shadow);
    }

    void choose(Ceiling next, Setting setting) {
        ceiling = next;
        set(setting);
    }

    void set(Setting setting) {
        settings.add(setting);
    }

    void journal(String what, Incident incident, String text) {
        journal.add(new JournalEntry(now, what, Optional.of(incident.id()), text));
    }

    void journal(String what, String text) {
        journal.add(new JournalEntry(now, what, Optional.empty(), text));
    }

    void tell(Story story) {
        stories.add(story);
    }

    void intend(Intent intent, Resource.Id host) {
        intents.add(intent);
        inFlight = inFlight.plus(intent.id());
        effects.add(new Effect.CarryOut(intent, host));
    }

    boolean isInFlight(Intent intent) {
        return inFlight.contains(intent.id());
    }

    void landed(Intent intent) {
        inFlight = inFlight.minus(intent.id());
    }

    void gather(Incident incident) {
        effects.add(new Effect.Gather(incident.id(), incident.resource()));
    }

    /** Asks for a fresh look, at most once a second for each resource. */
    void lookAt(Resource resource) {
        var last = Optional.ofNullable(asked.get(resource.id()));
        if (last.filter(at -> now.isBefore(at.plus(LOOK_AGAIN_AFTER))).isPresent()) return;
        asked = asked.minusAll(askedLongAgo()).plus(resource.id(), now);
        looks.computeIfAbsent(resource.host(), ignored -> new LinkedHashSet<>()).add(resource.id());
    }

    private List<Resource.Id> askedLongAgo() {
        return asked.entrySet().stream()
                .filter(one -> !now.isBefore(one.getValue().plus(LOOK_AGAIN_AFTER)))
                .map(Map.Entry::getKey)
                .toList();
    }

    void resumeFrom(Resource.Id host, String cursor, boolean needed) {
        var last = Optional.ofNullable(cursorSaved.get(host));
        var due = last.filter(at -> now.isBefore(at.plusSeconds(60))).isEmpty();
        if (!needed && !due) return;
        cursors.put(host, cursor);
        cursorSaved = cursorSaved.plus(host, now);
    }

    /** Runs once the turn is on disk. */
    void reply(Runnable answer) {
        replies.add(answer);
    }

    Commit commit() {
        var histories = remembered.stream()
                .map(snapshot::history)
                .flatMap(Optional::stream)
                .toList();
        var lessonsLearned = learned.stream()
                .map(lessons::get)
                .flatMap(lesson -> Optional.ofNullable(lesson).stream())
                .toList();
        return new Commit(
                now,
                changed(),
                histories,
                List.copyOf(forgotten),
                intents,
                lessonsLearned,
                List.copyOf(watched.values()),
                settings,
                journal,
                stories,
                Map.copyOf(cursors),
                stateChanges);
    }

    State state() {
        return new State(
                snapshot, open, pending, lessons, shadows, inFlight, asked, cursorSaved, ceiling, lastIncident, paused);
    }

    List<Effect> effects() {
        var all = new ArrayList<Effect>();
        looks.forEach((host, ids) -> all.add(new Effect.LookAt(host, Set.copyOf(ids))));
        all.addAll(effects);
        return all;
    }

    List<Runnable> replies() {
        return replies;
    }
}
