package homelab.app.config;

import homelab.integration.docker.AddressConfig;
import homelab.integration.docker.DiskConfig;
import homelab.integration.docker.DockerConfig;
import homelab.integration.docker.TlsConfig;
import homelab.model.Disk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads which Docker engines there are, and by which certificates they are known. */
final class Engines {
    private static final String VERIFY = "DOCKER_TLS_VERIFY";

    private final Values values;
    private final Map<String, String> environment;
    private final Duration interval;
    private final Mistakes mistakes;

    Engines(Values values, Map<String, String> environment, Duration interval, Mistakes mistakes) {
        this.values = values;
        this.environment = environment;
        this.interval = interval;
        this.mistakes = mistakes;
    }

    /** Empty when something in it is wrong. */
    Optional<DockerConfig> at(String place) {
        var name = values.take(Key.ENGINE_NAME, place, Parse::word);
        var before = mistakes.count();
        var tls = certificates(place + ".tls");
        var address = values.sound(Key.ENGINE_HOST, place, given -> AddressConfig.parse(given.text(), tls));
        var mountinfo = values.find(Key.ENGINE_MOUNTINFO, place, Parse::path);
        var bootId = values.find(Key.ENGINE_BOOT_ID, place, Parse::path);
        var disk = disk(place + ".disk");
        if (address.isEmpty() || mistakes.count() > before) return Optional.empty();
        if (address.get() instanceof AddressConfig.Unix && isInFile(place + ".tls"))
            mistakes.add(place + ": " + address.get() + " is a socket, which has no TLS; remove tls, or write tcp://");
        try {
            var found = DockerConfig.of(name, address.get());
            return Optional.of(new DockerConfig(
                    name, address.get(), interval, mountinfo.or(found::mountinfo), bootId.or(found::bootId), disk));
        } catch (IllegalArgumentException e) {
            mistakes.add(values.origin(Key.ENGINE_HOST, place), place + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private DiskConfig disk(String place) {
        var path = values.find(Key.DISK_PATH, place, Parse::path);
        int warning = values.take(Key.DISK_WARNING, place, Parse::percent);
        int critical = values.take(Key.DISK_CRITICAL, place, Parse::percent);
        int clear = values.take(Key.DISK_CLEAR, place, Parse::percent);
        try {
            return new DiskConfig(path, new Disk.Marks(warning, critical, clear));
        } catch (IllegalArgumentException e) {
            var given = Stream.of(Key.DISK_WARNING, Key.DISK_CRITICAL, Key.DISK_CLEAR)
                    .filter(key -> values.isGiven(key, place))
                    .findFirst()
                    .orElse(Key.DISK_WARNING);
            mistakes.add(values.origin(given, place), place + ": " + e.getMessage());
            return new DiskConfig(path, Disk.Marks.DEFAULT);
        }
    }

    private Optional<TlsConfig> certificates(String place) {
        var directory = values.find(Key.TLS_DIRECTORY, place, Parse::path).or(this::dockersOwn);
        var ca = values.find(Key.TLS_CA, place, Parse::path);
        var cert = values.find(Key.TLS_CERT, place, Parse::path);
        var key = values.find(Key.TLS_KEY, place, Parse::path);
        if (Stream.of(directory, ca, cert, key).allMatch(Optional::isEmpty)) return Optional.empty();
        var usual = directory.map(TlsConfig::in);
        var whose = ca.or(() -> usual.map(TlsConfig::ca));
        var shown = cert.or(() -> usual.flatMap(TlsConfig::own).map(TlsConfig.Own::cert));
        var secret = key.or(() -> usual.flatMap(TlsConfig::own).map(TlsConfig.Own::key));
        if (whose.isEmpty()) mistakes.add(place + ": says no ca by which to know the engine; add ca or directory");
        if (shown.isPresent() != secret.isPresent())
            mistakes.add(place + ": cert and key belong together; add the other or remove both");
        return whose.map(file ->
                new TlsConfig(file, shown.flatMap(it -> secret.map(matching -> new TlsConfig.Own(it, matching)))));
    }

    /** Where Docker's own client looks when it is told to verify and not by what. */
    private Optional<Path> dockersOwn() {
        if (!isSet(VERIFY)) return Optional.empty();
        return isSet("DOCKER_CONFIG")
                ? Optional.of(Path.of(environment.getOrDefault("DOCKER_CONFIG", "")))
                : Optional.of(Path.of(environment.getOrDefault("HOME", "."), ".docker"));
    }

    private boolean isInFile(String place) {
        return Stream.of(Key.TLS_DIRECTORY, Key.TLS_CA, Key.TLS_CERT, Key.TLS_KEY)
                .anyMatch(key -> values.origin(key, place) instanceof Origin.InFile);
    }

    /** What is wrong with them together. */
    void check(List<DockerConfig> engines) {
        var variables = Stream.of(
                        Key.ENGINE_HOST.variable(), Key.TLS_DIRECTORY.variable(), VERIFY, Key.DISK_PATH.variable())
                .filter(this::isSet)
                .toList();
        if (engines.size() > 1 && !variables.isEmpty()) {
            variables.forEach(name -> mistakes.add("environment " + name + " is about one engine, but the file lists "
                    + engines.size() + "; unset " + name + " or list one"));
            return;
        }
        var names = new HashSet<String>();
        var hosts = new HashSet<String>();
        for (var engine : engines) {
            if (!names.add(engine.name()))
                mistakes.add("docker: two engines are named \"" + engine.name() + "\"; give each its own name");
            if (!hosts.add(engine.address().toString()))
                mistakes.add("docker: two engines have the host " + engine.address() + "; remove one");
        }
    }

    List<String> warnings(List<DockerConfig> engines) {
        var warnings = new ArrayList<String>();
        for (var engine : engines)
            if (engine.address() instanceof AddressConfig.Unix)
                Stream.of(Key.TLS_DIRECTORY.variable(), VERIFY)
                        .filter(this::isSet)
                        .map(name -> name + " is ignored: " + engine.address() + " is a socket, which has no TLS")
                        .forEach(warnings::add);
        return warnings;
    }

    private boolean isSet(String variable) {
        return !environment.getOrDefault(variable, "").isBlank();
    }
}
