package homelab.loop;

import static java.util.concurrent.TimeUnit.SECONDS;

import homelab.integration.Source;
import homelab.model.Look;
import homelab.model.Resource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * The client of a cluster that looks only when a test lets it: what the loop wishes to see is kept until then, and then
 * asked for as one. So a script is seen at the same moments, however fast the machine is.
 */
final class Glanced implements Source {
    private static final int FEW = 3;

    private final Source source;
    private final BlockingQueue<Look> looks = new LinkedBlockingQueue<>();
    private final Set<Resource.Id> wished = new HashSet<>();
    private boolean begun;

    Glanced(Source source) {
        this.source = source;
    }

    boolean isAsked() {
        return !wished.isEmpty();
    }

    /** One full look, at what is wished for too. */
    void full() throws InterruptedException {
        // The first it makes by itself.
        if (begun) ask(Set.of(source.host()));
        begun = true;
        wished.clear();
        await();
    }

    /** What is wished for: a few guests each for itself, all else in a full look. */
    void atWishes() throws InterruptedException {
        var guests =
                wished.stream().filter(id -> id.value().matches("[0-9]+@.*")).count();
        var alone = guests == wished.size() && guests <= FEW;
        ask(Set.of());
        for (var look = 0; look < (alone ? guests : 1); look++) await();
    }

    private void ask(Set<Resource.Id> besides) {
        wished.addAll(besides);
        source.lookAt(Set.copyOf(wished));
        wished.clear();
    }

    private void await() throws InterruptedException {
        if (looks.poll(60, SECONDS) == null) throw new AssertionError("the client of the cluster looks no more");
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public Resource.Id host() {
        return source.host();
    }

    @Override
    public void start(Consumer<Look> sink, Optional<String> cursor) {
        source.start(
                look -> {
                    sink.accept(look);
                    looks.add(look);
                },
                cursor);
    }

    @Override
    public void lookAt(Set<Resource.Id> ids) {
        wished.addAll(ids);
    }

    @Override
    public void close() {
        source.close();
    }
}
