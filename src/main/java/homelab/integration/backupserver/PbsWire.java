package homelab.integration.backupserver;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import homelab.integration.IntegrationException;
import homelab.integration.IntegrationException.Kind;
import homelab.integration.http.Request;
import homelab.integration.http.Wire;
import homelab.model.Secret;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the API as the token's owner, a few questions at a time, and hands back the data of what was answered. */
final class PbsWire implements AutoCloseable {
    private static final String ROOT = "/api2/json";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int AT_ONCE = 3;

    /** A datastore of 10,000 snapshots answers with ten megabytes. */
    private static final int MOST = 16 << 20;

    private final PbsDial dial;
    private final Wire wire;
    private final Secret authorization;
    private final Refusals refusals;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    PbsWire(BackupServerConfig config) {
        dial = new PbsDial(config);
        wire = new Wire(dial);
        authorization = authorization(config.token());
        refusals = new Refusals(config.token());
    }

    /** The other side unescapes what it gets. */
    private static Secret authorization(BackupServerConfig.Token token) {
        return Secret.of("PBSAPIToken=" + token.id().replace("%", "%25") + ":"
                + token.secret().reveal().replace("%", "%25"));
    }

    Optional<String> absence() {
        return wire.absence();
    }

    Optional<X509Certificate> certificate() {
        return dial.certificate();
    }

    /**
     * What was answered under {@code data}, which may be null.
     *
     * @param path as in the schema, with its query
     */
    JsonNode data(String path, Duration limit) throws IntegrationException {
        var what = "GET " + path.replaceFirst("[?].*", "");
        acquire(what, limit);
        try {
            var answer = wire.exchange(Request.get(ROOT + path).authorized(authorization), limit, MOST);
            if (answer.status() != 200) throw refusals.of(what, answer);
            var data = parsed(what, answer.body()).get("data");
            if (data == null) throw unreadable(what, "the answer has no data");
            return data;
        } finally {
            turns.release();
        }
    }

    private void acquire(String what, Duration limit) throws IntegrationException {
        try {
            if (turns.tryAcquire(Math.max(0, limit.toNanos()), NANOSECONDS)) return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IntegrationException(Kind.UNREACHABLE, what + ": nothing was sent, the agent is stopping", e);
        }
        throw new IntegrationException(
                Kind.UNREACHABLE, what + ": nothing was sent, it is still busy with " + AT_ONCE + " other requests");
    }

    private static JsonNode parsed(String what, byte[] body) throws IntegrationException {
        try {
            var tree = JSON.readTree(body);
            if (tree.isObject()) return tree;
        } catch (JacksonException e) {
            throw new IntegrationException(
                    Kind.UNREADABLE, what + ": the answer is not JSON; is this the port of a backup server?", e);
        }
        throw unreadable(what, "the answer is not an object of JSON");
    }

    static IntegrationException unreadable(String what, String why) {
        return new IntegrationException(Kind.UNREADABLE, what + ": " + why + "; is this the port of a backup server?");
    }

    @Override
    public void close() {
        wire.close();
    }
}
