package homelab.loop;

import homelab.integration.Inspector;
import homelab.integration.Source;
import homelab.loop.act.Hands;
import homelab.model.Evidence;
import homelab.model.Resource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/** Does what a turn asked for, away from the loop's thread, and brings back what came of it as messages. */
public final class Outside {
    private static final Duration GATHERING = Duration.ofSeconds(2);
    /** Deeper looks at a time; a storm must not flood an engine that is already in trouble. */
    private static final int LOOKS_AT_ONCE = 4;

    private final List<Source> sources;
    private final List<Inspector> inspectors;
    private final Hands hands;
    private final Executor executor;
    private final Semaphore places = new Semaphore(LOOKS_AT_ONCE);

    public Outside(List<Source> sources, List<Inspector> inspectors, Hands hands, Executor executor) {
        this.sources = List.copyOf(sources);
        this.inspectors = List.copyOf(inspectors);
        this.hands = hands;
        this.executor = executor;
    }

    void launch(Effect effect, Mailbox mailbox) {
        switch (effect) {
            case Effect.Gather gather ->
                executor.execute(
                        () -> mailbox.put(new Message.Gathered(gather.incident(), evidence(gather.resource()))));
            case Effect.CarryOut carry ->
                hands.carryOut(
                        carry.intent(),
                        carry.host(),
                        (intent, answer) -> mailbox.put(new Message.Answered(intent, answer)));
            case Effect.LookAt look ->
                sources.stream()
                        .filter(source -> source.host().equals(look.host()))
                        .forEach(source -> source.lookAt(look.ids()));
        }
    }

    private List<Evidence> evidence(Resource resource) {
        places.acquireUninterruptibly();
        try {
            return inspectors.stream()
                    .filter(inspector -> inspector.knows(resource))
                    .flatMap(inspector -> inspector.inspect(resource, GATHERING).stream())
                    .toList();
        } catch (RuntimeException bug) {
            // A deeper look that breaks must not hold up the incident: what is known already has to do.
            return List.of(new Evidence("inspect", "it could not be fetched: " + bug));
        } finally {
            places.release();
        }
    }

    List<Source> sources() {
        return sources;
    }
}
