package homelab.app;

import homelab.app.config.Config;
import homelab.integration.Actuator;
import homelab.integration.Checkup;
import homelab.integration.Command;
import homelab.integration.Gauge;
import homelab.integration.Inspector;
import homelab.integration.Notifier;
import homelab.integration.Source;
import homelab.integration.backupserver.BackupServerIntegration;
import homelab.integration.docker.DockerConfig;
import homelab.integration.docker.DockerIntegration;
import homelab.integration.logfile.LogFileIntegration;
import homelab.integration.proxmox.ProxmoxIntegration;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything outside that the agent knows, ready to be wired. The table of contents is in {@link #of} and
 * {@link #engines}: an integration is one line there and a folder of its own.
 *
 * @param closeables in the order in which they were made
 */
public record Integrations(
        List<Source> sources,
        List<Inspector> inspectors,
        List<Actuator> actuators,
        List<Notifier> notifiers,
        List<Checkup> checkups,
        List<Command> commands,
        List<AutoCloseable> closeables)
        implements AutoCloseable {
    public static Integrations of(Config config, InstantSource clock) {
        return of(config, clock, DockerIntegration.KERNEL);
    }

    /** @param gauge of the engines' disks, where the kernel knows nothing of them */
    static Integrations of(Config config, InstantSource clock, Gauge gauge) {
        var all = engines(config, clock, gauge);
        all.add(new LogFileIntegration(config.logfile()), config.data());
        return all;
    }

    static Integrations engines(Config config, InstantSource clock) {
        return engines(config, clock, DockerIntegration.KERNEL);
    }

    private static Integrations engines(Config config, InstantSource clock, Gauge gauge) {
        var all = new Integrations(
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
        var engines = config.docker().stream().map(DockerConfig::completed).toList();
        DockerIntegration.all(engines, clock, gauge).forEach(all::add);
        config.proxmox().stream()
                .map(each -> new ProxmoxIntegration(each, clock))
                .forEach(all::add);
        if (!config.proxmox().isEmpty()) all.commands.addAll(ProxmoxIntegration.commands());
        config.backupServers().stream()
                .map(each -> new BackupServerIntegration(each, clock))
                .forEach(all::add);
        return all;
    }

    /** One more who is told, such as a terminal. */
    Integrations telling(Notifier notifier) {
        notifiers.add(notifier);
        return this;
    }

    private void add(DockerIntegration docker) {
        sources.add(docker.source());
        inspectors.add(docker.inspector());
        actuators.add(docker.actuator());
        checkups.add(docker.checkup());
        closeables.add(docker);
    }

    private void add(ProxmoxIntegration proxmox) {
        sources.add(proxmox.source());
        inspectors.add(proxmox.inspector());
        actuators.add(proxmox.actuator());
        checkups.add(proxmox.checkup());
        closeables.add(proxmox);
    }

    private void add(BackupServerIntegration backups) {
        sources.add(backups.source());
        checkups.add(backups.checkup());
        closeables.add(backups);
    }

    private void add(LogFileIntegration logfile, Path data) {
        notifiers.add(logfile);
        checkups.add(logfile.checkup(data));
    }

    /** Nothing more is seen; what is out still gets its answer. */
    void hush() {
        Ending.of(sources);
    }

    @Override
    public void close() {
        Ending.of(closeables.reversed());
    }
}
