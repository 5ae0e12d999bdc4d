package homelab.loop;

import static java.util.concurrent.TimeUnit.SECONDS;

import homelab.integration.Source;
import homelab.model.Look;
import homelab.model.Observation;
import homelab.model.Resource;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A Docker client's looks, with one ear on them. */
final class Heard implements Source {
    private final Source source;
    private final BlockingQueue<Look> looks = new LinkedBlockingQueue<>();
    private Set<Resource.Id> present = Set.of();
    private long asked;

    Heard(Source source) {
        this.source = source;
    }

    /** How often the loop has asked for a look so far. */
    long asked() {
        return asked;
    }

    /** What was there at the last full look. */
    Set<Resource.Id> present() {
        return present;
    }

    /** Waits for a full look that was made after the mark was heard and has all of these in it. */
    void fullLookAfter(Instant mark, Set<Resource.Id> wanted) throws InterruptedException {
        var nanos = mark.getEpochSecond() * 1_000_000_000L + mark.getNano();
        while (true) {
            source.lookAt(wanted);
            source.lookAt(Set.of(source.host()));
            var look = nextFullLook();
            present = look.present().orElseThrow();
            var marked = look.cursor().filter(cursor -> cursor.contains(" " + nanos + " "));
            if (marked.isPresent() && seen(look).containsAll(wanted)) return;
        }
    }

    private Look nextFullLook() throws InterruptedException {
        while (true) {
            var look = looks.poll(20, SECONDS);
            if (look == null) throw new AssertionError("the agent's Docker client looks no more");
            if (look.present().isPresent()) return look;
        }
    }

    private static Set<Resource.Id> seen(Look look) {
        return look.observations().stream()
                .filter(Observation.Health.class::isInstance)
                .map(Observation::about)
                .collect(Collectors.toSet());
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
        asked++;
        source.lookAt(ids);
    }

    @Override
    public void close() {
        source.close();
    }
}
