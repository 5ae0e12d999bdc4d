package homelab.app;

import homelab.app.config.Config;
import homelab.integration.Actuator;
import homelab.integration.Inspector;
import homelab.integration.Notifier;
import homelab.integration.Source;
import homelab.integration.docker.DockerIntegration;
import homelab.integration.logfile.LogFileIntegration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything outside that the agent knows, ready to be wired. The table of contents is in {@link #of}: an integration
 * is one line there and a folder of its own.
 *
 * @param closeables in the order in which they were made
 */
public record Integrations(
        List<Source> sources,
        List<Inspector> inspectors,
        List<Actuator> actuators,
        List<Notifier> notifiers,
        List<AutoCloseable> closeables) {

    public static Integrations of(Config config, InstantSource clock) {
        var all = new Integrations(
                new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (var engine : config.docker()) all.add(new DockerIntegration(engine.completed(), clock));
        all.notifiers.add(new LogFileIntegration(config.logfile()));
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
        closeables.add(docker);
    }
}
