package homelab.integration.proxmox;

import homelab.integration.IntegrationException;
import homelab.integration.IntegrationException.Kind;
import homelab.integration.http.Wire;
import homelab.model.Secret;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends calls to the API as the token's owner, and hands back the data of what was answered. */
final class PveWire implements AutoCloseable {
    static final JsonMapper JSON = JsonMapper.builder().build();

    /** A cluster of 2,000 guests answers with one megabyte. */
    private static final int MOST = 16 << 20;

    private final Wire wire;
    private final Secret authorization;
    private final Refusals refusals;
    private final NodeGate gate;

    PveWire(ProxmoxConfig config) {
        this(
                new Wire(new PveDial(config)),
                authorization(config.token()),
                new Refusals(config.token()),
                NodeGate.open());
    }

    private PveWire(Wire wire, Secret authorization, Refusals refusals, NodeGate gate) {
        this.wire = wire;
        this.authorization = authorization;
        this.refusals = refusals;
        this.gate = gate;
    }

    /** The other side unescapes what it gets. */
    private static Secret authorization(ProxmoxConfig.Token token) {
        return Secret.of("PVEAPIToken=" + token.id().replace("%", "%25") + "="
                + token.secret().reveal().replace("%", "%25"));
    }

    /** The same connection, which within this look asks no node again that did not answer. */
    PveWire inOneLook() {
        return new PveWire(wire, authorization, refusals, gate.inOneLook());
    }

    /** This node is the one that is spoken to. */
    void answeredBy(String node) {
        gate.answeredBy(node);
    }

    Optional<String> absence() {
        return wire.absence();
    }

    /** What was answered under {@code data}, which may be null. */
    JsonNode data(Call call, Duration limit) throws IntegrationException {
        return gate.through(call.node(), call.toString(), limit, () -> asked(call, limit));
    }

    private JsonNode asked(Call call, Duration limit) throws IntegrationException {
        var answer = wire.exchange(call.request().authorized(authorization), limit, MOST);
        if (answer.status() != 200) throw refusals.of(call, answer);
        var data = parsed(call, answer.body()).get("data");
        if (data == null) throw unreadable(call, "the answer has no data");
        return data;
    }

    private static JsonNode parsed(Call call, byte[] body) throws IntegrationException {
        try {
            var tree = JSON.readTree(body);
            if (tree.isObject()) return tree;
        } catch (JacksonException e) {
            throw new IntegrationException(
                    Kind.UNREADABLE, call + ": the answer is not JSON; is this the port of Proxmox?", e);
        }
        throw unreadable(call, "the answer is not an object of JSON");
    }

    static IntegrationException unreadable(Call call, String why) {
        return new IntegrationException(Kind.UNREADABLE, call + ": " + why + "; is this the port of Proxmox?");
    }

    @Override
    public void close() {
        wire.close();
    }
}
