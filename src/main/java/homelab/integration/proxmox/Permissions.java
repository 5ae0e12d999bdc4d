package homelab.integration.proxmox;

import homelab.integration.http.Row;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a token may.
 *
 * @param paths the privileges of each, and whether they hold below it too
 */
record Permissions(Map<String, Map<String, Boolean>> paths) {
    /** Always told when there is any right on them: one that is missing has none, whatever stands above it. */
    private static final Set<String> TOLD = Set.of("/", "/nodes", "/storage", "/vms");

    static Permissions read(Row row) {
        var paths = new HashMap<String, Map<String, Boolean>>();
        row.json().properties().stream()
                .filter(path -> path.getValue().isObject())
                .forEach(path -> {
                    var rights = new Row(path.getValue());
                    paths.put(
                            path.getKey(),
                            rights.json().properties().stream()
                                    .collect(Collectors.toMap(Map.Entry::getKey, each -> rights.flag(each.getKey()))));
                });
        return new Permissions(Map.copyOf(paths));
    }

    boolean has(String privilege, String path) {
        return on(path).contains(privilege);
    }

    /** On a path: its own, or what the nearest one above it hands down. */
    Set<String> on(String path) {
        var own = paths.get(path);
        if (own != null) return own.keySet();
        if (TOLD.contains(path)) return Set.of();
        for (var above = above(path); ; above = above(above)) {
            var handed = paths.get(above);
            if (handed != null)
                return handed.entrySet().stream()
                        .filter(Map.Entry::getValue)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
            if (TOLD.contains(above)) return Set.of();
        }
    }

    private static String above(String path) {
        var end = path.lastIndexOf('/');
        return end <= 0 ? "/" : path.substring(0, end);
    }

    /** Those of the paths below this one on which it has the privilege. */
    Set<String> below(String path, String privilege) {
        return paths.entrySet().stream()
                .filter(each -> each.getKey().startsWith(path + "/"))
                .filter(each -> each.getValue().containsKey(privilege))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Where it has a privilege at all. */
    Set<String> where(String privilege) {
        return paths.entrySet().stream()
                .filter(each -> each.getValue().containsKey(privilege))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Set<String> anywhere() {
        return paths.values().stream()
                .flatMap(rights -> rights.keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
