package homelab.integration.docker;

import homelab.integration.Actuator;
import homelab.integration.IntegrationException;
import homelab.integration.IntegrationException.Kind;
import homelab.model.Action;
import homelab.model.Intent;
import homelab.model.Resource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;

/** Starts, restarts and unpauses containers: one request for each intent, sent once. */
final class DockerActuator implements Actuator {
    private final Resource.Id host;
    private final EngineApi engine;
    private final InstantSource clock;

    DockerActuator(Resource.Id host, EngineApi engine, InstantSource clock) {
        this.host = host;
        this.engine = engine;
        this.clock = clock;
    }

    @Override
    public Resource.Id host() {
        return host;
    }

    @Override
    public Set<Action> actions() {
        return Set.of(Action.CONTAINER_START, Action.CONTAINER_RESTART, Action.CONTAINER_UNPAUSE);
    }

    @Override
    public Response carryOut(Intent intent) throws IntegrationException {
        var id = intent.step().target().value();
        if (!Names.isId(id))
            throw new IntegrationException(Kind.REJECTED, "\"" + id + "\" is no container id; nothing was sent");
        var limit = Duration.between(clock.instant(), intent.deadline());
        if (!limit.isPositive())
            throw new IntegrationException(
                    Kind.REJECTED, "the deadline " + intent.deadline() + " has passed; nothing was sent");
        return switch (intent.step().action()) {
            case CONTAINER_START ->
                engine.start(id, limit)
                        ? new Response(true, "started")
                        : new Response(false, "it was already running; nothing was done");
            case CONTAINER_RESTART -> {
                engine.restart(id, intent.stopTimeout(), limit);
                yield new Response(true, "restarted");
            }
            case CONTAINER_UNPAUSE -> {
                engine.unpause(id, limit);
                yield new Response(true, "unpaused");
            }
        };
    }
}
