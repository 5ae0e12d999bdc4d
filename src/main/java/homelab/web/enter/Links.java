package homelab.web.enter;

import homelab.model.Person;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;

/** One-time links that have been made and not used yet. Of each only a digest is kept, in memory. */
public final class Links {
    public static final Duration LIFE = Duration.ofMinutes(10);

    /** So many may be open at once; a further one ends the oldest. */
    static final int MOST = 16;

    private static final int BYTES = 32;

    private final InstantSource clock;
    private final Supplier<URI> base;
    private final SecureRandom random = new SecureRandom();
    private final Deque<Open> open = new ArrayDeque<>();

    private record Open(Digest digest, Person person, Instant ends) {}

    /**
     * A link as it is given away, once. Whoever has its address can come in: it must not be logged.
     *
     * @param ends when it stops to open
     */
    public record Made(URI address, Instant ends) {
        @Override
        public String toString() {
            return "a link until " + ends;
        }
    }

    /** @param base where people ask for the dashboard, without a path */
    public Links(InstantSource clock, Supplier<URI> base) {
        this.clock = clock;
        this.base = base;
    }

    /** @param person who will be in by it */
    public synchronized Made make(Person person) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var ends = clock.instant().plus(LIFE);
        if (open.size() == MOST) open.removeFirst();
        open.addLast(new Open(Digest.of(secret), person, ends));
        return new Made(base.get().resolve("/enter/" + secret), ends);
    }

    /** Uses the link up; of two who try at once, one succeeds. */
    synchronized Optional<Person> redeem(String secret) {
        var now = clock.instant();
        open.removeIf(link -> !now.isBefore(link.ends()));
        var shown = Digest.of(secret);
        var found = open.stream().filter(link -> link.digest().is(shown)).findFirst();
        found.ifPresent(open::remove);
        return found.map(Open::person);
    }
}
