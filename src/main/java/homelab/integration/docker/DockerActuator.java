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

/**
 * Starts, restarts and unpauses containers, and removes leftovers: one request that changes anything for each intent, sent
 * once.
 */
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
        return Set.of(
                Action.CONTAINER_START,
                Action.CONTAINER_RESTART,
                Action.CONTAINER_UNPAUSE,
                Action.CLEANUP_CACHE,
                Action.CLEANUP_IMAGES,
                Action.CLEANUP_CONTAINERS);
    }

    @Override
    public Response carryOut(Intent intent) throws IntegrationException {
        var id = intent.step().target().value();
        var action = intent.step().action();
        if (!isFit(action, id))
            throw new IntegrationException(
                    Kind.REJECTED, "\"" + id + "\" is no id that " + action + " can be about; nothing was sent");
        var limit = Duration.between(clock.instant(), intent.deadline());
        if (!limit.isPositive())
            throw new IntegrationException(
                    Kind.REJECTED, "the deadline " + intent.deadline() + " has passed; nothing was sent");
        return switch (action) {
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
            case CLEANUP_CACHE ->
                Leftovers.isImage(id)
                        ? nameless(id, limit)
                        : engine.removeCache(id, limit)
                                ? gone(true)
                                : new Response(false, "nothing was removed; it is gone, or something uses it");
            case CLEANUP_IMAGES -> gone(engine.removeImage(id, limit));
            case CLEANUP_CONTAINERS -> gone(engine.removeContainer(id, limit));
            default -> throw new IntegrationException(Kind.REJECTED, "an engine cannot do " + action);
        };
    }

    /** One that was given a name since it was listed would lose it with its id. */
    private Response nameless(String id, Duration limit) throws IntegrationException {
        var now = engine.image(id, limit);
        if (now.filter(image -> !Leftovers.isNameless(image)).isPresent())
            return new Response(false, "it has been given a name since; it was left");
        return gone(now.isPresent() && engine.removeImage(id, limit));
    }

    private static boolean isFit(Action action, String id) {
        return switch (action) {
            case CONTAINER_START, CONTAINER_RESTART, CONTAINER_UNPAUSE, CLEANUP_CONTAINERS -> Names.isId(id);
            case CLEANUP_IMAGES -> Leftovers.isImage(id);
            case CLEANUP_CACHE ->
                Leftovers.isImage(id) || Leftovers.CACHE.matcher(id).matches();
            default -> false;
        };
    }

    private static Response gone(boolean now) {
        return now ? new Response(true, "removed") : new Response(false, "it was gone already");
    }
}
