package homelab.app.config;

import homelab.integration.backupserver.BackupServerConfig;
import homelab.integration.backupserver.BackupServerConfig.Address;
import homelab.integration.backupserver.BackupServerConfig.Token;
import homelab.integration.http.Trust;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads which Proxmox Backup Servers there are, by which token they are asked, and how they are known. */
final class BackupServers {
    private static final List<Key> OF_ONE =
            List.of(Key.PBS_HOST, Key.PBS_TOKEN_ID, Key.PBS_TOKEN_SECRET, Key.PBS_FINGERPRINT, Key.PBS_CA_FILE);

    private final Values values;
    private final Map<String, String> environment;
    private final Duration interval;
    private final Mistakes mistakes;

    BackupServers(Values values, Map<String, String> environment, Duration interval, Mistakes mistakes) {
        this.values = values;
        this.environment = environment;
        this.interval = interval;
        this.mistakes = mistakes;
    }

    /** Empty when there is none, or when something in it is wrong. */
    Optional<BackupServerConfig> at(String place) {
        var before = mistakes.count();
        var name = values.take(Key.PBS_NAME, place, Parse::word);
        var address = values.find(Key.PBS_HOST, place, given -> Address.parse(given.text()));
        var id = values.find(Key.PBS_TOKEN_ID, place, given -> Token.checked(given.text()));
        var secret = values.find(Key.PBS_TOKEN_SECRET, place, Parse::secret);
        var trust = trust(place);
        if (mistakes.count() > before) return Optional.empty();
        whole(place, address.isPresent(), id.isPresent(), secret.isPresent());
        if (mistakes.count() > before || address.isEmpty()) return Optional.empty();
        try {
            var token = new Token(id.orElseThrow(), secret.orElseThrow());
            return Optional.of(new BackupServerConfig(name, address.get(), token, trust, interval));
        } catch (IllegalArgumentException e) {
            mistakes.add(values.origin(Key.PBS_HOST, place), place + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private Trust trust(String place) {
        var pinned = values.find(Key.PBS_FINGERPRINT, place, given -> new Trust.Pinned(given.text()));
        var ca = values.find(Key.PBS_CA_FILE, place, Parse::path).map(Trust.SignedBy::new);
        if (pinned.isPresent() && ca.isPresent())
            mistakes.add(place + ": fingerprint and ca-file are both set; keep one");
        return pinned.<Trust>map(it -> it).or(() -> ca).orElseGet(Trust.Nobody::new);
    }

    /** Host, token id and secret belong together. */
    private void whole(String place, boolean host, boolean id, boolean secret) {
        if (host == id && id == secret && (host || !place.contains("["))) return;
        var missing = new ArrayList<String>();
        if (!host) missing.add(named(Key.PBS_HOST, place));
        if (!id) missing.add(named(Key.PBS_TOKEN_ID, place));
        if (!secret) missing.add(named(Key.PBS_TOKEN_SECRET, place));
        mistakes.add(place + ": host, token-id and token-secret belong together; add " + String.join(" and ", missing)
                + ", or remove the others");
    }

    private static String named(Key key, String place) {
        return place.contains("[") ? key.in(place) : key.in(place) + " (" + key.variable() + ")";
    }

    /** What is wrong with them together. */
    void check(List<String> places, List<BackupServerConfig> servers) {
        var variables = OF_ONE.stream()
                .flatMap(key -> Stream.of(key.variable(), key.variable() + "_FILE"))
                .filter(this::isSet)
                .toList();
        if (places.size() > 1 && !variables.isEmpty()) {
            variables.forEach(name -> mistakes.add("environment " + name + " is about one backup server, but the file"
                    + " lists " + places.size() + "; unset " + name + " or list one"));
            return;
        }
        var names = new HashSet<String>();
        var hosts = new HashSet<String>();
        for (var server : servers) {
            if (!names.add(server.name()))
                mistakes.add("backup-server: two are named \"" + server.name() + "\"; give each its own name");
            if (!hosts.add(server.address().toString()))
                mistakes.add("backup-server: two have the host " + server.address() + "; remove one");
        }
    }

    /** What was set in vain. */
    List<String> warnings(List<BackupServerConfig> servers) {
        if (!servers.isEmpty() || isSet(Key.PBS_HOST.variable())) return List.of();
        return Stream.of(Key.PBS_FINGERPRINT, Key.PBS_CA_FILE)
                .map(Key::variable)
                .filter(this::isSet)
                .map(name -> name + " is ignored: no PBS_HOST is named")
                .toList();
    }

    private boolean isSet(String variable) {
        return !environment.getOrDefault(variable, "").isBlank();
    }
}
