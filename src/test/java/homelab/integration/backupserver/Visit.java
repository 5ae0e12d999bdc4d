package homelab.integration.backupserver;

import homelab.integration.Check;
import homelab.integration.IntegrationException;
import homelab.integration.http.Trust;
import homelab.lab.backupserver.BackupServerLab;
import homelab.lab.backupserver.Token;
import homelab.model.Look;
import homelab.model.Observation;
import homelab.model.Report;
import homelab.model.Secret;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A simulated backup server, and the agent's client before it, which looks when a test says so. */
final class Visit implements AutoCloseable {
    static final Instant START = Instant.parse("2026-01-10T12:00:00Z");

    final BackupServerLab lab;
    private final PbsWire wire;
    private final PbsApi api;
    private final BackupServerConfig config;
    private final Looking looking;
    private Instant now = START;

    Visit(BackupServerLab lab) {
        this(lab, new Trust.Pinned(lab.fingerprint()));
    }

    Visit(BackupServerLab lab, Trust trust) {
        this.lab = lab;
        config = config(lab, trust);
        wire = new PbsWire(config);
        api = new PbsApi(wire);
        // A real one may take a minute for a listing.
        looking = new Looking(config, api.within(Duration.ofSeconds(4)), () -> now);
    }

    static Visit open() throws IOException {
        return new Visit(BackupServerLab.open("4.0"));
    }

    static BackupServerConfig config(BackupServerLab lab, Trust trust) {
        return new BackupServerConfig(
                "pbs",
                BackupServerConfig.Address.parse(lab.address().toString()),
                new BackupServerConfig.Token(Token.WATCHING.id(), Secret.of(Token.WATCHING.secret())),
                trust,
                Duration.ofSeconds(60));
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    Instant now() {
        return now;
    }

    Look look() throws IntegrationException {
        return looking.full(false);
    }

    /** The next look, in which nothing is taken from memory. */
    Look doubted() throws IntegrationException {
        return looking.full(true);
    }

    List<Check> checks() {
        var checks = new ArrayList<Check>();
        new BackupServerCheckup(config, api).look(false, checks::add);
        return checks;
    }

    static Optional<Observation> find(Look look, String id) {
        return look.observations().stream()
                .filter(one -> one.about().value().equals(id))
                .findFirst();
    }

    static Observation.Health seen(Look look, String id) {
        return find(look, id)
                .filter(Observation.Health.class::isInstance)
                .map(Observation.Health.class::cast)
                .orElseThrow(() -> new AssertionError(id + " is not seen in " + look.observations()));
    }

    static Report report(Look look, String id) {
        return (Report) seen(look, id).detail();
    }

    static String unseen(Look look, String id) {
        return find(look, id)
                .filter(Observation.Unseen.class::isInstance)
                .map(one -> ((Observation.Unseen) one).reason())
                .orElseThrow(() -> new AssertionError(id + " is not grey in " + look.observations()));
    }

    @Override
    public void close() {
        looking.close();
        wire.close();
        lab.close();
    }
}
