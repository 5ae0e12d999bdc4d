package homelab.app;

import static java.util.concurrent.TimeUnit.SECONDS;

import homelab.app.config.Loaded;
import homelab.app.doctor.AgentCheckup;
import homelab.app.doctor.ConfigCheckup;
import homelab.app.doctor.DashboardCheckup;
import homelab.app.doctor.DataCheckup;
import homelab.app.doctor.DatabaseCheckup;
import homelab.app.doctor.Doctor;
import homelab.app.doctor.HostCheckup;
import homelab.app.doctor.JournalCheckup;
import homelab.cli.Examined;
import homelab.integration.Checkup;
import homelab.store.Place;
import homelab.store.Store;
import homelab.store.StoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** All that the doctor looks at, in the order in which it is told. */
final class Examining {
    private Examining() {}

    /** With what goes before, the whole ends within 15 s. */
    private static final Duration LIMIT = Duration.ofSeconds(12);

    /** Takes no lock and starts nothing; also for a configuration with mistakes. */
    static List<Examined> of(Loaded loaded) {
        var config = loaded.readable();
        var checkups = new ArrayList<Checkup>();
        checkups.add(new ConfigCheckup(loaded));
        if (loaded.knows("data")) {
            checkups.add(new DataCheckup(config.data()));
            config.database().ifPresent(url -> checkups.add(new DatabaseCheckup(url)));
            if (loaded.knows("database.url")) checkups.add(new JournalCheckup(config.store()));
            if (loaded.knows("dashboard.port"))
                checkups.add(new AgentCheckup(
                        loaded.reach(),
                        Path.of("/proc/locks"),
                        config.database().isPresent()));
        }
        if (loaded.knows("dashboard.host")) checkups.add(new DashboardCheckup(config.web()));
        try (var integrations = loaded.knows("notify.file")
                ? Integrations.of(config, InstantSource.system())
                : Integrations.engines(config, InstantSource.system())) {
            checkups.addAll(integrations.checkups());
            checkups.add(new HostCheckup());
            return new Doctor(checkups, LIMIT).examine(heals(loaded));
        }
    }

    /** As the agent would take it up: the configuration, else what a person chose last. */
    private static boolean heals(Loaded loaded) {
        var config = loaded.readable();
        if (!loaded.knows("data") || !loaded.knows("database.url"))
            return config.loop().heal().orElse(false);
        return config.loop()
                .heal()
                .orElseGet(() -> CompletableFuture.supplyAsync(() -> isChosen(config.store()), Examining::startDaemon)
                        .completeOnTimeout(false, 2, SECONDS)
                        .join());
    }

    /** A dead disk may hold it for good. */
    private static void startDaemon(Runnable look) {
        Thread.ofPlatform().daemon().name("settings").start(look);
    }

    private static boolean isChosen(Place store) {
        try {
            return Store.settings(store).stream()
                    .anyMatch(setting ->
                            setting.name().equals("mode") && setting.value().equals("heal"));
        } catch (StoreException e) {
            // There is none yet, or the journal's check says what is wrong with it.
            return false;
        }
    }
}
