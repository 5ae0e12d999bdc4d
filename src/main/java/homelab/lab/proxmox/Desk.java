package homelab.lab.proxmox;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes each request in the order in which Proxmox looks at it: who asks, what, whether they may, where, with what. */
final class Desk {
    static final String BASE = "/api2/json";

    private final Cluster cluster;
    private final Journal journal;
    private final Manners manners;
    private final Faults faults;
    private final Duration slowness;
    private final Consumer<Exchange> asked;
    private final Routes routes = new Routes();

    /**
     * @param slowness how long a 401 takes; Proxmox takes three seconds
     * @param asked takes each request to change something, with its answer
     */
    Desk(Cluster cluster, Journal journal, Faults faults, Duration slowness, Consumer<Exchange> asked) {
        this.cluster = cluster;
        this.journal = journal;
        this.faults = faults;
        this.slowness = slowness;
        this.asked = asked;
        this.manners = new Manners(cluster, journal);
    }

    /** The node whose worker a request keeps busy. */
    String worker(Request request) {
        var parts = request.path().split("/", -1);
        return parts.length > 5 && parts[3].equals("nodes") && cluster.nodes.containsKey(parts[4])
                ? parts[4]
                : cluster.entry().name();
    }

    Reply answer(Request whole) {
        synchronized (cluster) {
            cluster.broadcast.refresh();
            var path = whole.path().startsWith(BASE) ? whole.path().substring(BASE.length()) : whole.path();
            var request = new Request(whole.method(), path, whole.parameters(), whole.headers(), whole.hasBody());
            var token = Optional.<TokenPlan>empty();
            Reply reply;
            try {
                if (whole.hasBody()
                        && !whole.method().equals("POST")
                        && !whole.method().equals("PUT"))
                    throw Refused.notImplemented("Unexpected content for method '" + whole.method() + "'");
                var known =
                        cluster.acl.token(Optional.ofNullable(whole.headers().get("authorization")));
                token = Optional.of(known);
                if (!whole.path().startsWith(BASE + "/")) throw notImplemented(request);
                reply = answer(request, known);
            } catch (Acl.Unknown e) {
                reply = Reply.empty(401, e.reason()).after(slowness);
            } catch (Refused refused) {
                manners.malformed(request, refused);
                reply = Reply.refused(refused, cluster.flavour());
            }
            var exchange = exchange(request, token, reply);
            journal.add(exchange);
            if (exchange.isWrite()) asked.accept(exchange);
            return reply;
        }
    }

    private static Refused notImplemented(Request request) {
        return Refused.notImplemented("Method '" + request.method() + " " + request.path() + "' not implemented");
    }

    private Reply answer(Request request, TokenPlan token) throws Refused {
        var match = routes.find(request.method(), request.path(), request.parameters())
                .orElseThrow(() -> notImplemented(request));
        var ask = new Ask(cluster, token, match.parameters());
        var missing = match.route().rule().missing(ask);
        if (missing.isPresent()) throw Refused.forbidden(missing.get());
        var away = unreachable(request, ask);
        if (away.isPresent()) return away.get();
        var fault = faults.take(request.method(), request.path());
        if (fault.isPresent() && !fault.get().happens()) return fault.get().instead();
        match.route().schema().check(ask.parameters());
        manners.judge(request, ask.parameters());
        var reply = Reply.ok(match.route().handler().answer(ask));
        manners.shown(request);
        return fault.map(Faults.Fault::instead).orElse(reply);
    }

    private Optional<Reply> unreachable(Request request, Ask ask) throws Refused {
        var name = ask.parameters().get("node");
        if (name == null) return Optional.empty();
        var node = cluster.nodes.get(name);
        if (node == null)
            throw Refused.because("hostname lookup '" + name + "' failed - failed to get address info for: " + name
                    + ": Name or service not known");
        if (cluster.isOnline(node)) return Optional.empty();
        manners.unreachable(request, node);
        return Optional.of(Reply.empty(595, node.up ? "Connection timed out" : "No route to host"));
    }

    private Exchange exchange(Request request, Optional<TokenPlan> token, Reply reply) {
        return new Exchange(
                cluster.now(),
                token.map(TokenPlan::fullId).orElse(""),
                request.method(),
                request.path(),
                request.parameters(),
                reply.manner() == Reply.Manner.PLAIN ? reply.status() : 0,
                reply.manner() == Reply.Manner.PLAIN ? reply.reason() : "no answer",
                reply.body().map(Desk::shortData).orElse(""));
    }

    private static String shortData(Object body) {
        return body instanceof Map<?, ?> map && map.get("data") instanceof String text ? text : "";
    }
}
