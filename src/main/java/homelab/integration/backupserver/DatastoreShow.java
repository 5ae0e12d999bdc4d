package homelab.integration.backupserver;

import homelab.integration.backupserver.Known.Entry;
import homelab.integration.backupserver.PbsRows.Datastore;
import homelab.integration.backupserver.PbsRows.Job;
import homelab.integration.backupserver.PbsRows.Snapshot;
import homelab.integration.backupserver.PbsRows.Sort;
import homelab.integration.backupserver.PbsRows.Usage;
import homelab.model.Bytes;
import homelab.model.Level;
import homelab.model.Observation;
import homelab.model.Report;
import homelab.model.Resource;
import homelab.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One datastore as observations: how full it is, what was found in its snapshots, and how its jobs ended. */
record DatastoreShow(Names names, Memory memory, Instant now) {
    static final Level.Marks FULL = new Level.Marks(85, 95, 80, Duration.ofMinutes(2));
    private static final int MOST_NAMES = 10;
    private static final String AUDIT = "Datastore.Audit";

    /** @param usage empty where it is not told */
    List<Observation> of(Datastore datastore, Optional<Usage> usage) {
        var store = datastore.name();
        var away = away(datastore, usage);
        if (away.isPresent()) return unseen(store, away.get());
        var seen = new ArrayList<Observation>();
        seen.add(level(store, usage.orElseThrow()));
        var hidden = hidden(store);
        if (hidden.isPresent()) {
            seen.add(unseen(names.verification(store), hidden.get()));
            seen.add(unseen(names.upkeep(store), hidden.get()));
        } else {
            seen.add(verification(store));
            seen.add(upkeep(store));
        }
        return seen;
    }

    static Optional<String> away(Datastore datastore, Optional<Usage> usage) {
        return datastore
                .away()
                .or(() -> usage.flatMap(Usage::error))
                .or(() -> usage.filter(one -> one.used() + one.available() > 0).isPresent()
                        ? Optional.empty()
                        : Optional.of("it does not tell how full it is"));
    }

    /** One that the token was shown before, and is not any more. */
    List<Observation> lost(String store) {
        return unseen(store, hidden(store).orElse("the token may not look at it"));
    }

    /** Lists leave out what a token may not see, so that they say nothing. */
    Optional<String> hidden(String store) {
        var path = "/datastore/" + store;
        var may = memory.permissions.value(Memory.ALL);
        if (may.isEmpty()) return Optional.of("what the token may could not be asked");
        return may.get().has(AUDIT, path)
                ? Optional.empty()
                : Optional.of("the token may not look at it (" + AUDIT + " on " + path + " is missing)");
    }

    private List<Observation> unseen(String store, String why) {
        return names.of(store).stream().map(one -> unseen(one, why)).toList();
    }

    private Observation unseen(Resource resource, String why) {
        return new Observation.Unseen(resource.id(), now, why);
    }

    private Observation level(String store, Usage usage) {
        var of = usage.used() + usage.available();
        var percent = Math.round(usage.used() * 1000.0 / of) / 10.0;
        var words = Math.round(percent) + " % used (" + Bytes.words(usage.used()) + " of " + Bytes.words(of) + ")";
        var level = new Level(percent, words, FULL);
        return new Observation.Health(names.datastore(store), now, level.state(), level);
    }

    private Observation verification(String store) {
        var resource = names.verification(store);
        var listed = memory.namespaces.entry(store);
        var failed = listed.flatMap(Entry::failed);
        var at = now;
        var all = new ArrayList<Snapshot>();
        for (var place : memory.places(store)) {
            var entry = memory.snapshots.entry(place);
            if (entry.isEmpty()) return unseen(resource, "not all of its namespaces have been listed yet");
            failed = failed.or(() -> entry.get().failed());
            if (entry.get().at().isBefore(at)) at = entry.get().at();
            all.addAll(entry.get().value().orElse(List.of()));
        }
        if (failed.isPresent()) return unseen(resource, "its snapshots can't be listed: " + failed.get());
        if (listed.isEmpty()) return unseen(resource, "its snapshots have not been listed yet");
        return told(resource, at, verified(all));
    }

    private static Report verified(List<Snapshot> all) {
        var never = all.stream().filter(one -> one.verified().isEmpty()).count();
        var unchecked = never == 0 ? "" : " " + never + (never == 1 ? " was" : " were") + " never verified.";
        var broken = all.stream().filter(Snapshot::isBroken).toList();
        var counted = all.size() == 1 ? "one snapshot" : all.size() + " snapshots";
        if (broken.isEmpty())
            return new Report(
                    Optional.empty(),
                    all.isEmpty()
                            ? "No snapshot is in it."
                            : "None of " + counted + " failed verification." + unchecked,
                    Optional.empty());
        var some = broken.stream().limit(MOST_NAMES).map(Snapshot::words).collect(Collectors.joining(", "));
        var more = broken.size() > MOST_NAMES ? " and " + (broken.size() - MOST_NAMES) + " more" : "";
        return new Report(
                Optional.of(Severity.CRITICAL),
                broken.size() + " of " + counted + " failed verification and could not be restored whole: " + some
                        + more + "." + unchecked,
                Optional.empty());
    }

    private Observation upkeep(String store) {
        var resource = names.upkeep(store);
        var jobs = new ArrayList<Job>();
        var failed = Optional.<String>empty();
        var at = now;
        for (var sort : Sort.values()) {
            var entry = memory.jobs.entry(sort);
            failed = failed.or(() -> entry.flatMap(Entry::failed));
            if (entry.isPresent() && entry.get().at().isBefore(at))
                at = entry.get().at();
            entry.flatMap(Entry::value).orElse(List.of()).stream()
                    .filter(job -> job.store().equals(store))
                    .forEach(jobs::add);
        }
        var bad = jobs.stream().filter(Job::failed).map(Job::words).toList();
        // One that failed is told, whatever else could not be listed.
        if (bad.isEmpty() && failed.isPresent()) return unseen(resource, "its jobs can't be listed: " + failed.get());
        return told(resource, at, ended(jobs, bad));
    }

    private static Report ended(List<Job> jobs, List<String> bad) {
        var some = String.join("; ", bad.subList(0, Math.min(MOST_NAMES, bad.size())));
        var more = bad.size() > MOST_NAMES ? "; and " + (bad.size() - MOST_NAMES) + " more" : "";
        if (!bad.isEmpty())
            return new Report(Optional.of(Severity.WARNING), "The last run of " + some + more + ".", Optional.empty());
        var ran = jobs.stream().filter(job -> !job.state().isEmpty()).count();
        return new Report(
                Optional.empty(),
                ran == 0 ? "No job of it has run yet." : "The last runs of its jobs ended well.",
                Optional.empty());
    }

    /** What is not asked at each look is as old as its answer. */
    private static Observation told(Resource resource, Instant at, Report report) {
        return new Observation.Health(resource, at, report.state(), report);
    }
}
