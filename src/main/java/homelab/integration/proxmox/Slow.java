package homelab.integration.proxmox;

import homelab.integration.proxmox.GuestRows.At;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is not asked at each look, since it takes long or changes seldom: the latest answers. */
final class Slow {
    /** The one key of what is asked of the cluster as a whole. */
    static final String ALL = "";

    final Book<Integer, GuestRows.Config> configs = new Book<>(Duration.ofMinutes(15));
    final Book<Integer, GuestRows.Status> statuses = new Book<>(Duration.ofMinutes(5));
    final Book<Integer, Boolean> agents = new Book<>(Duration.ofMinutes(5));
    final Book<Integer, List<GuestRows.FileSystem>> fileSystems = new Book<>(Duration.ofMinutes(5));
    final Book<Integer, List<GuestRows.Snapshot>> snapshots = new Book<>(Duration.ofHours(6));
    final Book<Integer, List<TaskRows.Task>> tasks = new Book<>(Duration.ofDays(1));
    final Book<String, Duration> ahead = new Book<>(Duration.ofMinutes(10));
    final Book<String, NodeRows.Recent> recent = new Book<>(Duration.ofMinutes(2));
    final Book<String, List<NodeRows.Service>> services = new Book<>(Duration.ofMinutes(5));
    final Book<String, List<NodeRows.Certificate>> certificates = new Book<>(Duration.ofHours(6));
    /** Each time wakes disks that sleep. */
    final Book<String, List<NodeRows.Disk>> disks = new Book<>(Duration.ofHours(6));

    final Book<String, List<NodeRows.Pool>> pools = new Book<>(Duration.ofMinutes(10));
    final Book<String, Integer> updates = new Book<>(Duration.ofHours(6));
    final Book<String, Permissions> permissions = new Book<>(Duration.ofMinutes(10));
    final Book<String, ClusterRows.Version> version = new Book<>(Duration.ofHours(1));
    final Book<String, ClusterRows.Ceph> ceph = new Book<>(Duration.ofMinutes(5));
    final Book<String, List<ClusterRows.BackupJob>> jobs = new Book<>(Duration.ofMinutes(10));
    final Book<String, List<ClusterRows.InNoJob>> inNoJob = new Book<>(Duration.ofMinutes(10));
    /** By the node that is asked and the storage. */
    final Book<OnNode, List<NodeRows.Backup>> backups = new Book<>(Duration.ofMinutes(15));

    final Book<OnNode, NodeRows.StorageState> storages = new Book<>(Duration.ofMinutes(2));
    /** What failed in a backup, by the task: each guest with its reason. */
    final Book<String, Map<Integer, String>> dumps = new Book<>(Duration.ofDays(30));

    final FailedBackups failed = new FailedBackups();

    /** A storage as one node sees it. */
    record OnNode(String node, String storage) {}

    /** All that is known of this guest may be another now. */
    void doubt(int vmid) {
        configs.doubt(vmid);
        statuses.doubt(vmid);
        // What answered before says nothing about now.
        agents.forget(vmid);
        tasks.doubt(vmid);
    }

    /** There should be one in it. */
    boolean hasAgent(int vmid) {
        return configs.value(vmid).filter(GuestRows.Config::agent).isPresent();
    }

    /** Answers about what is not there any more are dropped. */
    void keepOnly(Picture picture) {
        var vmids = picture.guests().stream().map(ClusterRows.Guest::vmid).collect(Collectors.toSet());
        Stream.of(configs, statuses, agents, fileSystems, snapshots, tasks).forEach(book -> book.keepOnly(vmids));
        failed.keepOnly(vmids);
        var nodes =
                picture.resources().nodes().stream().map(ClusterRows.Node::name).collect(Collectors.toSet());
        Stream.of(ahead, recent, services, certificates, disks, pools, updates).forEach(book -> book.keepOnly(nodes));
        var places = picture.resources().storages().stream()
                .map(one -> new OnNode(one.node(), one.name()))
                .collect(Collectors.toSet());
        Stream.of(backups, storages).forEach(book -> book.keepOnly(places));
        dumps.keepOnly(
                picture.tasks().all().stream().map(task -> task.upid().text()).collect(Collectors.toSet()));
    }

    /** Whether the agent inside answers; that it does not is an answer too. */
    void ping(PveApi api, At vm, Instant now) {
        agents.ask(vm.vmid(), now, () -> {
            try {
                api.ping(vm, Duration.ofSeconds(5));
                return true;
            } catch (homelab.integration.IntegrationException e) {
                if (e.kind() == homelab.integration.IntegrationException.Kind.REJECTED) return false;
                throw e;
            }
        });
    }
}
