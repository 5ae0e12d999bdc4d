package homelab.app.config;

import homelab.integration.http.Trust;
import homelab.integration.proxmox.LevelsConfig;
import homelab.integration.proxmox.ProxmoxConfig;
import homelab.integration.proxmox.ProxmoxConfig.Address;
import homelab.integration.proxmox.ProxmoxConfig.Token;
import homelab.model.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads which Proxmox clusters there are, by which token they are asked, and how they are known. */
final class Clusters {
    private static final List<Key> OF_ONE =
            List.of(Key.PVE_HOST, Key.PVE_TOKEN_ID, Key.PVE_TOKEN_SECRET, Key.PVE_FINGERPRINT, Key.PVE_CA_FILE);
    private static final List<Key> BESIDE = List.of(Key.PVE_CRITICAL, Key.PVE_BACKUP_AGE);

    private final Values values;
    private final Map<String, String> environment;
    private final Duration interval;
    private final Mistakes mistakes;

    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    Clusters(Values values, Map<String, String> environment, Duration interval, Mistakes mistakes) {
        this.values = values;
        this.environment = environment;
        this.interval = interval;
        this.mistakes = mistakes;
    }

    /** Empty when there is none, or when something in it is wrong. */
    Optional<ProxmoxConfig> at(String place) {
        var before = mistakes.count();
        var name = values.take(Key.PVE_NAME, place, Parse::word);
        var address = values.find(Key.PVE_HOST, place, given -> Address.parse(given.text()));
        var id = values.find(Key.PVE_TOKEN_ID, place, given -> Token.checked(given.text()));
        var secret = values.find(Key.PVE_TOKEN_SECRET, place, Parse::secret);
        var trust = trust(place);
        var critical = values.find(Key.PVE_CRITICAL, place, given -> Parse.list(given, Clusters::vmid))
                .map(Set::copyOf)
                .orElse(Set.of());
        var oldest = values.take(
                Key.PVE_BACKUP_AGE, place, given -> Parse.hours(given, Duration.ofHours(1), Duration.ofDays(3650)));
        var levels = levels(place);
        if (mistakes.count() > before) return Optional.empty();
        whole(place, address.isPresent(), id.isPresent(), secret.isPresent());
        if (mistakes.count() > before || address.isEmpty()) return Optional.empty();
        try {
            var token = new Token(id.orElseThrow(), secret.orElseThrow());
            return Optional.of(
                    new ProxmoxConfig(name, address.get(), token, trust, interval, oldest, critical, levels));
        } catch (IllegalArgumentException e) {
            mistakes.add(values.origin(Key.PVE_HOST, place), place + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private LevelsConfig levels(String place) {
        return new LevelsConfig(
                marks(place, Key.NODE_CPU, LevelsConfig.DEFAULT.nodeCpu()),
                marks(place, Key.GUEST_CPU, LevelsConfig.DEFAULT.guestCpu()),
                marks(place, Key.MEMORY, LevelsConfig.DEFAULT.memory()),
                marks(place, Key.DISK, LevelsConfig.DEFAULT.disk()));
    }

    private Level.Marks marks(String proxmox, Key.Marks keys, Level.Marks usual) {
        var place = proxmox + "." + keys.what();
        var before = mistakes.count();
        var raise = values.take(keys.raise(), place, Parse::percent);
        var critical = values.take(keys.critical(), place, Parse::percent);
        var clear = values.take(keys.clear(), place, Parse::percent);
        var lasting = values.take(keys.lasting(), place, given -> Parse.duration(given, Duration.ZERO, LONGEST_WAIT));
        if (mistakes.count() > before) return usual;
        try {
            return new Level.Marks(raise, critical, clear, lasting);
        } catch (IllegalArgumentException e) {
            var given = keys.all().stream()
                    .filter(key -> values.isGiven(key, place))
                    .findFirst()
                    .orElse(keys.raise());
            mistakes.add(values.origin(given, place), place + ": " + e.getMessage());
            return usual;
        }
    }

    private Trust trust(String place) {
        var pinned = values.find(Key.PVE_FINGERPRINT, place, given -> new Trust.Pinned(given.text()));
        var ca = values.find(Key.PVE_CA_FILE, place, Parse::path).map(Trust.SignedBy::new);
        if (pinned.isPresent() && ca.isPresent())
            mistakes.add(place + ": fingerprint and ca-file are both set; keep one");
        return pinned.<Trust>map(it -> it).or(() -> ca).orElseGet(Trust.Nobody::new);
    }

    /** Host, token id and secret belong together. */
    private void whole(String place, boolean host, boolean id, boolean secret) {
        if (host == id && id == secret && (host || !place.contains("["))) return;
        var missing = new ArrayList<String>();
        if (!host) missing.add(named(Key.PVE_HOST, place));
        if (!id) missing.add(named(Key.PVE_TOKEN_ID, place));
        if (!secret) missing.add(named(Key.PVE_TOKEN_SECRET, place));
        mistakes.add(place + ": host, token-id and token-secret belong together; add " + String.join(" and ", missing)
                + ", or remove the others");
    }

    private static String named(Key key, String place) {
        return place.contains("[") ? key.in(place) : key.in(place) + " (" + key.variable() + ")";
    }

    private static Integer vmid(String text) {
        if (text.matches("[1-9][0-9]{2,8}")) return Integer.valueOf(text);
        throw new IllegalArgumentException(
                "is no vmid; write a number from " + ProxmoxConfig.SMALLEST_VMID + " to " + ProxmoxConfig.LARGEST_VMID);
    }

    /** What is wrong with them together. */
    void check(List<String> places, List<ProxmoxConfig> clusters) {
        var variables = Stream.concat(OF_ONE.stream(), BESIDE.stream())
                .flatMap(key -> Stream.of(key.variable(), key.variable() + "_FILE"))
                .filter(this::isSet)
                .toList();
        if (places.size() > 1 && !variables.isEmpty()) {
            variables.forEach(name -> mistakes.add("environment " + name + " is about one Proxmox, but the file lists "
                    + places.size() + "; unset " + name + " or list one"));
            return;
        }
        var names = new HashSet<String>();
        var hosts = new HashSet<String>();
        for (var cluster : clusters) {
            if (!names.add(cluster.name()))
                mistakes.add("proxmox: two are named \"" + cluster.name() + "\"; give each its own name");
            if (!hosts.add(cluster.address().toString()))
                mistakes.add("proxmox: two have the host " + cluster.address() + "; remove one");
        }
    }

    /** What was set in vain. */
    List<String> warnings(List<ProxmoxConfig> clusters) {
        if (!clusters.isEmpty() || isSet(Key.PVE_HOST.variable())) return List.of();
        return Stream.concat(BESIDE.stream(), Stream.of(Key.PVE_FINGERPRINT, Key.PVE_CA_FILE))
                .map(Key::variable)
                .filter(this::isSet)
                .map(name -> name + " is ignored: no PROXMOX_HOST is named")
                .toList();
    }

    private boolean isSet(String variable) {
        return !environment.getOrDefault(variable, "").isBlank();
    }
}
