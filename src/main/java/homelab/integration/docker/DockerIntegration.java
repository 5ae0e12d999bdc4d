package homelab.integration.docker;

import homelab.integration.Actuator;
import homelab.integration.Inspector;
import homelab.integration.Source;
import java.time.InstantSource;

/** One Docker engine: what it tells, a deeper look at its containers, and starting and restarting them. */
public final class DockerIntegration implements AutoCloseable {
    private final EngineApi engine;
    private final DockerSource source;
    private final Inspector inspector;
    private final Actuator actuator;

    public DockerIntegration(DockerConfig config, InstantSource clock) {
        engine = new EngineApi(new Wire(config.socket()), clock);
        source = new DockerSource(config, engine, clock);
        inspector = new DockerInspector(config.id(), engine);
        actuator = new DockerActuator(config.id(), engine, clock);
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

    @Override
    public void close() {
        source.close();
        engine.close();
    }
}
