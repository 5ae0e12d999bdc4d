package homelab.integration.backupserver;

import homelab.integration.IntegrationException;
import homelab.integration.backupserver.PbsRows.Job;
import homelab.integration.backupserver.PbsRows.Snapshot;
import homelab.integration.backupserver.PbsRows.Sort;
import homelab.integration.backupserver.PbsRows.Task;
import homelab.integration.backupserver.PbsRows.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** What is not asked at each look: it is asked again after a while, and once a task about it has ended. */
final class Memory {
    static final String ALL = "all";
    private static final Duration HOLDS = Duration.ofMinutes(15);
    private static final Version UNKNOWN = new Version("", 0, 0);

    /** Listings in one look; the others follow in the next. */
    static final int LISTINGS = 20;

    /** Where snapshots are: a namespace of a datastore, the root of which has no name. */
    record Place(String store, String namespace) {}

    final Known<String, Version> version = new Known<>(HOLDS);
    final Known<String, Permissions> permissions = new Known<>(HOLDS);
    final Known<Sort, List<Job>> jobs = new Known<>(HOLDS);
    final Known<String, List<String>> namespaces = new Known<>(HOLDS);
    final Known<Place, List<Snapshot>> snapshots = new Known<>(HOLDS);
    private Set<String> ended = Set.of();

    /** All is asked again. */
    void doubtAll() {
        permissions.doubtAll();
        jobs.doubtAll();
        namespaces.doubtAll();
        snapshots.doubtAll();
    }

    void note(List<Task> tasks) {
        for (var task : tasks) if (!ended.contains(task.upid())) ended(task);
        ended = tasks.stream().map(Task::upid).collect(Collectors.toSet());
    }

    private void ended(Task task) {
        jobs.doubtAll();
        for (var place : snapshots.entries().keySet()) if (task.about().contains(place.store())) snapshots.doubt(place);
    }

    List<Place> places(String store) {
        return namespaces.value(store).orElse(List.of()).stream()
                .map(namespace -> new Place(store, namespace))
                .toList();
    }

    /** Of datastores that are there. */
    List<Runnable> dueFirst(PbsApi api, List<String> stores, Instant now) {
        var due = new ArrayList<Runnable>();
        for (var sort : Sort.values())
            if (isDue(jobs, sort, now)) due.add(() -> jobs.ask(sort, now, () -> jobs(api, sort)));
        for (var store : stores)
            if (isDue(namespaces, store, now)) due.add(() -> namespaces.ask(store, now, () -> api.namespaces(store)));
        return due;
    }

    /** Once one does not come in time, the others wait for the next look. */
    List<Runnable> dueThen(PbsApi api, List<String> stores, Instant now) {
        var silent = new AtomicBoolean();
        return stores.stream()
                .flatMap(store -> places(store).stream())
                .filter(place -> isDue(snapshots, place, now))
                .sorted(Comparator.comparing(snapshots::dueAt))
                .limit(LISTINGS)
                .<Runnable>map(place -> () -> {
                    if (!silent.get()) snapshots.ask(place, now, () -> listed(api, place, silent));
                })
                .toList();
    }

    private static List<Snapshot> listed(PbsApi api, Place place, AtomicBoolean silent) throws IntegrationException {
        try {
            return api.snapshots(place.store(), place.namespace());
        } catch (IntegrationException e) {
            if (e.kind() == IntegrationException.Kind.UNREACHABLE) silent.set(true);
            throw e;
        }
    }

    private static <K> boolean isDue(Known<K, ?> known, K key, Instant now) {
        return !now.isBefore(known.dueAt(key));
    }

    /** Of one that runs now, how its last run ended is not told; it is as it was. */
    private List<Job> jobs(PbsApi api, Sort sort) throws IntegrationException {
        var before = jobs.value(sort).orElse(List.of());
        return api.jobs(sort, version.value(ALL).orElse(UNKNOWN)).stream()
                .map(job -> job.state().isEmpty()
                        ? before.stream().filter(job::isSame).findFirst().orElse(job)
                        : job)
                .toList();
    }

    void keepOnly(Set<String> stores) {
        namespaces.keepOnly(stores);
        var places = new HashSet<Place>();
        for (var store : stores) places.addAll(places(store));
        snapshots.keepOnly(places);
    }
}
