package homelab.integration.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import homelab.integration.IntegrationException;
import homelab.integration.IntegrationException.Kind;
import homelab.integration.http.Answer;
import homelab.integration.http.Request;
import homelab.integration.http.Wire;
import homelab.model.Text;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an engine can be asked. Paths carry no version, so the engine answers in its own newest; only fields that have
 * been there since Docker 1.12 are read.
 */
final class EngineApi implements AutoCloseable {
    static final ObjectReader JSON = new JsonMapper().readerFor(JsonNode.class);

    private static final Duration LOOK = Duration.ofSeconds(5);
    static final Duration PING = Duration.ofSeconds(3);

    /** An engine remembers 256 events. */
    static final int REPLAYED_AT_MOST = 256;

    /** {@code WARNING: API is accessible on http://0.0.0.0:2375 without encryption.} */
    private static final Pattern OPEN = Pattern.compile("API is accessible on (https?://\\S{1,200}) without ");

    private static final int LARGEST_INSPECTION = 4 << 20;

    private static final String LIST = "/containers/json?all=1";

    private final Wire wire;
    private final InstantSource clock;

    EngineApi(Wire wire, InstantSource clock) {
        this.wire = wire;
        this.clock = clock;
    }

    /**
     * What an engine is known by.
     *
     * @param host the name of its machine
     * @param root where it keeps its data
     */
    record Self(String id, String host, String root) {}

    /**
     * Who answers.
     *
     * @param id under which its containers are remembered
     * @param now the engine's clock, where it tells it
     * @param ahead how far that is ahead of the agent's; negative where it is behind
     * @param podman it is Podman, which makes up a new id for each answer; this one is made of its host and root
     * @param rootless it runs as a user without the rights of root
     * @param memory of its machine, in bytes; 0 where it does not tell
     * @param open addresses at which, by its own word, it also serves whoever comes
     */
    record About(
            String id,
            Self self,
            String version,
            Optional<Instant> now,
            Duration ahead,
            boolean podman,
            boolean rootless,
            long memory,
            List<String> open) {
        About rememberedAs(String other) {
            return new About(other, self, version, now, ahead, podman, rootless, memory, open);
        }
    }

    Optional<String> absence() {
        return wire.absence();
    }

    /** Any answer will do, a refusal too: it shows that something lives there. */
    void ping() throws IntegrationException {
        wire.exchange("GET", "/_ping", PING);
    }

    About about() throws IntegrationException {
        var asked = clock.instant();
        var json = json("/info");
        var now = instant(json.path("SystemTime").asString(""));
        // Docker has no such field.
        var podman = json.has("BuildahVersion");
        var id = Text.harmless(
                podman
                        ? "podman:" + json.path("Name").asString("") + ":"
                                + json.path("DockerRootDir").asString("")
                        : json.path("ID").asString(""),
                100);
        if (id.isEmpty())
            throw new IntegrationException(
                    Kind.UNREADABLE, "GET /info: the answer has no ID; is this a Docker engine?");
        return new About(
                id,
                new Self(
                        id,
                        Text.harmless(json.path("Name").asString(""), 300),
                        Text.harmless(json.path("DockerRootDir").asString(""), 1000)),
                Text.harmless(json.path("ServerVersion").asString(""), 100),
                now,
                now.map(time -> ahead(time, asked, clock.instant())).orElse(Duration.ZERO),
                podman,
                json.path("SecurityOptions").values().stream()
                        .anyMatch(option -> option.asString("").equals("name=rootless")),
                json.path("MemTotal").asLong(0),
                json.path("Warnings").values().stream()
                        .map(warning -> OPEN.matcher(warning.asString("")))
                        .filter(Matcher::find)
                        .map(warning -> Text.harmless(warning.group(1)))
                        .limit(20)
                        .toList());
    }

    /** @param asked and answered by our clock; the engine's lies between, if the two agree */
    private static Duration ahead(Instant engines, Instant asked, Instant answered) {
        if (engines.isBefore(asked)) return Duration.between(asked, engines);
        return engines.isAfter(answered) ? Duration.between(answered, engines) : Duration.ZERO;
    }

    /**
     * Which engine answers.
     *
     * @param product such as {@code Docker} or {@code Podman}
     * @param api the newest version of the API that it speaks, such as {@code 1.41}
     */
    record Kinship(String product, String version, String api) {}

