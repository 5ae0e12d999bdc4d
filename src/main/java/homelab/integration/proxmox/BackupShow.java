package homelab.integration.proxmox;

import homelab.integration.proxmox.ClusterRows.BackupJob;
import homelab.integration.proxmox.ClusterRows.Guest;
import homelab.integration.proxmox.ClusterRows.InNoJob;
import homelab.model.Backups;
import homelab.model.Kind;
import homelab.model.Observation;
import homelab.model.Report;
import homelab.model.Resource;
import homelab.model.Severity;
import homelab.model.State;
import homelab.model.Task.Deed;
import homelab.model.Wishes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The backups of each guest, and the guests that nobody backs up, as observations. */
final class BackupShow {
    private static final int MOST_NAMES = 10;

    private final Home home;
    private final Picture picture;
    private final Slow slow;
    private final Duration mayBe;
    private final Instant now;
    private final BackupPlaces places;
    private final Map<Integer, Backups.Latest> latest;
    private final Set<Integer> inNoJob;

    BackupShow(Home home, Picture picture, Slow slow, Duration mayBe, Instant now) {
        this.home = home;
        this.picture = picture;
        this.slow = slow;
        this.mayBe = mayBe;
        this.now = now;
        this.places = new BackupPlaces(picture, slow, now);
        this.latest = latest();
        this.inNoJob = slow.inNoJob.value(Slow.ALL).orElse(List.of()).stream()
                .map(InNoJob::vmid)
                .collect(Collectors.toSet());
    }

    private Map<Integer, Backups.Latest> latest() {
        var newest = new HashMap<Integer, Backups.Latest>();
        for (var place : picture.places()) {
            var listed = slow.backups.value(new Slow.OnNode(place.node(), place.name()));
            for (var backup : listed.orElse(List.of())) {
                if (backup.vmid().isEmpty() || backup.at().isEmpty()) continue;
                var made = new Backups.Latest(
                        backup.at().get(), place.name(), backup.verified().map("ok"::equals));
                newest.merge(backup.vmid().get(), made, (a, b) -> a.at().isBefore(b.at()) ? b : a);
            }
        }
        return newest;
    }

    /** Of one whose backups may not be seen, or were not listed lately, nothing is said. */
    Optional<Observation> of(Guest guest, Resource resource) {
        if (guest.template()) return Optional.empty();
        var vmid = guest.vmid();
        var wanted = job(guest).map(BackupJob::storage).filter(name -> !name.isEmpty());
        if (!places.areListed(wanted) || !maySee(guest)) return Optional.empty();
        var storage = wanted.or(() -> Optional.ofNullable(latest.get(vmid)).map(Backups.Latest::storage));
        var backups = new Backups(
                Optional.ofNullable(latest.get(vmid)),
                failed(vmid),
                slow.inNoJob.value(Slow.ALL).isPresent() && !inNoJob.contains(vmid),
                storage,
                guest.lock().equals("backup"),
                picture.tasks().ours("", Deed.BACKUP, Integer.toString(vmid)),
                mayBe);
        var id = home.part("backups", Integer.toString(vmid));
        return Optional.of(new Observation.Health(
                home.part(Kind.BACKUP, id, "backups of " + resource.name(), resource.id(), resource.wishes()),
                now,
                State.RUNNING,
                backups));
    }

    /** A list leaves out what the token may not see, so one without an entry of this guest would say nothing. */
    private boolean maySee(Guest guest) {
        var may = slow.permissions.value(Slow.ALL);
        return may.isPresent()
                && places.all().stream()
                        .allMatch(place -> may.get().has("Datastore.Allocate", "/storage/" + place.name())
                                || (may.get().has("Datastore.AllocateSpace", "/storage/" + place.name())
                                        && may.get().has("VM.Backup", "/vms/" + guest.vmid())));
    }

    private Optional<BackupJob> job(Guest guest) {
        return slow.jobs.value(Slow.ALL).orElse(List.of()).stream()
                .filter(BackupJob::enabled)
                .filter(job -> job.node().isEmpty() || job.node().equals(guest.node()))
                .filter(job -> job.vmids().contains(guest.vmid())
                        || (job.all() && !job.exclude().contains(guest.vmid()))
                        || (!job.pool().isEmpty() && job.pool().equals(guest.pool())))
                .findFirst();
    }

    private Optional<Backups.Failure> failed(int vmid) {
        Optional.ofNullable(latest.get(vmid)).ifPresent(made -> slow.failed.over(vmid, made.at()));
        return slow.failed.of(vmid);
    }

    /** All that nobody backs up, as one: a list of its own for each would be a shout. */
    Optional<Observation> plan() {
        if (slow.inNoJob.value(Slow.ALL).isEmpty()) return Optional.empty();
        var names = new ArrayList<String>();
        for (var guest : picture.guests()) {
            var off = guest.tags().stream().anyMatch("homelab-agent-off"::equalsIgnoreCase);
            if (inNoJob.contains(guest.vmid()) && !guest.template() && !off)
                names.add(guest.name() + " (" + guest.vmid() + ")");
        }
        var some = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        var more = names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "";
        var report = new Report(
                names.isEmpty() ? Optional.empty() : Optional.of(Severity.WARNING),
                names.isEmpty()
                        ? "Each guest is in a backup job."
                        : "In no backup job: " + some + more + ". Tag one homelab-agent-off where that is meant so.",
                Optional.empty());
        return Optional.of(new Observation.Health(
                home.part(Kind.BACKUP, home.part("backups", "plan"), "the backup plan", home.host(), Wishes.NONE),
                now,
                report.state(),
                report));
    }
}
