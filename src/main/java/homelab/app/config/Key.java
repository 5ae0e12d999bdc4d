package homelab.app.config;

import homelab.model.Action;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * One thing that can be configured.
 *
 * @param section the mapping it stands in; empty at the top
 * @param variable the environment variable that overrides it; empty without one
 * @param fallback what holds when it is not set; empty: unset
 */
record Key(String section, String name, String variable, String fallback, Sort sort) {
    enum Sort {
        VALUE,
        /** Several values: a YAML list, or one text with commas. */
        LIST,
        /** Never shown; may be read from a file named by {@code <name>-file} or {@code <variable>_FILE}. */
        SECRET
    }

    static final Key DATA = new Key("", "data", "HOMELAB_DATA", "./data");
    static final Key DATABASE = new Key("database", "url", "HOMELAB_DATABASE_URL", "", Sort.SECRET);
    static final Key MODE = new Key("", "mode", "HOMELAB_MODE", "");
    static final Key SELF = new Key("", "self", "HOMELAB_SELF", "");
    static final Key INTERVAL = new Key("", "interval", "MONITOR_INTERVAL", "60s");
    static final Key SETTLE = new Key("", "settle", "", "30s");
    static final Key TRIES = new Key("limits", "tries", "", "3");
    static final Key WINDOW = new Key("limits", "window", "", "30m");
    static final Key PER_DAY = new Key("limits", "per-day", "", "6");
    static final Key BACKOFF = new Key("limits", "backoff", "", "10s");
    static final Key LONGEST_BACKOFF = new Key("limits", "longest-backoff", "", "5m");
    static final Key HOST = new Key("dashboard", "host", "DASHBOARD_HOST", "127.0.0.1");
    static final Key PORT = new Key("dashboard", "port", "DASHBOARD_PORT", "8080");
    static final Key TOKEN = new Key("dashboard", "token", "HOMELAB_API_TOKEN", "", Sort.SECRET);
    static final Key NAMES = new Key("dashboard", "names", "DASHBOARD_NAMES", "", Sort.LIST);
    static final Key PROXY = new Key("dashboard", "proxy", "DASHBOARD_PROXY", "", Sort.LIST);
    static final Key ENGINE_NAME = new Key("docker", "name", "", "docker");
    static final Key ENGINE_HOST = new Key("docker", "host", "DOCKER_HOST", "unix:///var/run/docker.sock");
    static final Key ENGINE_MOUNTINFO = new Key("docker", "mountinfo", "", "");
    static final Key ENGINE_BOOT_ID = new Key("docker", "boot-id", "", "");
    static final Key DISK_PATH = new Key("docker.disk", "path", "DOCKER_DISK_PATH", "");
    static final Key DISK_WARNING = new Key("docker.disk", "warning", "", "85%");
    static final Key DISK_CRITICAL = new Key("docker.disk", "critical", "", "95%");
    static final Key DISK_CLEAR = new Key("docker.disk", "clear", "", "80%");
    static final Key TLS_DIRECTORY = new Key("docker.tls", "directory", "DOCKER_CERT_PATH", "");
    static final Key TLS_CA = new Key("docker.tls", "ca", "", "");
    static final Key TLS_CERT = new Key("docker.tls", "cert", "", "");
    static final Key TLS_KEY = new Key("docker.tls", "key", "", "");
    static final Key PVE_NAME = new Key("proxmox", "name", "", "proxmox");
    static final Key PVE_HOST = new Key("proxmox", "host", "PROXMOX_HOST", "");
    static final Key PVE_TOKEN_ID = new Key("proxmox", "token-id", "PROXMOX_TOKEN_ID", "");
    static final Key PVE_TOKEN_SECRET = new Key("proxmox", "token-secret", "PROXMOX_TOKEN_SECRET", "", Sort.SECRET);
    static final Key PVE_FINGERPRINT = new Key("proxmox", "fingerprint", "PROXMOX_FINGERPRINT", "");
    static final Key PVE_CA_FILE = new Key("proxmox", "ca-file", "PROXMOX_CA_FILE", "");
    static final Key PVE_CRITICAL = new Key("proxmox", "critical", "CRITICAL_VMS", "", Sort.LIST);
    static final Key PVE_BACKUP_AGE = new Key("proxmox", "max-backup-age", "MAX_BACKUP_AGE_HOURS", "48h");
    static final Marks NODE_CPU = Marks.of("node-cpu", "90%", "95%", "80%", "5m");
    static final Marks GUEST_CPU = Marks.of("guest-cpu", "95%", "100%", "85%", "15m");
    static final Marks MEMORY = Marks.of("memory", "90%", "95%", "85%", "5m");
    static final Marks DISK = Marks.of("disk", "85%", "95%", "80%", "2m");
    static final Key PBS_NAME = new Key("backup-server", "name", "", "pbs");
    static final Key PBS_HOST = new Key("backup-server", "host", "PBS_HOST", "");
    static final Key PBS_TOKEN_ID = new Key("backup-server", "token-id", "PBS_TOKEN_ID", "");
    static final Key PBS_TOKEN_SECRET = new Key("backup-server", "token-secret", "PBS_TOKEN_SECRET", "", Sort.SECRET);
    static final Key PBS_FINGERPRINT = new Key("backup-server", "fingerprint", "PBS_FINGERPRINT", "");
    static final Key PBS_CA_FILE = new Key("backup-server", "ca-file", "PBS_CA_FILE", "");
    static final Key NOTIFY_FILE = new Key("notify", "file", "", "");

