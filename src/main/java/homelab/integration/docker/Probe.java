package homelab.integration.docker;

/**
 * A request that shows whether somebody lets it through, and can do nothing when they do: it names a container that
 * cannot be there, an image whose name breaks the grammar of names, or carries a body that is no JSON where an engine
 * takes nothing else. An empty body would not do: since version 23 Docker takes one for {@code {}} and makes a volume.
 */
enum Probe {
    INSPECT("inspect", "GET", "/containers/" + Names.NOBODY + "/json", ""),
    LOGS("logs", "GET", "/containers/" + Names.NOBODY + "/logs?stdout=1&stderr=1&tail=1", ""),
    /** Two seconds of the year 1970, and closed at their end. */
    EVENTS("events", "GET", "/events?since=1&until=2", ""),

    START("start", "POST", "/containers/" + Names.NOBODY + "/start", ""),
    RESTART("restart", "POST", "/containers/" + Names.NOBODY + "/restart?t=10", ""),
    UNPAUSE("unpause", "POST", "/containers/" + Names.NOBODY + "/unpause", ""),

    CREATE("create", "POST", "/containers/create", Probe.NO_JSON),
    EXEC("exec", "POST", "/containers/" + Names.NOBODY + "/exec", Probe.NO_JSON),
    REMOVE("remove", "DELETE", "/containers/" + Names.NOBODY, ""),
    PULL("pull", "POST", "/images/create?fromImage=HOMELAB-AGENT-DOCTOR", ""),
    VOLUME("volume", "POST", "/volumes/create", Probe.NO_JSON),

    /** What no engine knows; whoever lets only some requests through refuses it. */
    NOTHING("nothing", "GET", "/homelab-agent-doctor", "");

    private static final String NO_JSON = "homelab doctor";

    private final String word;
    private final String method;
    private final String path;
    private final String body;

    Probe(String word, String method, String path, String body) {
        this.word = word;
        this.method = method;
        this.path = path;
        this.body = body;
    }

    String word() {
        return word;
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    /** Plain text; empty without one. */
    String body() {
        return body;
    }

    /** As it stands in a proxy's rules: {@code POST /containers/<id>/start}. */
    String rule() {
        var plain = path.indexOf('?') < 0 ? path : path.substring(0, path.indexOf('?'));
        return method + " " + plain.replace(Names.NOBODY, "<id>");
    }
}
