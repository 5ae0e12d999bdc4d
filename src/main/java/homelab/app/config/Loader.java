package homelab.app.config;

import homelab.cli.Reach;
import homelab.cli.Settings;
import homelab.integration.logfile.LogFileConfig;
import homelab.loop.LoopConfig;
import homelab.loop.decide.Limits;
import homelab.model.Action;
import homelab.model.Mode;
import homelab.store.PostgresUrl;
import homelab.web.WebConfig;
import homelab.web.enter.Network;
import homelab.web.enter.PublicName;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the configuration: finds the file, lays the environment over it, gathers every mistake. */
public final class Loader {
    private final Map<String, String> environment;
    private final Path directory;
    private final Path system;

    /**
     * @param directory where {@code homelab.yaml} is looked for first
     * @param system the file that is taken last
     */
    public Loader(Map<String, String> environment, Path directory, Path system) {
        this.environment = environment;
        this.directory = directory;
        this.system = system;
    }

    /** Never fails: what is wrong is in the settings' mistakes. */
    public Loaded load(Optional<Path> named) {
        var mistakes = new Mistakes();
        var file = file(named, mistakes);
        var fields = file.flatMap(path -> new YamlFile(path, mistakes).read());
        var unread = fields.isEmpty() && mistakes.count() > 0;
        var sheet = fields.map(each -> Sheet.of(each, mistakes)).orElse(Sheet.EMPTY);
        var values = new Values(sheet.values(), environment, mistakes);

        var data = values.take(Key.DATA, Parse::path);
        var database = values.find(Key.DATABASE, each -> PostgresUrl.parse(each.text()));
        var heal = values.find(Key.MODE, Parse::heal);
        var self = values.find(Key.SELF, Parse::word);
        var interval = values.take(Key.INTERVAL, each -> Parse.duration(each, SECOND, DAY));
        var settle = values.take(Key.SETTLE, each -> Parse.duration(each, SECOND, HOUR));
        var limits = limits(values, mistakes);
        var classes = classes(values);
        var web = new WebConfig(
                values.take(Key.HOST, Parse::host),
                values.take(Key.PORT, Parse::port),
                values.find(Key.TOKEN, Parse::secret),
                values.find(Key.NAMES, each -> Parse.list(each, PublicName::parse))
                        .orElse(List.of()),
                values.find(Key.PROXY, each -> Parse.list(each, Network::parse)).orElse(List.of()));
        var unknown = unread
                ? Stream.of(Key.DATA, Key.DATABASE, Key.ENGINE_HOST, Key.HOST, Key.PORT, Key.NOTIFY_FILE)
                        .filter(key -> !isSet(key.variable()) && !isSet(key.variable() + "_FILE"))
                        .map(Key::path)
                        .collect(Collectors.toSet())
                : Set.<String>of();
        var reading = new Engines(values, environment, interval, mistakes);
        var engines = sheet.engines().stream()
                .flatMap(place -> reading.at(place).stream()
                        .filter(ignored -> !sheet.garbled().contains(place) || values.isGiven(Key.ENGINE_HOST, place)))
                .filter(ignored -> !unknown.contains(Key.ENGINE_HOST.path()))
                .toList();
        var proxmox = new Clusters(values, environment, interval, mistakes);
        var clusters = sheet.clusters().stream()
                .flatMap(place -> proxmox.at(place).stream())
                .toList();
        var backups = new BackupServers(values, environment, interval, mistakes);
        var backupServers = sheet.backupServers().stream()
                .flatMap(place -> backups.at(place).stream())
                .toList();
        var notify = values.find(Key.NOTIFY_FILE, Parse::path).orElse(data.resolve("notifications.log"));
        reading.check(engines);
        proxmox.check(sheet.clusters(), clusters);
        backups.check(sheet.backupServers(), backupServers);

        var warnings = new ArrayList<>(sheet.warnings());
        warnings.addAll(reading.warnings(engines));
        warnings.addAll(proxmox.warnings(clusters));
        warnings.addAll(backups.warnings(backupServers));
        warnings.addAll(LaterParts.warnings(environment, mistakes));
        warnings.addAll(LaterParts.misspelled(environment));
        var config = new Config(
                data,
                database,
                new LoopConfig(heal, classes, settle, limits, self, interval),
                engines,
                clusters,
                backupServers,
                web,
                new LogFileConfig(notify));
        return new Loaded(
                mistakes.all().isEmpty() ? Optional.of(config) : Optional.empty(),
                config,
                unknown,
                new Settings(file, values.lines(), mistakes.all(), warnings),
                new Reach(data, web.host(), web.port(), web.token()),
                values.secretFiles());
    }

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private Optional<Path> file(Optional<Path> named, Mistakes mistakes) {
        if (named.isPresent()) return named;
        var variable = environment.getOrDefault("HOMELAB_CONFIG", "").strip();
        if (!variable.isEmpty()) {
            try {
                return Optional.of(Path.of(variable));
            } catch (InvalidPathException e) {
                mistakes.add(new Origin.Variable("HOMELAB_CONFIG"), "is no path; write the name of a YAML file");
                return Optional.empty();
            }
        }
        return Stream.of(directory.resolve("homelab.yaml"), system)
                .filter(Files::exists)
                .findFirst();
    }

    private static Limits limits(Values values, Mistakes mistakes) {
        var tries = values.take(Key.TRIES, each -> Parse.number(each, 1, 100));
        var window = values.take(Key.WINDOW, each -> Parse.duration(each, Duration.ofMinutes(1), DAY));
        var perDay = values.take(Key.PER_DAY, each -> Parse.number(each, 1, 1000));
        var backoff = values.take(Key.BACKOFF, each -> Parse.duration(each, SECOND, HOUR));
        var longest = values.take(Key.LONGEST_BACKOFF, each -> Parse.duration(each, SECOND, DAY));
        try {
            return new Limits(tries, window, perDay, backoff, longest);
        } catch (IllegalArgumentException e) {
            mistakes.add(String.valueOf(e.getMessage()));
            return Limits.defaults();
        }
    }

    private static Map<Action, Mode> classes(Values values) {
        var classes = new EnumMap<Action, Mode>(Action.class);
        for (var action : Action.values())
            values.find(Key.heal(action), Parse::mode).ifPresent(mode -> classes.put(action, mode));
        return classes;
    }

    private boolean isSet(String variable) {
        return !environment.getOrDefault(variable, "").isBlank();
    }
}
