package homelab.loop;

import homelab.integration.Actuator;
import homelab.integration.Desk;
import homelab.integration.Source;
import homelab.loop.act.Brake;
import homelab.loop.act.Hands;
import homelab.loop.decide.Limits;
import homelab.loop.report.Post;
import homelab.model.Action;
import homelab.model.Incident;
import homelab.model.Mode;
import homelab.model.Person;
import homelab.model.Resource;
import homelab.model.Story;
import homelab.store.Store;
import homelab.store.StoreException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The whole loop on a simulated host and a manual clock. What is asserted is what can be seen from outside: the requests
 * that reached the host and the stories that people were told.
 */
final class Scenario implements AutoCloseable {
    static final Person ADA = new Person("ada", "test");

    private final ManualClock clock = new ManualClock();
    private final List<String> transcript = new ArrayList<>();
    private final Path data;
    private Map<Action, Mode> classes = Map.of();
    private Optional<Boolean> heal = Optional.of(true);
    private Optional<String> self = Optional.empty();
    private Limits limits = Limits.defaults();
    private boolean leaseLasts = true;
    private boolean launchesFail;
    private boolean callsGoOut = true;
    private boolean evidenceComes = true;
    private final Set<Long> told = new HashSet<>();
    final SimulatedHost host;
    private Optional<SimulatedCluster> cluster = Optional.empty();
    private Opening opening = Store::open;
    private Optional<Store> store = Optional.empty();
    private Optional<HealingLoop> loop = Optional.empty();
    /** Something was committed since the outbox was last read. */
    private boolean wrote = true;

    private int commits;
    private String lastStory = "";

    Scenario(Path data) {
        this.data = data;
        this.host = new SimulatedHost(clock, this::write);
    }

    /** A Proxmox cluster, which is there from now on. */
    SimulatedCluster cluster() {
        var known = cluster.orElseGet(() -> new SimulatedCluster(clock, this::write));
        cluster = Optional.of(known);
        return known;
    }

    /** How the agent comes by its store. */
    interface Opening {
        Store open(Path data, String owner, InstantSource clock) throws StoreException;
    }

    Scenario storedBy(Opening other) {
        opening = other;
        return this;
    }

    Scenario onlyWatching() {
        heal = Optional.empty();
        return this;
    }

    /** As HOMELAB_MODE is set: {@code true} for heal. */
    Scenario mode(boolean healing) {
        heal = Optional.of(healing);
        return this;
    }

    Scenario limits(Limits changed) {
        limits = changed;
        return this;
    }

    /** Whether the lease outlasts what is about to be called. */
    void leaseLasts(boolean yes) {
        leaseLasts = yes;
    }

    /** False: from now on the process ends after a commit and before the call; {@link #crash} makes it so. */
    void callsGoOut(boolean yes) {
        callsGoOut = yes;
    }

    /** True: a call cannot even be begun. */
    void launchesFail(boolean yes) {
        launchesFail = yes;
    }

    /** False: what is asked for beyond the snapshot never arrives. */
    void evidenceComes(boolean yes) {
        evidenceComes = yes;
    }

    /** As when the disk is full: no commit works until {@link #storeIsMended}. */
    void storeBreaks() throws SQLException {
        sql("ALTER TABLE journal RENAME TO gone");
    }

    void storeIsMended() throws SQLException {
        sql("ALTER TABLE gone RENAME TO journal");
    }

