package homelab.integration.backupserver;

import homelab.integration.http.Row;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a token may.
 *
 * @param paths the privileges of each, and whether they hold below it too
 */
record Permissions(Map<String, Map<String, Boolean>> paths) {
    /** Always told when there is any right on them: one that is missing has none, whatever stands above it. */
    private static final Set<String> TOLD = Set.of("/", "/access", "/datastore", "/remote", "/system");

    static Permissions read(Row row) {
        var paths = new HashMap<String, Map<String, Boolean>>();
        for (var path : row.json().properties()) {
            if (!path.getValue().isObject()) continue;
            var rights = new Row(path.getValue());
            paths.put(
                    path.getKey(),
                    rights.json().properties().stream()
                            .collect(Collectors.toMap(Map.Entry::getKey, each -> rights.flag(each.getKey()))));
        }
        return new Permissions(Map.copyOf(paths));
    }

    /** On a path itself, or handed down by the nearest one above it. */
    boolean has(String privilege, String path) {
        var own = paths.get(path);
        if (own != null) return own.containsKey(privilege);
        for (var at = path; !TOLD.contains(at); ) {
            at = above(at);
            var handed = paths.get(at);
            if (handed != null) return handed.getOrDefault(privilege, false);
        }
        return false;
    }

    private static String above(String path) {
        var end = path.lastIndexOf('/');
        return end <= 0 ? "/" : path.substring(0, end);
    }

    /** Each privilege that it has anywhere, and where. */
    Map<String, Set<String>> all() {
        var all = new TreeMap<String, Set<String>>();
        paths.forEach((path, rights) -> rights.keySet()
                .forEach(right ->
                        all.computeIfAbsent(right, ignored -> new TreeSet<>()).add(path)));
        return all;
    }
}
