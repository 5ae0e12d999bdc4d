package homelab.integration.proxmox;

import homelab.integration.IntegrationException;
import homelab.integration.http.Row;
import homelab.integration.proxmox.ClusterRows.BackupJob;
import homelab.integration.proxmox.ClusterRows.Ceph;
import homelab.integration.proxmox.ClusterRows.Guest;
import homelab.integration.proxmox.ClusterRows.HaLine;
import homelab.integration.proxmox.ClusterRows.InNoJob;
import homelab.integration.proxmox.ClusterRows.Membership;
import homelab.integration.proxmox.ClusterRows.Node;
import homelab.integration.proxmox.ClusterRows.Resources;
import homelab.integration.proxmox.ClusterRows.Storage;
import homelab.integration.proxmox.ClusterRows.Version;
import homelab.integration.proxmox.GuestRows.At;
import homelab.integration.proxmox.GuestRows.FileSystem;
import homelab.integration.proxmox.GuestRows.Snapshot;
import homelab.integration.proxmox.NodeRows.Backup;
import homelab.integration.proxmox.NodeRows.Certificate;
import homelab.integration.proxmox.NodeRows.Disk;
import homelab.integration.proxmox.NodeRows.Pool;
import homelab.integration.proxmox.NodeRows.PoolState;
import homelab.integration.proxmox.NodeRows.Service;
import homelab.integration.proxmox.NodeRows.Smart;
import homelab.integration.proxmox.NodeRows.StorageState;
import homelab.integration.proxmox.NodeRows.Update;
import homelab.integration.proxmox.TaskRows.Task;
import homelab.model.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the agent reads from Proxmox. Nothing in here changes anything. */
final class PveApi {
    private static final Duration LOOK = Duration.ofSeconds(10);

    /** A node passes a slow answer on for 30 s. */
    private static final Duration SLOW = Duration.ofSeconds(32);

    private final PveWire wire;
    private final Duration look;
    private final Duration slow;

    PveApi(PveWire wire) {
        this(wire, LOOK, SLOW);
    }

    private PveApi(PveWire wire, Duration look, Duration slow) {
        this.wire = wire;
        this.look = look;
        this.slow = slow;
    }

    /** The same, for who cannot wait longer than this for any answer. */
    PveApi within(Duration limit) {
        return new PveApi(wire, limit, limit);
    }

    /** For one look: no node is asked again that did not answer. */
    PveApi inOneLook() {
        return new PveApi(wire.inOneLook(), look, slow);
    }

    Optional<String> absence() {
        return wire.absence();
    }

    Version version() throws IntegrationException {
        return new Version(row(Call.get("/version"), look).text("version"));
    }

    Permissions permissions() throws IntegrationException {
        return Permissions.read(row(Call.get("/access/permissions"), look));
    }

    Resources resources() throws IntegrationException {
        var rows = rows(Call.get("/cluster/resources"), look);
        return new Resources(
                each(rows, Node::read, "node"),
                each(rows, Guest::read, "qemu", "lxc"),
                each(rows, Storage::read, "storage"));
    }

    private static <T> List<T> each(List<Row> rows, Function<Row, Optional<T>> read, String... types) {
        var wanted = List.of(types);
        return rows.stream()
                .filter(row -> wanted.contains(row.text("type")))
                .flatMap(row -> read.apply(row).stream())
                .toList();
    }

    Membership membership() throws IntegrationException {
        var membership = Membership.read(rows(Call.get("/cluster/status"), look));
        membership.members().stream()
                .filter(ClusterRows.Member::local)
                .findFirst()
                .ifPresent(entry -> wire.answeredBy(entry.name()));
        return membership;
    }

    List<Task> clusterTasks() throws IntegrationException {
        return list(Call.get("/cluster/tasks"), look, Task::read);
    }

    List<HaLine> ha() throws IntegrationException {
        return list(Call.get("/cluster/ha/status/current"), look, row -> Optional.of(HaLine.read(row)));
    }

    List<BackupJob> backupJobs() throws IntegrationException {
        return list(Call.get("/cluster/backup"), look, row -> Optional.of(BackupJob.read(row)));
    }

    List<InNoJob> inNoJob() throws IntegrationException {
        return list(
                Call.get("/cluster/backup-info/not-backed-up"),
                look,
                row -> row.upTo(ProxmoxConfig.LARGEST_VMID, "vmid").map(vmid -> new InNoJob(vmid, row.text("name"))));
    }

    Ceph ceph() throws IntegrationException {
        return Ceph.read(row(Call.get("/cluster/ceph/status"), look));
    }

    NodeRows.Status node(String node) throws IntegrationException {
        return NodeRows.Status.read(row(Call.get("/nodes/{node}/status", node), look));
    }

    /** What the node has told of itself lately. */
    NodeRows.Recent recent(String node) throws IntegrationException {
        var call = Call.get("/nodes/{node}/rrddata", node)
                .with("timeframe", "hour")
                .with("cf", "AVERAGE");
        return NodeRows.Recent.newest(rows(call, look));
    }

    /** Empty where it does not tell. */
    Optional<Instant> time(String node) throws IntegrationException {
        return row(Call.get("/nodes/{node}/time", node), look).time("time");
    }

