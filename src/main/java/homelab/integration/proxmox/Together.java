package homelab.integration.proxmox;

import homelab.integration.IntegrationException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Asks several things at once, and ends when all are answered. */
final class Together implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    void run(List<Runnable> questions) throws IntegrationException {
        try {
            threads.invokeAll(questions.stream()
                    .<Callable<Object>>map(Executors::callable)
                    .toList());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IntegrationException(
                    IntegrationException.Kind.UNREACHABLE, "the look was broken off: the agent is stopping", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
