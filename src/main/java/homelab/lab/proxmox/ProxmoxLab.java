package homelab.lab.proxmox;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A simulated Proxmox VE cluster, open at its HTTPS port. Nothing happens in it by itself: whoever holds the clock calls
 * {@link #happen} when time has passed.
 */
public final class ProxmoxLab implements AutoCloseable {
    private static final Duration REFUSAL = Duration.ofMillis(20);

    private final Cluster cluster;
    private final Journal journal = new Journal();
    private final Faults faults = new Faults();
    private final Face face;
    private final Happenings happenings;
    private final Mishaps mishaps;

    private ProxmoxLab(
            Blueprint blueprint, InstantSource clock, Consumer<String> tale, Consumer<Exchange> asked, Duration refusal)
            throws IOException {
        if (blueprint.nodes().isEmpty()) throw new IllegalArgumentException("a cluster needs a node");
        var certificate = Certificates.first();
        cluster = new Cluster(blueprint, clock, tale);
        cluster.entryFingerprint(certificate.fingerprint());
        face = new Face(new Desk(cluster, journal, faults, refusal, asked), journal, certificate, this::entryIsUp);
        happenings = new Happenings(cluster);
        mishaps = new Mishaps(cluster, faults, face);
    }

    /** @param tale takes what happens in the cluster without a client's asking, as people would say it */
    public static ProxmoxLab open(Blueprint blueprint, InstantSource clock, Consumer<String> tale) throws IOException {
        return new ProxmoxLab(blueprint, clock, tale, ignored -> {}, REFUSAL);
    }

    /** @param asked takes each request to change something, with its answer; it must not call back */
    public static ProxmoxLab open(
            Blueprint blueprint, InstantSource clock, Consumer<String> tale, Consumer<Exchange> asked)
            throws IOException {
        return new ProxmoxLab(blueprint, clock, tale, asked, REFUSAL);
    }

    /** @param refusal how long, by a real clock, a 401 takes; Proxmox takes three seconds */
    public static ProxmoxLab open(Blueprint blueprint, InstantSource clock, Consumer<String> tale, Duration refusal)
            throws IOException {
        return new ProxmoxLab(blueprint, clock, tale, ignored -> {}, refusal);
    }

    private boolean entryIsUp() {
        synchronized (cluster) {
            return cluster.entry().up;
        }
    }

    /** Where clients reach the first node. */
    public URI address() {
        return URI.create("https://127.0.0.1:" + face.port());
    }

    /** SHA-256 of the certificate that is shown now, in upper case with colons. */
    public String fingerprint() {
        synchronized (cluster) {
            return cluster.entryFingerprint();
        }
    }

    /** The time in it, by the clock that was handed in. */
    public Instant now() {
        synchronized (cluster) {
            return cluster.now();
        }
    }

    /** Lets everything happen that is due; says when more will be. */
    public Optional<Instant> happen() {
        synchronized (cluster) {
            return cluster.happen();
        }
    }

    /** What may happen in the cluster. */
    public Happenings happenings() {
        return happenings;
    }

    /** What may go wrong between a client and the cluster. */
    public Mishaps mishaps() {
        return mishaps;
    }

    /** Every request so far, oldest first. */
    public List<Exchange> exchanges() {
        return journal.exchanges();
    }

    /** Of those the ones that asked for a change. */
    public List<Exchange> writes() {
        return exchanges().stream().filter(Exchange::isWrite).toList();
    }

    /** Forgets the requests so far, so that those of one look can be counted. */
    public void forgetExchanges() {
        journal.forget();
    }

    /** How many requests to one node were open at once, at most. */
    public int mostInFlight() {
        return journal.mostInFlight();
    }

    /** What was sent that a good client does not send. */
    public List<String> violations() {
        return journal.violations();
    }

    @Override
    public void close() {
        face.close();
    }
}
