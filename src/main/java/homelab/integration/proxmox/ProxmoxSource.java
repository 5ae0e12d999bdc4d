package homelab.integration.proxmox;

import homelab.integration.IntegrationException;
import homelab.integration.Source;
import homelab.model.Look;
import homelab.model.Observation;
import homelab.model.Resource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One cluster, looked at from time to time: Proxmox tells nothing by itself. */
final class ProxmoxSource implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(ProxmoxSource.class);
    private static final Duration TO_END = Duration.ofSeconds(2);
    private static final int LONGEST_QUEUE = 10_000;
    /** Of more guests than these a full look tells with fewer requests. */
    private static final int FEW = 3;
    /** Until the next full look, where the last one could not confirm all that had changed. */
    private static final Duration CATCHING_UP = Duration.ofSeconds(2);

    private final ProxmoxConfig config;
    private final Looking looking;
    private final Together together;
    private final InstantSource clock;
    private final LinkedBlockingQueue<Set<Resource.Id>> wishes = new LinkedBlockingQueue<>(LONGEST_QUEUE);
    private final AtomicBoolean closed = new AtomicBoolean();
    private Optional<Thread> thread = Optional.empty();
    private boolean blind;
    private boolean seenBefore;

    ProxmoxSource(ProxmoxConfig config, PveApi api, InstantSource clock, Machine machine) {
        this.config = config;
        this.clock = clock;
        this.together = new Together();
        this.looking = new Looking(config, api, clock, machine, together);
    }

    @Override
    public String name() {
        return config.name();
    }

    @Override
    public Resource.Id host() {
        return config.id();
    }

    @Override
    public synchronized void start(Consumer<Look> sink, Optional<String> cursor) {
        if (thread.isPresent() || closed.get())
            throw new IllegalStateException("the source " + config.name() + " can be started once");
        thread = Optional.of(Thread.ofVirtual().name("proxmox-" + config.name()).start(() -> run(sink)));
    }

    private void run(Consumer<Look> sink) {
        var due = System.nanoTime();
        try {
            while (!closed.get()) {
                var wished = wished(due);
                if (System.nanoTime() - due >= 0 || wished.isMuch()) {
                    look(sink, () -> looking.full(wished.guests()));
                    due = System.nanoTime() + untilNext().toNanos();
                } else for (var vmid : wished.guests()) look(sink, () -> looking.one(vmid));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration untilNext() {
        var behind = looking.isBehind() && CATCHING_UP.compareTo(config.interval()) < 0;
        return behind ? CATCHING_UP : config.interval();
    }

    /**
     * What was asked for meanwhile.
     *
     * @param parts all that is no guest: how it is shows in a full look
     */
    private record Wished(Set<Integer> guests, List<Resource.Id> parts) {
        boolean isMuch() {
            return !parts.isEmpty() || guests.size() > FEW;
        }
    }

    private Wished wished(long due) throws InterruptedException {
        var first = wishes.poll(Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS);
        var all = new ArrayList<Resource.Id>();
        if (first != null) all.addAll(first);
        for (var more = wishes.poll(); more != null; more = wishes.poll()) all.addAll(more);
        var guests = new HashSet<Integer>();
        var parts = new ArrayList<Resource.Id>();
        for (var id : all) Home.vmid(id).ifPresentOrElse(guests::add, () -> parts.add(id));
        parts.forEach(looking::doubt);
        return new Wished(guests, parts);
    }

    private interface Glance {
        Look take() throws IntegrationException;
    }

    private void look(Consumer<Look> sink, Glance glance) {
        Look look;
        try {
            look = glance.take();
            if (blind || !seenBefore) LOG.info("proxmox {}: seen{}", config.name(), seenBefore ? " again" : "");
            blind = false;
            seenBefore = true;
        } catch (IntegrationException e) {
            look = unseen(String.valueOf(e.getMessage()));
        } catch (RuntimeException bug) {
            LOG.error(
                    "proxmox {}: a mistake of ours while looking at it; the next look comes in time",
                    config.name(),
                    bug);
            look = unseen("the agent could not read what it saw: " + bug);
        }
        if (!closed.get()) sink.accept(look);
    }

    private Look unseen(String why) {
        if (!blind && !closed.get()) LOG.warn("proxmox {}: can't be seen: {}", config.name(), why);
        blind = true;
        var now = clock.instant();
        return new Look(
                config.id(),
                now,
                List.of(new Observation.Unseen(config.id(), now, why)),
                Optional.empty(),
                Set.of(),
                Optional.empty());
    }

    @Override
    public void lookAt(Set<Resource.Id> ids) {
        wishes.offer(Set.copyOf(ids));
    }

    @Override
    public synchronized void close() {
        closed.set(true);
        thread.ifPresent(looker -> {
            looker.interrupt();
            try {
                looker.join(TO_END);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        together.close();
    }
}
