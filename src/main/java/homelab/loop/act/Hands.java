package homelab.loop.act;

import homelab.integration.Actuator;
import homelab.integration.IntegrationException;
import homelab.model.Intent;
import homelab.model.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out intents that are on disk, each at most once, a bounded number per host at a time. */
public final class Hands {
    private static final Logger LOG = LoggerFactory.getLogger(Hands.class);

    /** Calls in flight per host. */
    private static final int AT_ONCE = 8;

    private final List<Actuator> actuators;
    private final Brake brake;
    private final Predicate<Intent> mayAct;
    private final Executor executor;
    private final Map<Resource.Id, Semaphore> places = new ConcurrentHashMap<>();
    private final Map<Intent.Id, CompletableFuture<Void>> out = new ConcurrentHashMap<>();
    private volatile boolean finishing;

    /** @param mayAct false when the lease would run out before the call is over */
    public Hands(List<Actuator> actuators, Brake brake, Predicate<Intent> mayAct, Executor executor) {
        this.actuators = List.copyOf(actuators);
        this.brake = brake;
        this.mayAct = mayAct;
        this.executor = executor;
    }

    /** Returns at once; {@code answered} is called exactly once, unless the process ends first. */
    public void carryOut(Intent intent, Resource.Id host, BiConsumer<Intent, Answer> answered) {
        var call = CompletableFuture.runAsync(() -> answered.accept(intent, inTurn(intent, host)), executor);
        out.put(intent.id(), call);
        var ignored = call.whenComplete((nothing, failure) -> out.remove(intent.id()));
    }

    /** Begins no call any more, and waits for those that are out. What is cut off is looked at after the next start. */
    public void finish(Duration atMost) {
        finishing = true;
        try {
            CompletableFuture.allOf(out.values().toArray(CompletableFuture[]::new))
                    .get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("{} calls had no answer when the agent stopped; what came of them is seen next time", out.size());
        }
    }

    private Answer inTurn(Intent intent, Resource.Id host) {
        var place = places.computeIfAbsent(host, ignored -> new Semaphore(AT_ONCE));
        place.acquireUninterruptibly();
        try {
            if (finishing) return new Answer.HeldBack("the agent was stopped just before the call");
            if (brake.isOn()) return new Answer.HeldBack("the agent was paused just before the call");
            if (!mayAct.test(intent)) return new Answer.HeldBack("the lease would have ended before the call");
            return call(intent, host);
        } finally {
            place.release();
        }
    }

    private Answer call(Intent intent, Resource.Id host) {
        var able = actuators.stream()
                .filter(actuator -> actuator.host().equals(host))
                .filter(actuator -> actuator.actions().contains(intent.step().action()))
                .findFirst();
        if (able.isEmpty())
            return new Answer.Rejected("nothing here can do " + intent.step().action());
        try {
            var response = able.get().carryOut(intent);
            return switch (response.result()) {
                case DONE -> new Answer.Accepted(response.words());
                case NOTHING_TO_DO -> new Answer.NothingToDo(response.words());
                case NOT_BEGUN -> new Answer.NotBegun(response.words());
            };
        } catch (IntegrationException e) {
            var text = String.valueOf(e.getMessage());
            return switch (e.kind()) {
                case REJECTED, UNAUTHORIZED, FORBIDDEN -> new Answer.Rejected(text);
                case UNREACHABLE, UNREADABLE -> new Answer.Unclear(text);
            };
        } catch (RuntimeException e) {
            // A bug in an integration: the call may have gone out, so the question is answered by looking.
            return new Answer.Unclear("unexpected " + e);
        }
    }
}
