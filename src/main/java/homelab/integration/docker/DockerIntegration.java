package homelab.integration.docker;

import homelab.integration.Actuator;
import homelab.integration.Checkup;
import homelab.integration.Gauge;
import homelab.integration.Inspector;
import homelab.integration.Source;
import java.time.InstantSource;
import java.util.List;

/**
 * One Docker engine: what it tells, a deeper look at its containers, starting and restarting
 * them, and whether it is as the agent needs it.
 */
public final class DockerIntegration implements AutoCloseable {
    /** Measures disks by the kernel's own word. */
    public static final Gauge KERNEL = new KernelGauge();

    private final EngineApi engine;
    private final DockerSource source;
    private final Inspector inspector;
    private final Actuator actuator;
    private final Checkup checkup;

    public DockerIntegration(DockerConfig config, InstantSource clock) {
        this(config, clock, new Claims(), KERNEL);
    }

    /** Engines that are watched together: one that two addresses lead to is watched once. */
    public static List<DockerIntegration> all(List<DockerConfig> configs, InstantSource clock, Gauge gauge) {
        var claims = new Claims();
        return configs.stream()
                .map(config -> new DockerIntegration(config, clock, claims, gauge))
                .toList();
    }

    /**
     * One of several.
     *
     * @param claims shared by all engines that are watched together
     */
    DockerIntegration(DockerConfig config, InstantSource clock, Claims claims, Gauge gauge) {
        engine = new EngineApi(Dials.wire(config.address()), clock);
        source = new DockerSource(config, engine, clock, claims, gauge);
        inspector = new DockerInspector(config.id(), engine);
        actuator = new DockerActuator(config.id(), engine, clock);
        checkup = new EngineCheckup(config, engine, clock, claims, gauge);
    }

    public Source source() {
        return source;
    }

    public Inspector inspector() {
        return inspector;
    }

    public Actuator actuator() {
        return actuator;
    }

    public Checkup checkup() {
        return checkup;
    }

    @Override
    public void close() {
        source.close();
        engine.close();
    }
}
