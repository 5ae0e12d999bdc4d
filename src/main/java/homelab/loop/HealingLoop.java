package homelab.loop;

import homelab.integration.Desk;
import homelab.integration.Source;
import homelab.loop.act.Answer;
import homelab.loop.act.Brake;
import homelab.loop.decide.Policy;
import homelab.loop.diagnose.Rules;
import homelab.loop.observe.Self;
import homelab.loop.report.OwnTrouble;
import homelab.loop.report.Post;
import homelab.loop.report.Storyteller;
import homelab.loop.verify.Verifier;
import homelab.model.Ceiling;
import homelab.model.Incident;
import homelab.model.Lesson;
import homelab.model.Person;
import homelab.model.Setting;
import homelab.model.Shadow;
import homelab.model.Snapshot;
import homelab.model.Stage;
import homelab.store.Saved;
import homelab.store.Store;
import homelab.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent. One thread owns the state: a turn takes all messages that wait, moves what they touched, commits once, and
 * only then lets anything happen outside.
 */
public final class HealingLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HealingLoop.class);
    /** How long the loop sleeps at most: the pause file and the clock are looked at this often. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    /** Messages that are held while the store cannot be written; what comes then waits in the mailbox, and at its source. */
    private static final int MOST_UNWRITTEN = 1_000;

    private final Store store;
    private final Outside outside;
    private final Brake brake;
    private final InstantSource clock;
    private final Post post;
    private final Mailbox mailbox = new Mailbox();
    private final Groups groups;
    private final Stages stages;
    private final Shadows shadows;
    private final Telling telling;
    private final Duration interval;
    private final Self self;
    private final Thread thread = Thread.ofPlatform().name("loop").unstarted(this::run);

    private State state;
    private List<Message> unwritten = List.of();
    private final OwnTrouble unwritable = OwnTrouble.cannotWrite();
    private final OwnTrouble shortOfSpace = OwnTrouble.shortOfSpace();
    private Optional<Doubt> doubt = Optional.empty();
    private volatile Published published;
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private volatile boolean stopping;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /**
     * What doors see: the state of the latest turn.
     *
     * @param trouble why the loop cannot write; empty when it can
     */
    record Published(State state, Instant at, Optional<String> trouble) {}

    /** A turn of which nobody knows yet whether it is on disk, and the messages that it took. */
    private record Doubt(Turn turn, List<Message> messages) {}

    /** @param post woken after each turn that wrote something */
    public HealingLoop(LoopConfig config, Store store, Outside outside, Brake brake, InstantSource clock, Post post)
            throws StoreException {
        var rooms = new Rooms(
                new Policy(config.classes(), config.limits()),
                new Verifier(config.settle()),
                new Rules(),
                new Storyteller(),
                config.settle(),
                config.self());
        this.store = store;
        this.outside = outside;
        this.brake = brake;
        this.clock = clock;
        this.post = post;
        this.groups = new Groups(rooms);
        this.stages = new Stages(rooms);
        this.shadows = new Shadows(config.settle());
        this.telling = new Telling(rooms);
        this.interval = config.interval();
        this.self = new Self(store.lastWriteBefore(), config.self());
        var saved = store.load();
        this.state = resume(saved, config, clock.instant(), brake.isOn());
        this.published = new Published(state, clock.instant(), Optional.empty());
        for (var source : outside.sources())
            source.start(
                    look -> mailbox.put(new Message.Looked(look)),
                    Optional.ofNullable(saved.cursors().get(source.host())));
    }

    private static State resume(Saved saved, LoopConfig config, Instant now, boolean paused) {
        var snapshot = Snapshot.EMPTY;
        for (var history : saved.histories()) snapshot = snapshot.with(history);
        var open = HashTreePMap.<Incident.Id, Incident>empty();
        var ceiling = ceiling(saved.settings(), config, now);
        for (var incident : saved.open()) open = open.plus(incident.id(), thoughtOver(incident, ceiling));
        var lessons = HashTreePMap.<Lesson.Key, Lesson>empty();
        for (var lesson : saved.lessons()) lessons = lessons.plus(lesson.key(), lesson);
        var shadows = HashTreePMap.<Incident.Id, Shadow>empty();
        for (var shadow : saved.shadows()) shadows = shadows.plus(shadow.incident(), shadow);
        return new State(
                snapshot,
                open,
                HashTreePMap.empty(),
                lessons,
                shadows,
                HashTreePSet.empty(),
                HashTreePMap.empty(),
                HashTreePMap.empty(),
                ceiling,
                saved.lastIncident(),
                paused);
    }

    /** What was left alone may be allowed now, by another mode or other settings; what a person denied stays. */
    private static Incident thoughtOver(Incident incident, Ceiling ceiling) {
        var again = ceiling.heal() && incident.stage() instanceof Stage.HandsOff && !Words.wasDenied(incident);
        return again ? incident.at(new Stage.Deciding()) : incident;
    }

    private static Ceiling ceiling(List<Setting> settings, LoopConfig config, Instant now) {
        if (config.heal().isPresent())
            return new Ceiling(config.heal().get(), !config.heal().get(), Optional.empty(), now);
        return settings.stream()
                .filter(setting -> setting.name().equals("mode"))
                .findFirst()
                .map(set -> new Ceiling(set.value().equals("heal"), false, Optional.of(set.by()), set.at()))
                .orElse(new Ceiling(false, false, Optional.empty(), now));
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!stopping) oneTurn();
        } finally {
            ended.complete(null);
        }
    }

    private void oneTurn() {
        try {
            turn(unwritten.size() < MOST_UNWRITTEN ? mailbox.drain(untilDue()) : mailbox.drainWithoutLooks(HEARTBEAT));
        } catch (InterruptedException stop) {
            stopping = true;
        } catch (RuntimeException bug) {
            // The edge for what no single incident is to blame for: looks come again, the loop must go on.
            LOG.error("A turn failed; its messages are dropped and the loop goes on", bug);
            unwritten = List.of();
        }
    }

    /** Done when the loop has stopped, because it was closed or because another process owns the store. */
    public CompletionStage<Void> ended() {
        return ended.copy();
    }

    /** Takes what waits now and makes one turn; for those who turn the crank themselves. */
    void turnOnce() throws InterruptedException {
        turn(mailbox.drain(Duration.ZERO));
    }

    boolean hasMail() {
        return !mailbox.isEmpty();
    }

    private void turn(List<Message> arrived) {
        var messages = join(unwritten, arrived);
        if (doubt.isPresent()) {
            try {
                messages = join(afterAll(doubt.get()), messages);
                doubt = Optional.empty();
            } catch (StoreException e) {
                notWritten(e, messages);
                return;
            }
        }
        turnWith(messages);
    }

    private static List<Message> join(List<Message> first, List<Message> then) {
        return Stream.concat(first.stream(), then.stream()).toList();
    }

    /** Goes on as if the answer had come at once; what is to be taken again is what was not written. */
    private List<Message> afterAll(Doubt last) throws StoreException {
        if (!store.landed()) return kept(last.messages, "the connection to the database was lost");
        written(last.turn);
        return List.of();
    }

    private void turnWith(List<Message> messages) {
        var turn = new Turn(state, clock.instant(), brake.isOn(), store.epoch());
        Pausing.notice(turn, state.paused());
        for (var message : messages) apart("take in " + message.getClass().getSimpleName(), () -> take(turn, message));
        if (store.isShared()) Pausing.share(turn, brake, store.owner());
        apart("judge what is due", () -> Watching.judgeDue(turn));
        apart("group what fell together", () -> groups.form(turn));
        stages.advance(turn);
        apart("keep the shadow score", () -> shadows.judge(turn));
        apart("tell people", () -> telling.tell(turn, state));
        finish(turn, messages);
    }

    /** A fault in one part of a turn must not cost the others: least of all what waits for an answer. */
    private static void apart(String what, Runnable part) {
        try {
            part.run();
        } catch (RuntimeException bug) {
            LOG.error("The loop could not {}; it goes on without", what, bug);
        }
    }

    private void take(Turn turn, Message message) {
        switch (message) {
            case Message.Looked looked -> Watching.take(turn, looked.look(), self);
            case Message.Gathered gathered -> stages.gathered(turn, gathered.incident(), gathered.evidence());
            case Message.Answered answered -> Carrying.answered(turn, answered.intent(), answered.answer());
            case Message.Said said -> {
                var reply = answerTo(turn, said);
                turn.reply(() -> said.reply().complete(reply));
            }
        }
    }

    private static Desk.Reply answerTo(Turn turn, Message.Said said) {
        try {
            return Words.take(turn, said.by(), said.word());
        } catch (RuntimeException bug) {
            said.reply().completeExceptionally(bug);
            throw bug;
        }
    }

    private void finish(Turn turn, List<Message> messages) {
        var commit = turn.commit();
        try {
            if (!commit.isEmpty() || store.isRenewalDue()) store.commit(commit);
        } catch (StoreException e) {
            if (e.kind() == StoreException.Kind.UNKNOWN) {
                doubt = Optional.of(new Doubt(turn, messages));
                notWritten(e, List.of());
            } else {
                notWritten(e, messages);
            }
            return;
        }
        unwritten = List.of();
        written(turn);
    }

    private void written(Turn turn) {
        var wrote = !turn.commit().isEmpty();
        if (wrote) unwritable.over(turn.now()).ifPresent(post::atOnce);
        store.shortage()
                .map(why -> shortOfSpace.goesOn(why, turn.now()))
                .orElseGet(() -> shortOfSpace.over(turn.now()))
                .ifPresent(post::atOnce);
        var changed = wrote || turn.paused() != state.paused();
        state = turn.state();
        published = new Published(state, turn.now(), Optional.empty());
        turn.effects().forEach(this::launch);
        turn.replies().forEach(Runnable::run);
        if (wrote) post.wake();
        if (changed) watchers.forEach(Runnable::run);
    }

    /** What could not be launched was perhaps begun all the same, so it is looked at like a call without an answer. */
    private void launch(Effect effect) {
        try {
            outside.launch(effect, mailbox);
        } catch (RuntimeException bug) {
            LOG.error("{} could not be launched", effect, bug);
            if (effect instanceof Effect.CarryOut call)
                mailbox.put(new Message.Answered(call.intent(), new Answer.Unclear("it could not be launched")));
        }
    }

    /** Nothing happened: the state stays as it is on disk, and the same messages are taken again. */
    private void notWritten(StoreException e, List<Message> messages) {
        if (published.trouble().isEmpty())
            LOG.error("The store can't be written; nothing new is begun: {}", e.getMessage());
        unwritable.goesOn(String.valueOf(e.getMessage()), clock.instant()).ifPresent(post::atOnce);
        published = new Published(state, clock.instant(), Optional.of(String.valueOf(e.getMessage())));
        if (e.kind() == StoreException.Kind.LEASE_LOST) {
            LOG.error("Another process owns the store now; this one stops acting, and ends");
            stopping = true;
            return;
        }
        unwritten = kept(messages, String.valueOf(e.getMessage()));
    }

    /** All but people's words, which are answered: later they may not be meant any more. */
    private static List<Message> kept(List<Message> messages, String why) {
        var kept = new ArrayList<Message>();
        for (var message : messages) {
            if (message instanceof Message.Said said) said.reply().complete(Words.notWritten(said.word(), why));
            else kept.add(message);
        }
        return List.copyOf(kept);
    }

    /** At most a second, less when something is due before. */
    private Duration untilDue() {
        if (!unwritten.isEmpty() || doubt.isPresent()) return HEARTBEAT;
        var now = clock.instant();
        var due = Stream.concat(
                        state.pending().values().stream(),
                        state.open().values().stream().flatMap(one -> Settling.due(one.stage()).stream()))
                .min(Instant::compareTo)
                .map(at -> Duration.between(now, at))
                .orElse(HEARTBEAT);
        if (due.isNegative()) return HEARTBEAT.dividedBy(4);
        return due.compareTo(HEARTBEAT) < 0 ? due.plusMillis(1) : HEARTBEAT;
    }

    CompletionStage<Desk.Reply> say(Person by, Desk.Word word) {
        var reply = new CompletableFuture<Desk.Reply>();
        mailbox.put(new Message.Said(by, word, reply));
        return reply;
    }

    /** Until it is closed, {@code changed} is called after each turn that changed anything; it must not block or fail. */
    AutoCloseable watch(Runnable changed) {
        watchers.add(changed);
        return () -> watchers.remove(changed);
    }

    Published published() {
        return published;
    }

    List<Source> sources() {
        return outside.sources();
    }

    Duration interval() {
        return interval;
    }

    Brake brake() {
        return brake;
    }

    /** Finishes the turn that runs and stops. Sources are stopped by whoever made them, before. */
    @Override
    public void close() {
        stopping = true;
        mailbox.nudge();
        try {
            if (thread.isAlive()) thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        noteTheEnd();
    }

    /** Whoever comes next knows until when the engines were heard, and need not wait. */
    private void noteTheEnd() {
        try {
            store.release();
        } catch (StoreException e) {
            if (e.kind() == StoreException.Kind.LEASE_LOST) return;
            LOG.warn("That the agent ended now could not be written down: {}", e.getMessage());
        }
    }
}
