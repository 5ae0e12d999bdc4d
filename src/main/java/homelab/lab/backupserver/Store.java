package homelab.lab.backupserver;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A datastore. What is said of it here is shown from then on. */
public final class Store {
    final String name;
    private final Map<String, List<Snapshot>> namespaces = new TreeMap<>(Map.of("", List.of()));
    private long used = 10L << 30;
    private long total = 100L << 30;
    private Optional<String> maintenance = Optional.empty();
    private Optional<String> error = Optional.empty();
    private boolean unplugged;

    Store(String name) {
        this.name = name;
    }

    /** @param verified empty: never */
    private record Snapshot(String type, String id, Instant at, Optional<String> verified) {
        Map<String, Object> shown() {
            var shown = new LinkedHashMap<String, Object>();
            shown.put("backup-type", type);
            shown.put("backup-id", id);
            shown.put("backup-time", at.getEpochSecond());
            shown.put("files", List.of());
            shown.put("protected", false);
            verified.ifPresent(state -> shown.put(
                    "verification", Map.of("state", state, "upid", Tasks.upid("verify", name(type, id), at))));
            return shown;
        }

        private static String name(String type, String id) {
            return type + "/" + id;
        }
    }

    public synchronized Store fills(int percent) {
        used = total / 100 * percent;
        return this;
    }

    /** @param mode such as {@code type=offline,message=moving}; empty: none any more */
    public synchronized void maintained(String mode) {
        maintenance = Optional.of(mode).filter(it -> !it.isEmpty());
    }

    /** @param yes its device is not there */
    public synchronized void unplugged(boolean yes) {
        unplugged = yes;
    }

    /** @param why how full it is cannot be told; empty: it can again */
    public synchronized void breaks(String why) {
        error = Optional.of(why).filter(it -> !it.isEmpty());
    }

    /** @param verified {@code ok}, {@code failed}, or empty for never */
    public synchronized Store backup(String namespace, String type, String id, Instant at, String verified) {
        var more = new ArrayList<>(namespaces.getOrDefault(namespace, List.of()));
        more.removeIf(one -> one.id().equals(id) && one.at().equals(at));
        more.add(new Snapshot(type, id, at, Optional.of(verified).filter(it -> !it.isEmpty())));
        namespaces.put(namespace, more);
        return this;
    }

    synchronized Map<String, Object> shown() {
        var shown = new LinkedHashMap<String, Object>(Map.of("store", name, "backend-type", "filesystem"));
        shown.put("mount-status", unplugged ? "notmounted" : "nonremovable");
        maintenance.ifPresent(mode -> shown.put("maintenance", mode));
        return shown;
    }

    synchronized Map<String, Object> usage() {
        var shown = new LinkedHashMap<String, Object>(
                Map.of("store", name, "mount-status", unplugged ? "notmounted" : "nonremovable"));
        var why = error.or(() -> maintenance
                .filter(mode -> !mode.contains("read-only"))
                .map(mode -> "datastore '" + name + "' is in maintenance mode: " + mode));
        why.ifPresent(said -> shown.put("error", said));
        if (why.isEmpty() && !unplugged) shown.putAll(Map.of("total", total, "used", used, "avail", total - used));
        return shown;
    }

    synchronized List<Map<String, String>> namespaces() {
        return namespaces.keySet().stream().map(ns -> Map.of("ns", ns)).toList();
    }

    synchronized List<Map<String, Object>> snapshots(String namespace) {
        return namespaces.getOrDefault(namespace, List.of()).stream()
                .map(Snapshot::shown)
                .toList();
    }
}