    private void sql(String statement) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("homelab.db"));
                var doing = connection.createStatement()) {
            doing.execute(statement);
        }
    }

    Scenario classes(Map<Action, Mode> modes) {
        classes = modes;
        return this;
    }

    Scenario self(String name) {
        self = Optional.of(name);
        return this;
    }

    /** A container that has run for a while when the agent comes. */
    Box running(String name) {
        var box = host.box(name);
        box.startedAt = Optional.of(clock.instant().minusSeconds(3600));
        return box;
    }

    Scenario running(int number) {
        for (var i = 1; i <= number; i++) running(String.format("c%02d", i));
        return this;
    }

    Instant now() {
        return clock.instant();
    }

    /** Starts the agent, or starts it again after {@link #crash}. The host is looked at at once. */
    Scenario start() throws Exception {
        startBlind();
        lookAtAll();
        settle();
        return this;
    }

    private void lookAtAll() {
        host.fullLook();
        cluster.ifPresent(SimulatedCluster::fullLook);
    }

    /** Starts the agent, which has not looked at anything yet. */
    Scenario startBlind() throws Exception {
        var opened = opening.open(data, "test", clock);
        opened.recipients(List.of("test"));
        var brake = new Brake(data);
        var actuators = new ArrayList<Actuator>(List.of(host));
        var sources = new ArrayList<Source>(List.of(host));
        cluster.ifPresent(actuators::add);
        cluster.ifPresent(sources::add);
        var hands = new Hands(actuators, brake, ignored -> leaseLasts, call -> {
            if (launchesFail) throw new IllegalStateException("no thread");
            if (callsGoOut) call.run();
        });
        var outside = new Outside(sources, List.of(host), hands, fetching -> {
            if (evidenceComes) fetching.run();
        });
        var config = new LoopConfig(heal, classes, Duration.ofSeconds(30), limits, self, Duration.ofSeconds(60));
        store = Optional.of(opened);
        loop = Optional.of(new HealingLoop(config, opened, outside, brake, clock, new Post() {
            @Override
            public void wake() {
                wrote = true;
                commits++;
            }

            @Override
            public void atOnce(Story story) {
                write("** " + story.title());
            }
        }));
        settle();
        return this;
    }

    /** The agent ends without a word, as by kill -9. */
    void crash() {
        store.ifPresent(Store::close);
        loop = Optional.empty();
    }

    /** One turn, of what waits now. */
    void turnsOnce() throws Exception {
        loop.orElseThrow().turnOnce();
    }

    /** How many turns have written something so far. */
    int commits() {
        return commits;
    }

    void healing() {
        heal = Optional.of(true);
    }

    /** The agent is told to end, and ends in order. */
    void stop() {
        loop.orElseThrow().close();
        crash();
    }

    /** What is on disk, read by another once the agent has ended. */
    Store memory() throws Exception {
        crash();
        return opening.open(data, "test", clock);
    }

    /** Makes turns until nothing moves at this moment. */
    void settle() throws Exception {
        var turning = loop.orElseThrow();
        do turning.turnOnce();
        while (turning.hasMail());
        turning.turnOnce();
        turning.turnOnce();
        while (turning.hasMail()) turning.turnOnce();
        if (!wrote) return;
        wrote = false;
        for (var delivery : store.orElseThrow().undelivered("test", 100)) {
            if (!told.add(delivery.id())) continue;
            write("** " + delivery.story().title());
            lastStory = String.join("\n", delivery.story().lines());
            store.orElseThrow().delivered(delivery, clock.instant());
        }
    }

    /** The open incident about this host as a whole. */
    Incident group() throws Exception {
        return incidents().stream()
                .filter(one -> one.isOpen() && one.title().startsWith("Much"))
                .findFirst()
                .orElseThrow();
    }

    /** Something happens on the host. */
    void happens(String words, Runnable what) throws Exception {
        write(words);
        what.run();
        if (loop.isPresent()) settle();
    }

    /** Time passes, a second at a time; the host is looked at once a minute. */
    void pass(Duration time) throws Exception {
        for (var second = 0L; second < time.toSeconds(); second++) {
            clock.advance(Duration.ofSeconds(1));
            host.happen();
            if (loop.isEmpty()) continue;
            if (Duration.between(ManualClock.START, clock.instant()).toSeconds() % 60 == 0) lookAtAll();
            settle();
        }
    }

    /** Time passes while nobody looks, in one step. */
    void passUnseen(Duration time) {
        clock.advance(time);
        host.happen();
    }

    Desk.Reply says(Desk.Word word) throws Exception {
        var reply = desk().say(ADA, word).toCompletableFuture();
        settle();
        var answer = reply.get();
        write("ada: " + word.getClass().getSimpleName() + " -> "
                + answer.getClass().getSimpleName());
        settle();
        return answer;
    }

    /** Says it, lets one turn take it, and does something before the next. */
    void says(Desk.Word word, Meanwhile meanwhile) throws Exception {
        var ignored = desk().say(ADA, word);
        turnsOnce();
        meanwhile.happens();
        settle();
    }

    /** What happens between two turns. */
    interface Meanwhile {
        void happens() throws Exception;
    }

    Incident.Id first() {
        return new Incident.Id(1);
    }

    Desk.Reply approves(long incident, String remedy) throws Exception {
        return says(new Desk.Word.Approve(new Incident.Id(incident), Optional.of(remedy)));
    }

    Desk.Reply approves(long incident) throws Exception {
        return says(new Desk.Word.Approve(new Incident.Id(incident), Optional.empty()));
    }

    Desk.Reply rejects(long incident) throws Exception {
        return says(new Desk.Word.Reject(new Incident.Id(incident), Optional.empty()));
    }

    Desk.Reply orders(Action action, Box box) throws Exception {
        return says(new Desk.Word.Command(action, new Resource.Id(box.id)));
    }

    Desk.Reply orders(Action action, SimulatedCluster.Machine guest) throws Exception {
        return says(new Desk.Word.Command(action, guest.id()));
    }

    /** As an order that is asked back. */
    Desk.Reply proposes(Action action, SimulatedCluster.Machine guest) throws Exception {
        return says(new Desk.Word.Propose(action, guest.id()));
    }

    Incident incident(long number) throws Exception {
        return store.orElseThrow().incident(new Incident.Id(number)).orElseThrow();
    }

    List<Incident> incidents() throws Exception {
        return store.orElseThrow().incidents(false, 0, 500).items();
    }

    Desk desk() {
        return new LoopDesk(loop.orElseThrow(), store.orElseThrow(), ManualClock.START, List.of());
    }

    /** Requests and stories, without the times. */
    List<String> seen() {
        return transcript.stream()
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .filter(line -> line.startsWith("-> ") || line.startsWith("** "))
                .toList();
    }

    List<String> requests() {
        return seen().stream().filter(line -> line.startsWith("-> ")).toList();
    }

    List<String> stories() {
        return seen().stream().filter(line -> line.startsWith("** ")).toList();
    }

    /** What people were told last, below its title. */
    String lastStory() {
        return lastStory;
    }

    String transcript() {
        return String.join("\n", transcript) + "\n";
    }

    private void write(String line) {
        transcript.add(clock.words() + " " + line);
    }

    @Override
    public void close() {
        store.ifPresent(Store::close);
    }
}
