package homelab.app.doctor;

import homelab.cli.Examined;
import homelab.integration.Check;
import homelab.integration.Checkup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Has everything looked at, all at once. What hangs costs only the answers that it still owes. */
public final class Doctor {
    private final List<Checkup> checkups;
    private final Duration limit;

    public Doctor(List<Checkup> checkups, Duration limit) {
        this.checkups = List.copyOf(checkups);
        this.limit = limit;
    }

    /** One checkup under way. */
    private record Visit(Checkup checkup, FutureTask<Boolean> task, Queue<Check> checks) {
        static Visit begin(Checkup checkup, boolean healing) {
            var checks = new ConcurrentLinkedQueue<Check>();
            var task = new FutureTask<>(() -> checkup.look(healing, checks::add), true);
            // A daemon of its own: a look that no interrupt wakes, as at a dead share, is left behind and holds up
            // nothing else, which a virtual thread would.
            Thread.ofPlatform().daemon().name("checkup " + checkup.part()).start(task);
            return new Visit(checkup, task, checks);
        }

        List<Check> end(long deadline) {
            var open = outcome(deadline);
            task.cancel(true);
            var all = new ArrayList<>(checks);
            all.addAll(open);
            return all;
        }

        private List<Check> outcome(long deadline) {
            try {
                task.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                return List.of();
            } catch (TimeoutException e) {
                return List.of(checkup.late());
            } catch (ExecutionException e) {
                return List.of(Check.unknown(
                        "the rest", "a fault in the program: " + e.getCause(), "report it, with this line"));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return List.of(Check.unknown("the rest", "interrupted", "ask again"));
            }
        }
    }

    /**
     * In the order of the checkups, those of one part together.
     *
     * @param healing whether the agent may heal, and so needs the rights to
     */
    public List<Examined> examine(boolean healing) {
        var deadline = System.nanoTime() + limit.toNanos();
        var visits =
                checkups.stream().map(checkup -> Visit.begin(checkup, healing)).toList();
        var parts = new LinkedHashMap<String, List<Check>>();
        for (var visit : visits)
            parts.computeIfAbsent(visit.checkup().part(), ignored -> new ArrayList<>())
                    .addAll(visit.end(deadline));
        parts.values().forEach(checks -> checks.sort(Comparator.comparing(Check::level)));
        return parts.entrySet().stream()
                .map(part -> new Examined(part.getKey(), part.getValue()))
                .toList();
    }
}
