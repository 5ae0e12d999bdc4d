package homelab.lab.backupserver;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What each path answers, to whom, and which parameters it takes. */
final class Pages {
    private static final Pattern OF_STORE = Pattern.compile("/admin/datastore/([^/]+)/(namespace|snapshots)");

    private final Map<String, Store> stores;
    private final Tasks tasks;
    private final String version;

    Pages(Map<String, Store> stores, Tasks tasks, String version) {
        this.stores = stores;
        this.tasks = tasks;
        this.version = version;
    }

    /** Empty: there is no such path. */
    Optional<Set<String>> parameters(String path) {
        return switch (path) {
            case "/version", "/access/permissions", "/admin/datastore", "/status/datastore-usage" ->
                Optional.of(Set.of());
            case "/nodes/localhost/tasks" ->
                Optional.of(Set.of("limit", "since", "until", "running", "errors", "store", "typefilter", "start"));
            case "/admin/verify", "/admin/gc", "/admin/prune" -> Optional.of(Set.of("store"));
            case "/admin/sync" ->
                Optional.of(version.matches("3\\.[0-2].*") ? Set.of("store") : Set.of("store", "sync-direction"));
            default -> {
                var of = OF_STORE.matcher(path);
                if (!of.matches()) yield Optional.empty();
                yield Optional.of(
                        of.group(2).equals("namespace")
                                ? Set.of("parent", "max-depth")
                                : Set.of("ns", "backup-type", "backup-id"));
            }
        };
    }

    Reply answer(String path, Map<String, String> parameters, Token token) {
        return switch (path) {
            case "/version" -> Reply.data(Optional.of(Map.of("version", version, "release", "14", "repoid", "lab")));
            case "/access/permissions" -> Reply.data(Optional.of(permissions(token)));
            case "/admin/datastore" ->
                Reply.data(Optional.of(seen(token).map(Store::shown).toList()));
            case "/status/datastore-usage" ->
                Reply.data(Optional.of(seen(token).map(Store::usage).toList()));
            case "/nodes/localhost/tasks" ->
                Reply.data(Optional.of(
                        token.has("Sys.Audit", "/system/tasks")
                                ? tasks.newest(parameters.getOrDefault("limit", ""))
                                : List.of()));
            case "/admin/verify", "/admin/gc", "/admin/prune", "/admin/sync" ->
                Reply.data(Optional.of(tasks.jobs(path).stream()
                        .filter(job -> token.has("Datastore.Audit", "/datastore/" + job.store()))
                        .filter(job -> job.remote().isEmpty() || token.has("Remote.Audit", "/remote/" + job.remote()))
                        .map(Tasks.Job::shown)
                        .toList()));
            default -> ofStore(path, parameters, token);
        };
    }

    private Reply ofStore(String path, Map<String, String> parameters, Token token) {
        var of = OF_STORE.matcher(path);
        var store = of.matches() ? stores.get(of.group(1)) : null;
        if (store == null) return Reply.text(400, "datastore '" + path + "' does not exist");
        if (!token.has("Datastore.Audit", "/datastore/" + store.name))
            return Reply.text(403, "permission check failed - missing Datastore.Audit on /datastore/" + store.name);
        return Reply.data(Optional.of(
                of.group(2).equals("namespace")
                        ? store.namespaces()
                        : store.snapshots(parameters.getOrDefault("ns", ""))));
    }

    private Stream<Store> seen(Token token) {
        return stores.values().stream()
                .filter(store -> token.has("Datastore.Audit", "/datastore/" + store.name)
                        || token.has("Datastore.Backup", "/datastore/" + store.name));
    }

    /** Those that were granted, and some that are always told where there is any right. */
    private static Map<String, Object> permissions(Token token) {
        var paths = new TreeSet<>(token.rights().keySet());
        paths.addAll(List.of("/", "/access", "/datastore", "/remote", "/system"));
        var told = new TreeMap<String, Object>();
        for (var path : paths) {
            var rights = token.on(path);
            if (!rights.isEmpty())
                told.put(path, rights.stream().collect(Collectors.toMap(right -> right, right -> true)));
        }
        return told;
    }
}
