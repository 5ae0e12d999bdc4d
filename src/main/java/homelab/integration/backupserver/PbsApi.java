package homelab.integration.backupserver;

import homelab.integration.IntegrationException;
import homelab.integration.backupserver.PbsRows.Datastore;
import homelab.integration.backupserver.PbsRows.Job;
import homelab.integration.backupserver.PbsRows.Snapshot;
import homelab.integration.backupserver.PbsRows.Sort;
import homelab.integration.backupserver.PbsRows.Task;
import homelab.integration.backupserver.PbsRows.Usage;
import homelab.integration.backupserver.PbsRows.Version;
import homelab.integration.http.Request;
import homelab.integration.http.Request.Field;
import homelab.integration.http.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** What the agent reads from a backup server. Nothing in here changes anything. */
final class PbsApi {
    private static final Duration LOOK = Duration.ofSeconds(10);

    /** A listing reads a directory for each snapshot. */
    private static final Duration SLOW = Duration.ofSeconds(60);

    private static final int TASKS = 100;

    private final PbsWire wire;
    private final Duration look;
    private final Duration slow;

    PbsApi(PbsWire wire) {
        this(wire, LOOK, SLOW);
    }

    private PbsApi(PbsWire wire, Duration look, Duration slow) {
        this.wire = wire;
        this.look = look;
        this.slow = slow;
    }

    /** The same, for who cannot wait longer than this for any answer. */
    PbsApi within(Duration limit) {
        return new PbsApi(wire, limit, limit);
    }

    Optional<String> absence() {
        return wire.absence();
    }

    /** When the certificate that it shows ends; empty before it was shown. */
    Optional<Instant> certificateEnds() {
        return wire.certificate().map(shown -> shown.getNotAfter().toInstant());
    }

    Version version() throws IntegrationException {
        return Version.read(row("/version"));
    }

    Permissions permissions() throws IntegrationException {
        return Permissions.read(row("/access/permissions"));
    }

    List<Datastore> datastores() throws IntegrationException {
        return list("/admin/datastore", look, Datastore::read);
    }

    List<Usage> usages() throws IntegrationException {
        return list("/status/datastore-usage", look, Usage::read);
    }

    /** Those that ended last, of any sort; of others than its own the token needs Sys.Audit on /system/tasks. */
    List<Task> ended() throws IntegrationException {
        return list("/nodes/localhost/tasks?limit=" + TASKS, look, Task::read);
    }

    List<Job> jobs(Sort sort, Version version) throws IntegrationException {
        var path = switch (sort) {
            case VERIFY -> "/admin/verify";
            case GARBAGE_COLLECTION -> "/admin/gc";
            case PRUNE -> "/admin/prune";
            case SYNC -> "/admin/sync" + (version.knowsPush() ? "?sync-direction=all" : "");
        };
        return list(path, look, row -> Job.read(sort, row));
    }

    /** The root, whose name is empty, and all below it. */
    List<String> namespaces(String store) throws IntegrationException {
        return list("/admin/datastore/" + store + "/namespace", look, row -> Optional.of(row.text("ns")));
    }

    List<Snapshot> snapshots(String store, String namespace) throws IntegrationException {
        var query = namespace.isEmpty() ? "" : "?" + Request.encoded(List.of(new Field("ns", namespace)));
        return list("/admin/datastore/" + store + "/snapshots" + query, slow, row -> Optional.of(Snapshot.read(row)));
    }

    private <T> List<T> list(String path, Duration limit, Function<Row, Optional<T>> read) throws IntegrationException {
        var data = wire.data(path, limit);
        if (!data.isArray()) throw unreadable(path, "a list", data);
        return Row.objects(data).flatMap(row -> read.apply(row).stream()).toList();
    }

    private Row row(String path) throws IntegrationException {
        var data = wire.data(path, look);
        if (!data.isObject()) throw unreadable(path, "an object", data);
        return new Row(data);
    }

    private static IntegrationException unreadable(String path, String wanted, JsonNode data) {
        return PbsWire.unreadable(
                "GET " + path.replaceFirst("[?].*", ""),
                "the data is not " + wanted + (data.isNull() ? ", but nothing" : ""));
    }
}
