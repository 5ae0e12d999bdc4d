package homelab.integration.backupserver;

import homelab.integration.IntegrationException;
import homelab.integration.IntegrationException.Kind;
import homelab.integration.backupserver.PbsRows.Datastore;
import homelab.integration.backupserver.PbsRows.Usage;
import homelab.integration.backupserver.PbsRows.Version;
import homelab.model.BackupServer;
import homelab.model.Certificate;
import homelab.model.Look;
import homelab.model.Observation;
import homelab.model.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A full look at a backup server: how full its datastores are, what ended, and what has not been asked for a while. */
final class Looking implements AutoCloseable {
    private static final Duration TOLD_BEFORE = Duration.ofDays(14);
    private static final int AT_ONCE = 3;

    private final BackupServerConfig config;
    private final PbsApi api;
    private final InstantSource clock;
    private final Names names;
    private final Memory memory = new Memory();
    private final ExecutorService threads =
            Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory());
    /** The datastores that the last look saw. */
    private Set<String> before = Set.of();

    Looking(BackupServerConfig config, PbsApi api, InstantSource clock) {
        this.config = config;
        this.api = api;
        this.clock = clock;
        this.names = new Names(config.name(), config.id());
    }

    /** @param doubted nothing is taken from memory */
    Look full(boolean doubted) throws IntegrationException {
        if (doubted) memory.doubtAll();
        var usages = api.usages().stream().collect(Collectors.toMap(Usage::store, Function.identity(), (a, b) -> a));
        var datastores = api.datastores();
        noteEnded();
        var now = clock.instant();
        var listed = datastores.stream().map(Datastore::name).collect(Collectors.toSet());
        if (!listed.containsAll(before)) memory.permissions.doubtAll();
        if (!now.isBefore(memory.permissions.dueAt(Memory.ALL)))
            memory.permissions.ask(Memory.ALL, now, api::permissions);
        if (!now.isBefore(memory.version.dueAt(Memory.ALL))) memory.version.ask(Memory.ALL, now, api::version);
        if (listed.isEmpty()) refuseBlindness();
        var there = datastores.stream()
                .filter(one -> DatastoreShow.away(one, Optional.ofNullable(usages.get(one.name())))
                        .isEmpty())
                .map(Datastore::name)
                .toList();
        together(memory.dueFirst(api, there, now));
        together(memory.dueThen(api, there, now));
        var show = new DatastoreShow(names, memory, now);
        var seen = new ArrayList<Observation>();
        itself(now, seen);
        for (var one : datastores) seen.addAll(show.of(one, Optional.ofNullable(usages.get(one.name()))));
        var kept = new HashSet<>(listed);
        for (var store : before)
            if (!listed.contains(store) && show.hidden(store).isPresent()) {
                seen.addAll(show.lost(store));
                kept.add(store);
            }
        before = Set.copyOf(kept);
        memory.keepOnly(before);
        var present = seen.stream().map(Observation::about).collect(Collectors.toSet());
        return new Look(config.id(), now, seen, Optional.of(present), Set.of(), Optional.empty());
    }

    private void noteEnded() throws IntegrationException {
        try {
            memory.note(api.ended());
        } catch (IntegrationException e) {
            // It is only a hint; what it would hint at is asked in time anyway.
            if (e.kind() == Kind.UNREACHABLE) throw e;
        }
    }

    /** An empty list is what a token without rights is shown too. */
    private void refuseBlindness() throws IntegrationException {
        var may = memory.permissions.value(Memory.ALL);
        if (may.isPresent() && !may.get().has("Datastore.Audit", "/datastore"))
            throw new IntegrationException(
                    Kind.FORBIDDEN,
                    "no datastore is shown: the token " + config.token().id()
                            + " lacks Datastore.Audit on /datastore; see homelab doctor");
    }

    private void itself(Instant now, List<Observation> seen) {
        var version = memory.version.value(Memory.ALL).map(Version::text).orElse("");
        seen.add(new Observation.Health(names.itself(), now, State.RUNNING, new BackupServer(version)));
        api.certificateEnds()
                .ifPresent(ends -> seen.add(new Observation.Health(
                        names.certificate(), now, State.RUNNING, new Certificate(config.name(), ends, TOLD_BEFORE))));
    }

    private void together(List<Runnable> questions) throws IntegrationException {
        try {
            threads.invokeAll(questions.stream()
                    .<Callable<Object>>map(Executors::callable)
                    .toList());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IntegrationException(Kind.UNREACHABLE, "the look was broken off: the agent is stopping", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
