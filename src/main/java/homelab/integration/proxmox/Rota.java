package homelab.integration.proxmox;

import homelab.integration.proxmox.ClusterRows.Guest;
import homelab.integration.proxmox.GuestRows.At;
import homelab.integration.proxmox.Slow.OnNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which slow questions are asked at one look: the most overdue, as many as its budget allows. */
final class Rota {
    private static final Pattern FAILED =
            Pattern.compile("ERROR: Backup of (?:VM|CT) ([0-9]{3,9}) failed - (.{1,300})");

    private final Slow slow;
    private final PveApi api;
    private final Picture picture;
    private final Instant now;
    /** Of the cluster, its nodes and storages; there are few, and each says much. */
    private final List<Question> ofFew = new ArrayList<>();
    /** Of its guests, which are many. */
    private final List<Question> ofMany = new ArrayList<>();

    /** @param rank of two that are as much overdue the lower goes first */
    private record Question(Instant dueAt, int rank, Runnable ask) {}

    private Rota(Slow slow, PveApi api, Picture picture, Instant now) {
        this.slow = slow;
        this.api = api;
        this.picture = picture;
        this.now = now;
    }

    /** @return each asks its question and notes the answer */
    static List<Runnable> due(Slow slow, PveApi api, Picture picture, Instant now, int budget) {
        var rota = new Rota(slow, api, picture, now);
        rota.cluster();
        picture.onlineNodes().forEach(rota::node);
        picture.guests().stream()
                .filter(guest -> picture.isOnline(guest.node()) && !guest.template())
                .forEach(rota::guest);
        rota.storages();
        rota.dumps();
        return rota.within(Math.max(0, budget)).map(Question::ask).toList();
    }

    /** Two thirds at most are about the few while guests wait; neither starves the other. */
    private Stream<Question> within(int budget) {
        Stream.of(ofFew, ofMany)
                .forEach(each -> each.sort(Comparator.comparing(Question::dueAt).thenComparingInt(Question::rank)));
        var few = Math.min(ofFew.size(), Math.max(budget * 2 / 3, budget - ofMany.size()));
        return Stream.concat(ofFew.stream().limit(few), ofMany.stream().limit(budget - few));
    }

    private <K, V> void question(int rank, Book<K, V> book, K key, Book.Ask<V> ask) {
        note(ofFew, rank, book, key, ask);
    }

    private <V> void about(Guest guest, int rank, Book<Integer, V> book, Book.Ask<V> ask) {
        note(ofMany, rank, book, guest.vmid(), ask);
    }

    private <K, V> void note(List<Question> list, int rank, Book<K, V> book, K key, Book.Ask<V> ask) {
        var dueAt = book.dueAt(key);
        if (!now.isBefore(dueAt)) list.add(new Question(dueAt, rank, () -> book.ask(key, now, ask)));
    }

    private void cluster() {
        question(0, slow.permissions, Slow.ALL, api::permissions);
        question(0, slow.version, Slow.ALL, api::version);
        question(1, slow.jobs, Slow.ALL, api::backupJobs);
        question(1, slow.inNoJob, Slow.ALL, api::inNoJob);
        question(3, slow.ceph, Slow.ALL, api::ceph);
    }

    private void node(String node) {
        question(1, slow.ahead, node, () -> {
            var asked = now;
            return api.time(node).map(time -> Duration.between(asked, time)).orElse(Duration.ZERO);
        });
        question(2, slow.recent, node, () -> api.recent(node));
        question(2, slow.services, node, () -> api.services(node));
        question(2, slow.certificates, node, () -> api.certificates(node));
        question(3, slow.pools, node, () -> api.pools(node));
        question(4, slow.disks, node, () -> api.disks(node));
        // Even to list them takes the right to change the node, so it is only asked where that is given anyway.
        if (slow.permissions
                .value(Slow.ALL)
                .filter(may -> may.has("Sys.Modify", "/nodes/" + node))
                .isPresent())
            question(5, slow.updates, node, () -> api.updates(node).size());
    }

    private void guest(Guest guest) {
        var at = new At(guest.node(), guest.vmid(), guest.container());
        var runs = guest.status().equals("running");
        // Whether one that is down should run says its config.
        about(guest, runs ? 1 : 0, slow.configs, () -> api.config(at));
        about(guest, 6, slow.snapshots, () -> api.snapshots(at));
        if (!runs || guest.container()) return;
        about(guest, 3, slow.statuses, () -> api.status(at));
        if (!slow.hasAgent(guest.vmid())) return;
        var pinged = slow.agents.dueAt(guest.vmid());
        if (!now.isBefore(pinged)) ofMany.add(new Question(pinged, 4, () -> slow.ping(api, at, now)));
        if (slow.agents.value(guest.vmid()).filter(answers -> answers).isPresent())
            about(guest, 4, slow.fileSystems, () -> api.fileSystems(at));
    }

    private void storages() {
        for (var place : picture.places()) {
            var at = new OnNode(place.node(), place.name());
            question(2, slow.storages, at, () -> api.storage(at.node(), at.storage()));
            var active = slow.storages
                    .value(at)
                    .filter(NodeRows.StorageState::active)
                    .isPresent();
            if (active && place.contents().contains("backup"))
                question(2, slow.backups, at, () -> api.backups(at.node(), at.storage()));
        }
    }

    /** A job that failed for some says for whom in its log only. */
    private void dumps() {
        picture.tasks().all().stream()
                .filter(task -> task.upid().type().equals("vzdump")
                        && task.ending() instanceof TaskRows.Ending.Failed
                        && picture.isOnline(task.upid().node()))
                .limit(20)
                .forEach(task -> question(0, slow.dumps, task.upid().text(), () -> failures(task)));
    }

    /** Its whole log is read, since the last of many guests may have failed. */
    private Map<Integer, String> failures(TaskRows.Task task) throws homelab.integration.IntegrationException {
        var failures = new TreeMap<Integer, String>();
        for (var line : api.log(task.upid(), 0).lines()) {
            var said = FAILED.matcher(line);
            if (said.find()) failures.put(Integer.valueOf(said.group(1)), said.group(2));
        }
        if (failures.isEmpty()
                && task.upid().id().matches("[0-9]{3,9}")
                && task.ending() instanceof TaskRows.Ending.Failed failed)
            failures.put(Integer.valueOf(task.upid().id()), failed.words());
        failures.forEach((vmid, why) -> slow.failed.note(
                vmid, new homelab.model.Backups.Failure(task.upid().startedAt(), why)));
        return Map.copyOf(failures);
    }
}