    /** Where the lines of one sort of level are drawn, in a mapping of its own. */
    record Marks(Key raise, Key critical, Key clear, Key lasting) {
        private static Marks of(String what, String raise, String critical, String clear, String lasting) {
            var section = "proxmox." + what;
            return new Marks(
                    new Key(section, "raise", "", raise),
                    new Key(section, "critical", "", critical),
                    new Key(section, "clear", "", clear),
                    new Key(section, "for", "", lasting));
        }

        List<Key> all() {
            return List.of(raise, critical, clear, lasting);
        }

        /** As in {@code node-cpu}. */
        String what() {
            return raise.section().substring("proxmox.".length());
        }
    }

    Key(String section, String name, String variable, String fallback) {
        this(section, name, variable, fallback, Sort.VALUE);
    }

    static Key heal(Action action) {
        return new Key("heal", action.word(), "", "");
    }

    /** Every key there is, in the order in which they are shown. */
    static List<Key> all() {
        var all = new ArrayList<>(List.of(DATA, DATABASE, MODE, SELF, INTERVAL, SETTLE));
        all.addAll(List.of(TRIES, WINDOW, PER_DAY, BACKOFF, LONGEST_BACKOFF));
        Arrays.stream(Action.values()).map(Key::heal).forEach(all::add);
        all.addAll(List.of(HOST, PORT, TOKEN, NAMES, PROXY));
        all.addAll(List.of(ENGINE_NAME, ENGINE_HOST, ENGINE_MOUNTINFO, ENGINE_BOOT_ID));
        all.addAll(List.of(DISK_PATH, DISK_WARNING, DISK_CRITICAL, DISK_CLEAR));
        all.addAll(List.of(TLS_DIRECTORY, TLS_CA, TLS_CERT, TLS_KEY));
        all.addAll(List.of(PVE_NAME, PVE_HOST, PVE_TOKEN_ID, PVE_TOKEN_SECRET, PVE_FINGERPRINT, PVE_CA_FILE));
        all.addAll(List.of(PVE_CRITICAL, PVE_BACKUP_AGE));
        Stream.of(NODE_CPU, GUEST_CPU, MEMORY, DISK).map(Marks::all).forEach(all::addAll);
        all.addAll(List.of(PBS_NAME, PBS_HOST, PBS_TOKEN_ID, PBS_TOKEN_SECRET, PBS_FINGERPRINT, PBS_CA_FILE));
        all.add(NOTIFY_FILE);
        return List.copyOf(all);
    }

    /** As in {@code limits.tries}. */
    String path() {
        return in(section);
    }

    /** The same key in another place, such as {@code docker[1]}. */
    String in(String place) {
        return place.isEmpty() ? name : place + "." + name;
    }

    boolean secret() {
        return sort == Sort.SECRET;
    }

    boolean list() {
        return sort == Sort.LIST;
    }

    /** The names by which it may be written in a file. */
    Stream<String> names() {
        return secret() ? Stream.of(name, name + "-file") : Stream.of(name);
    }
}
