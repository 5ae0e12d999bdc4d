package homelab.web.enter;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How often what opens the door was guessed wrongly of late, by address and in all. Bounded, in memory. */
public final class Attempts {
    static final Duration WINDOW = Duration.ofMinutes(10);
    static final int MOST_BY_ADDRESS = 10;
    static final int MOST_IN_ALL = 100;

    /** So many addresses are remembered; a further one lets the one be forgotten that began first. */
    static final int MOST_ADDRESSES = 1000;

    private static final int NETWORK_BYTES = 8;

    private final InstantSource clock;
    private final Map<String, Count> byAddress = new LinkedHashMap<>();
    private Count inAll = new Count(0, Instant.EPOCH);

    private record Count(int wrong, Instant since) {
        Instant ends() {
            return since.plus(WINDOW);
        }

        Count oneMore(Instant now) {
            return now.isBefore(ends()) ? new Count(wrong + 1, since) : new Count(1, now);
        }
    }

    public Attempts(InstantSource clock) {
        this.clock = clock;
    }

    /** How long this address has to wait before it may try again; empty when it may. */
    public synchronized Optional<Duration> barred(String address) {
        var now = clock.instant();
        return left(inAll, MOST_IN_ALL, now)
                .or(() -> Optional.ofNullable(byAddress.get(network(address)))
                        .flatMap(count -> left(count, MOST_BY_ADDRESS, now)));
    }

    /** Counts one wrong guess. */
    public synchronized void wrong(String address) {
        var now = clock.instant();
        inAll = inAll.oneMore(now);
        var network = network(address);
        var count = byAddress.getOrDefault(network, new Count(0, now)).oneMore(now);
        byAddress.put(network, count);
        if (byAddress.size() > MOST_ADDRESSES)
            byAddress.remove(byAddress.keySet().iterator().next());
    }

    synchronized int addresses() {
        return byAddress.size();
    }

    private static Optional<Duration> left(Count count, int most, Instant now) {
        return count.wrong() >= most && now.isBefore(count.ends())
                ? Optional.of(Duration.between(now, count.ends()))
                : Optional.empty();
    }

    /** Who has one IPv6 address has the whole /64 it is in. */
    private static String network(String address) {
        try {
            return InetAddress.ofLiteral(address) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), NETWORK_BYTES))
                    : address;
        } catch (IllegalArgumentException e) {
            return address;
        }
    }
}
