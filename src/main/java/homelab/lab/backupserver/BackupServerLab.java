package homelab.lab.backupserver;

import homelab.lab.proxmox.Certificates;
import homelab.lab.proxmox.Request;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** A simulated Proxmox Backup Server, open at its HTTPS port. Nothing happens in it by itself. */
public final class BackupServerLab implements AutoCloseable {
    private static final String BASE = "/api2/json";
    /** A real one takes three seconds. */
    private static final Duration REFUSAL = Duration.ofMillis(20);

    private final Map<String, Store> stores = new ConcurrentSkipListMap<>();
    private final Tasks tasks = new Tasks();
    private final Journal journal = new Journal();
    private final Mishaps mishaps = new Mishaps();
    private final Pages pages;
    private final Face face;
    private volatile Token token = Token.WATCHING;

    private BackupServerLab(String version) throws IOException {
        pages = new Pages(stores, tasks, version);
        face = new Face(this::answer, journal, Certificates.first());
        mishaps.at(face);
    }

    /** @param version such as {@code 4.0} */
    public static BackupServerLab open(String version) throws IOException {
        return new BackupServerLab(version);
    }

    /** Where clients reach it. */
    public URI address() {
        return URI.create("https://127.0.0.1:" + face.port());
    }

    /** SHA-256 of the certificate that is shown now, in upper case with colons. */
    public String fingerprint() {
        return face.shown().fingerprint();
    }

    /** The datastore of that name, made where there is none. */
    public Store store(String name) {
        return stores.computeIfAbsent(name, Store::new);
    }

    public void removes(String store) {
        stores.remove(store);
    }

    /** The only token that is let in from now on. */
    public void letsIn(Token other) {
        token = other;
    }

    /**
     * A job ran and ended; the task is listed, and the job says how it ended.
     *
     * @param list the path that lists it, such as {@code /admin/verify}
     * @param id empty for the garbage collection
     * @param state {@code OK}, {@code WARNINGS: 2} or what went wrong
     */
    public void jobEnded(String list, String store, String id, Instant at, String state) {
        tasks.has(new Tasks.Job(list, store, id, "", Optional.of(at), state));
        tasks.ended(list.substring(list.lastIndexOf('/') + 1) + "job", store + ":" + id, at, state);
    }

    /** A job that syncs from another server ended. */
    public void syncEnded(String store, String id, String remote, Instant at, String state) {
        tasks.has(new Tasks.Job("/admin/sync", store, id, remote, Optional.of(at), state));
        tasks.ended("syncjob", remote + ":far:" + store + "::" + id, at, state);
    }

    /** A job runs now: how it ended last is not told meanwhile. */
    public void jobRuns(String list, String store, String id) {
        tasks.has(new Tasks.Job(list, store, id, "", Optional.empty(), ""));
    }

    /** A task that no job began. */
    public void taskEnded(String type, String about, Instant at, String state) {
        tasks.ended(type, about, at, state);
    }

    /** What may go wrong between a client and the server. */
    public Mishaps mishaps() {
        return mishaps;
    }

    /** Every request so far, oldest first. */
    public List<Asked> asked() {
        return journal.asked();
    }

    /** Forgets the requests so far, so that those of one look can be counted. */
    public void forget() {
        journal.forget();
    }

    /** How many requests were open at once, at most. */
    public int mostInFlight() {
        return journal.mostInFlight();
    }

    /** What was sent that a good client does not send. */
    public List<String> violations() {
        return journal.violations();
    }

    private Reply answer(Request whole) {
        var path = whole.path().startsWith(BASE) ? whole.path().substring(BASE.length()) : whole.path();
        var reply = reply(whole, path);
        journal.add(new Asked(whole.method(), path, whole.parameters(), reply.status()));
        return reply;
    }

    private Reply reply(Request whole, String path) {
        var header = whole.headers().getOrDefault("authorization", "");
        if (!header.matches("PBSAPIToken=[^@:]+@[^@:!]+![^@:!]+:[^:]+"))
            journal.violation("the header is not PBSAPIToken=user@realm!token:secret");
        if (!header.equals("PBSAPIToken=" + token.id() + ":" + token.secret()))
            return Reply.text(401, "").after(REFUSAL);
        if (!whole.method().equals("GET")) return Reply.text(403, "permission check failed");
        var known = pages.parameters(path);
        if (known.isEmpty()) {
            journal.violation("there is no " + path);
            return Reply.text(404, "Path '" + whole.path() + "' not found.");
        }
        for (var name : whole.parameters().keySet())
            if (!known.get().contains(name)) {
                journal.violation(path + " has no parameter " + name);
                return Reply.text(
                        400,
                        "parameter verification failed - '" + name + "': schema does not allow additional properties.");
            }
        return mishaps.of(path).orElseGet(() -> pages.answer(path, whole.parameters(), token));
    }

    @Override
    public void close() {
        face.close();
    }
}
