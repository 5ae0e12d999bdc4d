package homelab.integration.proxmox;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import homelab.integration.IntegrationException;
import homelab.integration.IntegrationException.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Bounds how much is asked of each node at a time, and, within one look, asks no node again that did not answer.
 *
 * @param permits of each node; shared by all who ask
 * @param silent the nodes that did not answer in this look, with why
 * @param entry the node that answers what is asked of no other; empty while that is not known
 */
record NodeGate(
        Map<String, Semaphore> permits, Map<String, String> silent, boolean remembers, AtomicReference<String> entry) {
    /** A node has three workers for this, and each slow request blocks one. */
    static final int AT_ONCE = 3;

    static NodeGate open() {
        return new NodeGate(new ConcurrentHashMap<>(), new ConcurrentHashMap<>(), false, new AtomicReference<>(""));
    }

    /** The same bounds, for one look: it remembers who is silent. */
    NodeGate inOneLook() {
        return new NodeGate(permits, new ConcurrentHashMap<>(), true, entry);
    }

    /** What is asked of no other node keeps this one busy too. */
    void answeredBy(String node) {
        entry.set(node);
    }

    /** One exchange. */
    interface Ask<T> {
        T ask() throws IntegrationException;
    }

    /** @param limit of the wait for its turn; the exchange has its own */
    <T> T through(String node, String what, Duration limit, Ask<T> ask) throws IntegrationException {
        refuseSilent(node, what);
        var turns =
                permits.computeIfAbsent(node.isEmpty() ? entry.get() : node, ignored -> new Semaphore(AT_ONCE, true));
        acquire(turns, node, what, limit);
        try {
            // Those before may have found out meanwhile.
            refuseSilent(node, what);
            return ask.ask();
        } catch (IntegrationException e) {
            if (remembers && e.kind() == Kind.UNREACHABLE) silent.putIfAbsent(node, String.valueOf(e.getMessage()));
            throw e;
        } finally {
            turns.release();
        }
    }

    private void refuseSilent(String node, String what) throws IntegrationException {
        var why = silent.get(node);
        if (why != null)
            throw new IntegrationException(
                    Kind.UNREACHABLE, what + ": nothing was sent, " + named(node) + " did not answer before: " + why);
    }

    private static void acquire(Semaphore turns, String node, String what, Duration limit) throws IntegrationException {
        try {
            if (turns.tryAcquire(Math.max(0, limit.toNanos()), NANOSECONDS)) return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IntegrationException(Kind.UNREACHABLE, what + ": nothing was sent, the agent is stopping", e);
        }
        throw new IntegrationException(
                Kind.UNREACHABLE,
                what + ": nothing was sent, " + named(node) + " is still busy with " + AT_ONCE + " other requests");
    }

    private static String named(String node) {
        return node.isEmpty() ? "the cluster" : "node " + node;
    }
}