    Kinship kinship() throws IntegrationException {
        var json = json("/version");
        var podman = json.path("Components").values().stream()
                .anyMatch(part -> part.path("Name").asString("").startsWith("Podman"));
        return new Kinship(
                podman ? "Podman" : "Docker",
                Text.harmless(json.path("Version").asString(""), 100),
                Text.harmless(json.path("ApiVersion").asString(""), 20));
    }

    /** Sends what can change nothing, and hands back what was said to it, whoever said it. */
    Said probe(Probe probe, Duration limit) throws IntegrationException {
        var answer = probe.body().isEmpty()
                ? wire.exchange(probe.method(), probe.path(), limit)
                : wire.exchange(Request.text(probe.method(), probe.path(), probe.body()), limit);
        return new Said(answer.status(), engineWords(answer.body()));
    }

    /**
     * An answer to a probe.
     *
     * @param words the message, where it came in the form that engines have; a proxy's own words are not in it
     */
    record Said(int status, Optional<String> words) {
        boolean says(String part) {
            return words.filter(all -> all.toLowerCase(Locale.ROOT).contains(part))
                    .isPresent();
        }
    }

    private static Optional<String> engineWords(byte[] body) {
        try {
            return Optional.of(Text.harmless(JSON.readTree(body).path("message").asString("")))
                    .filter(words -> !words.isEmpty());
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /**
     * What there is.
     *
     * @param whole false when it also names what cannot be read, so that what is not in it may be there all the same
     */
    record Listing(List<Listed> containers, boolean whole) {}

    Listing list() throws IntegrationException {
        var entries = new ArrayList<Optional<Listed>>();
        eachListed(
                LOOK,
                entry -> entries.add(Optional.of(entry)
                        .filter(it -> Names.isId(it.path("Id").asString("")))
                        .map(Listed::read)));
        var readable = entries.stream().flatMap(Optional::stream).toList();
        if (readable.isEmpty() && !entries.isEmpty())
            throw new IntegrationException(Kind.UNREADABLE, "GET " + LIST + ": nothing in the list is a container");
        return new Listing(readable, readable.size() == entries.size());
    }

    /** A container and the ports of the host that lead into it now. */
    record Publisher(String id, String name, List<HostPort> ports) {}

    List<Publisher> publishers(Duration limit) throws IntegrationException {
        var publishers = new ArrayList<Publisher>();
        eachListed(limit, entry -> {
            var ports = HostPort.held(entry);
            var id = entry.path("Id").asString("");
            var name = entry.path("Names").path(0).asString("");
            if (!ports.isEmpty()) publishers.add(new Publisher(id, Names.name(name, id), ports));
        });
        return publishers;
    }

    private void eachListed(Duration limit, Consumer<JsonNode> taker) throws IntegrationException {
        var body = checked("GET", LIST, limit).body();
        if (body.length == 0 || body[0] != '[')
            throw new IntegrationException(Kind.UNREADABLE, "GET " + LIST + ": the answer is not a list");
        each(LIST, body, taker);
    }

    /** Empty when there is no such container. */
    Optional<JsonNode> inspect(String id, Duration limit) throws IntegrationException {
        return found("/containers/" + id + "/json", limit);
    }

    private Optional<JsonNode> found(String path, Duration limit) throws IntegrationException {
        var answer = wire.exchange(Request.get(path), limit, LARGEST_INSPECTION);
        if (answer.status() == 404 && Replies.hasMessage(answer)) return Optional.empty();
        return Optional.of(Replies.parsed(path, Replies.checked("GET", path, answer)));
    }

    /** What the engine still remembers from one time to another, by its own clock. */
    List<EngineEvent> events(Instant since, Instant until) throws IntegrationException {
        var path = "/events?since=" + seconds(since) + "&until=" + seconds(until);
        var heardAt = clock.instant();
        var events = new ArrayList<EngineEvent>();
        each(path, checked("GET", path, LOOK).body(), event -> events.add(EngineEvent.read(event, heardAt)));
        return events;
    }

    Wire.Live openEvents(Instant since) throws IntegrationException {
        var path = "/events?since=" + seconds(since);
        var live = wire.open(path, LOOK);
        if (live.status() == 200) return live;
        live.close();
        throw Replies.refusal("GET", path, live.status(), "");
    }

    /**
     * Reads the log's tail as it comes.
     *
     * @param until leaves out what is younger
     */
    void log(String id, int lines, Optional<Instant> until, Duration limit, LogTail tail) throws IntegrationException {
        var path = "/containers/" + id + "/logs?stdout=1&stderr=1&tail=" + lines
                + until.map(at -> "&until=" + seconds(at)).orElse("");
        int status = wire.exchange(Request.get(path), limit, (code, body) -> {
            if (code == 200) tail.read(body);
            return code;
        });
        if (status != 200) throw Replies.refusal("GET", path, status, "");
    }

    /** False when it already ran. A start that failed leaves nothing behind, if it is the engine itself that says so. */
    boolean start(String id, Duration limit) throws IntegrationException {
        return sent(
                                "/containers/" + id + "/start",
                                limit,
                                answer -> answer.status() == 500 && Replies.hasMessage(answer))
                        .status()
                != 304;
    }

    /** A restart that failed may have stopped the container before. */
    void restart(String id, Duration stopTimeout, Duration limit) throws IntegrationException {
        sent("/containers/" + id + "/restart?t=" + stopTimeout.toSeconds(), limit, answer -> false);
    }

    /** Of what is not paused an engine says 500, and nothing has happened. */
    void unpause(String id, Duration limit) throws IntegrationException {
        sent("/containers/" + id + "/unpause", limit, answer -> answer.status() == 500 && Replies.hasMessage(answer));
    }

    /** What takes space, of each sort; engines count for a while. The newest list each thing only when asked to. */
    JsonNode usage(Duration limit) throws IntegrationException {
        var path = "/system/df?verbose=1";
        return Replies.parsed(path, Replies.checked("GET", path, wire.exchange("GET", path, limit)));
    }

    /** An image by its id; empty when there is no such. */
    Optional<JsonNode> image(String id, Duration limit) throws IntegrationException {
        return found("/images/" + id + "/json", limit);
    }

    /** Removes exactly this image, and none that it was made of. False when it was gone. What is in use is refused. */
    boolean removeImage(String id, Duration limit) throws IntegrationException {
        return removed("/images/" + id + "?force=0&noprune=1", limit);
    }

    /** Removes a container that does not run. False when it was gone. Its volumes stay. */
    boolean removeContainer(String id, Duration limit) throws IntegrationException {
        return removed("/containers/" + id + "?v=0&force=0", limit);
    }

    private boolean removed(String path, Duration limit) throws IntegrationException {
        var answer = wire.exchange("DELETE", path, limit);
        if (answer.status() == 404 && Replies.hasMessage(answer)) return false;
        done("DELETE", path, answer, refused -> false);
        return true;
    }

    /**
     * Removes exactly this piece of the build cache, if nothing uses it. False when nothing was removed.
     *
     * @param id letters and digits alone; the engine takes it for a pattern
     */
    boolean removeCache(String id, Duration limit) throws IntegrationException {
        var filter = URLEncoder.encode("{\"id\":[\"^" + id + "$\"]}", UTF_8);
        var path = "/build/prune?all=1&filters=" + filter;
        var answer = sent(path, limit, refused -> false);
        return Replies.parsed(path, answer).path("CachesDeleted").values().stream()
                .anyMatch(gone -> gone.asString("").equals(id));
    }

    private Answer sent(String path, Duration limit, Predicate<Answer> undone) throws IntegrationException {
        return done("POST", path, wire.exchange("POST", path, limit), undone);
    }

    /** @param undone whether an answer of 500 or more says for certain that nothing happened */
    private static Answer done(String method, String path, Answer answer, Predicate<Answer> undone)
            throws IntegrationException {
        // 501 is said by what does not know such a request, so it did nothing.
        if (answer.status() < 500 || answer.status() == 501 || undone.test(answer))
            return Replies.checked(method, path, answer);
        throw Replies.refusal(Kind.UNREACHABLE, method, path, answer.status(), Replies.message(answer.body()));
    }

    /** One value after the other, so that a long list is never a tree as a whole. */
    private static void each(String path, byte[] body, Consumer<JsonNode> taker) throws IntegrationException {
        try (var values = JSON.<JsonNode>readValues(body)) {
            while (values.hasNext()) taker.accept(values.next());
        } catch (JacksonException e) {
            throw new IntegrationException(Kind.UNREADABLE, "GET " + path + ": the answer is not JSON", e);
        }
    }

    private JsonNode json(String path) throws IntegrationException {
        return Replies.parsed(path, checked("GET", path, LOOK));
    }

    private Answer checked(String method, String path, Duration limit) throws IntegrationException {
        return Replies.checked(method, path, wire.exchange(method, path, limit));
    }

    private static String seconds(Instant time) {
        return time.getEpochSecond() + "." + "%09d".formatted(time.getNano());
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        wire.close();
    }
}