    /** What was done to one guest on this node, newest first, what runs included. */
    List<Task> tasks(String node, int vmid, int most) throws IntegrationException {
        var call = Call.get("/nodes/{node}/tasks", node)
                .with("vmid", String.valueOf(vmid))
                .with("source", "all")
                .with("limit", String.valueOf(most));
        return list(call, look, Task::read);
    }

    /** What was begun on this node since then, newest first, what runs included. */
    List<Task> tasks(String node, Instant since, int most) throws IntegrationException {
        var call = Call.get("/nodes/{node}/tasks", node)
                .with("since", String.valueOf(since.getEpochSecond()))
                .with("source", "all")
                .with("limit", String.valueOf(most));
        return list(call, look, Task::read);
    }

    TaskRows.Status task(Upid upid) throws IntegrationException {
        var call = Call.get("/nodes/{node}/tasks/{upid}/status", upid.node(), upid.text());
        return TaskRows.Status.read(row(call, look));
    }

    TaskRows.Log log(Upid upid, int most) throws IntegrationException {
        var call = Call.get("/nodes/{node}/tasks/{upid}/log", upid.node(), upid.text())
                .with("limit", String.valueOf(most));
        return new TaskRows.Log(list(call, look, row -> row.said("t").map(Text::harmless)));
    }

    List<Service> services(String node) throws IntegrationException {
        return list(Call.get("/nodes/{node}/services", node), look, Service::read);
    }

    List<Update> updates(String node) throws IntegrationException {
        return list(Call.get("/nodes/{node}/apt/update", node), look, Update::read);
    }

    List<Certificate> certificates(String node) throws IntegrationException {
        return list(Call.get("/nodes/{node}/certificates/info", node), look, row -> Optional.of(Certificate.read(row)));
    }

    /** Wakes disks that sleep: a few times a day is enough. */
    List<Disk> disks(String node) throws IntegrationException {
        return list(Call.get("/nodes/{node}/disks/list", node), slow, Disk::read);
    }

    /** Wakes the disk. */
    Smart smart(String node, String disk) throws IntegrationException {
        return Smart.read(row(Call.get("/nodes/{node}/disks/smart", node).with("disk", disk), slow));
    }

    List<Pool> pools(String node) throws IntegrationException {
        return list(Call.get("/nodes/{node}/disks/zfs", node), look, Pool::read);
    }

    PoolState pool(String node, String name) throws IntegrationException {
        return PoolState.read(row(Call.get("/nodes/{node}/disks/zfs/{name}", node, name), look));
    }

    StorageState storage(String node, String storage) throws IntegrationException {
        return StorageState.read(row(Call.get("/nodes/{node}/storage/{storage}/status", node, storage), look));
    }

    /** Only those that the token may see: it needs more than the right to look at the storage. */
    List<Backup> backups(String node, String storage) throws IntegrationException {
        var call = Call.get("/nodes/{node}/storage/{storage}/content", node, storage)
                .with("content", "backup");
        return list(call, slow, Backup::read);
    }

    GuestRows.Config config(At guest) throws IntegrationException {
        return GuestRows.Config.read(row(guest(guest, "/config"), look));
    }

    GuestRows.Status status(At guest) throws IntegrationException {
        return GuestRows.Status.read(row(guest(guest, "/status/current"), look));
    }

    List<Snapshot> snapshots(At guest) throws IntegrationException {
        return list(guest(guest, "/snapshot"), look, Snapshot::read);
    }

    /** Ends without a word when the guest's agent answers. REJECTED says why it does not. */
    void ping(At vm, Duration limit) throws IntegrationException {
        wire.data(Call.post("/nodes/{node}/qemu/{vmid}/agent/ping", vm.node(), String.valueOf(vm.vmid())), limit);
    }

    List<FileSystem> fileSystems(At vm) throws IntegrationException {
        var call = Call.get("/nodes/{node}/qemu/{vmid}/agent/get-fsinfo", vm.node(), String.valueOf(vm.vmid()));
        return row(call, look).rows("result").stream()
                .flatMap(row -> FileSystem.read(row).stream())
                .toList();
    }

    private static Call guest(At guest, String rest) {
        return Call.get("/nodes/{node}/" + guest.kind() + "/{vmid}" + rest, guest.node(), String.valueOf(guest.vmid()));
    }

    private Row row(Call call, Duration limit) throws IntegrationException {
        var data = wire.data(call, limit);
        if (!data.isObject()) throw PveWire.unreadable(call, "the answer's data is no object");
        return new Row(data);
    }

    private List<Row> rows(Call call, Duration limit) throws IntegrationException {
        var data = wire.data(call, limit);
        if (data.isNull()) return List.of();
        if (!data.isArray()) throw PveWire.unreadable(call, "the answer's data is no list");
        return Row.objects(data).toList();
    }

    private <T> List<T> list(Call call, Duration limit, Function<Row, Optional<T>> read) throws IntegrationException {
        return rows(call, limit).stream()
                .flatMap(row -> read.apply(row).stream())
                .toList();
    }
}
