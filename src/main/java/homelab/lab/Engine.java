package homelab.lab;

import homelab.lab.Container.Health;
import homelab.lab.Container.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A Docker engine without Docker: containers as state machines, the events that they cause, and what people may ask of
 * it. It behaves as engine 20.10 was seen to. Safe to use by many threads, one at a time.
 */
final class Engine {
    static final String ID = "LAB0:SIMU:LATE:DENG:INE0:LAB0:SIMU:LATE:DENG:INE0:LAB0:SIMU";
    static final String VERSION = "20.10.24";

    private static final int KILLED = 137;
    private static final int TERMINATED = 143;
    private static final int UNHEALTHY_AFTER = 3;

    private final InstantSource clock;
    private final Consumer<String> tale;
    private final Map<String, Container> containers = new LinkedHashMap<>();
    private final Map<String, Integer> editions = new HashMap<>();
    private final EventLog events = new EventLog();
    private final Timers timers = new Timers();
    private Instant lastStamp = Instant.MIN;
    private long toldAloud;

    /** @param tale takes what containers do without being asked */
    Engine(List<Resident> residents, InstantSource clock, Consumer<String> tale) {
        this.clock = clock;
        this.tale = tale;
        var days = 2;
        for (var resident : residents) moveIn(resident, clock.instant().minus(Duration.ofDays(days++)));
    }

    private void moveIn(Resident resident, Instant created) {
        var container = made(resident, created);
        if (!resident.stopped()) {
            container.started(created);
            container.health = Health.HEALTHY;
            checkLater(container);
        } else {
            container.started(created);
            container.ended(clock.instant().minus(Duration.ofHours(20)), 0);
        }
    }

    private Container made(Resident resident, Instant created) {
        var container = new Container(resident, editions.merge(resident.name(), 1, Integer::sum), created);
        containers.put(resident.name(), container);
        return container;
    }

    // what is asked

    synchronized <T> List<T> list(Function<Container, T> view) {
        return new ArrayList<>(containers.values())
                .reversed().stream().map(view).toList();
    }

    /** @param name also an id, or the beginning of one */
    synchronized <T> Optional<T> look(String name, Function<Container, T> view) {
        return find(name).map(view);
    }

    private Optional<Container> find(String name) {
        return Optional.ofNullable(containers.get(name))
                .or(() -> containers.values().stream()
                        .filter(each -> each.id.startsWith(name) && name.length() >= 4)
                        .findFirst());
    }

    synchronized List<EngineEvent> events(Instant since, Instant until) {
        return events.between(since, until);
    }

    synchronized BlockingQueue<EngineEvent> listen(Instant since) {
        return events.listen(since);
    }

    synchronized void leave(BlockingQueue<EngineEvent> listener) {
        events.leave(listener);
    }

    /** How many events it told that concern more than its own health checks. */
    synchronized long toldAloud() {
        return toldAloud;
    }

    /** Tells an event that concerns nobody, as each exec does; says when that was. */
    synchronized Instant mark() {
        for (var container : containers.values()) {
            tell(container, "exec_die", Map.of());
            return lastStamp;
        }
        return stamp();
    }

    Instant now() {
        return clock.instant();
    }

    // what is done to it

    synchronized Answer start(String name) {
        return find(name)
                .map(container -> switch (container.status) {
                    case RUNNING, RESTARTING -> Answer.NOTHING_TO_DO;
                    case PAUSED -> new Answer(409, "cannot start a paused container, try unpause instead");
                    case CREATED, EXITED -> begin(container);
                })
                .orElseGet(() -> Answer.noSuch(name));
    }

    synchronized Answer stop(String name) {
        return find(name)
                .map(container -> {
                    if (container.status == Status.CREATED || container.status == Status.EXITED)
                        return Answer.NOTHING_TO_DO;
                    halt(container);
                    return Answer.DONE;
                })
                .orElseGet(() -> Answer.noSuch(name));
    }

    /** What is paused or was never started runs afterwards, as with Docker. */
    synchronized Answer restart(String name) {
        return find(name)
                .map(container -> {
                    if (container.status != Status.CREATED && container.status != Status.EXITED) halt(container);
                    var answer = begin(container);
                    if (answer.equals(Answer.DONE)) tell(container, "restart", Map.of());
                    return answer;
                })
                .orElseGet(() -> Answer.noSuch(name));
    }

    synchronized Answer kill(String name, int signal) {
        return find(name)
                .map(container -> {
                    if (!container.isUp())
                        return new Answer(
                                409,
                                "Cannot kill container: " + name + ": Container " + container.id + " is not running");
                    tell(container, "kill", Map.of("signal", Integer.toString(signal)));
                    if (signal == 9 || signal == 15) die(container, signal == 9 ? KILLED : TERMINATED, true);
                    return Answer.DONE;
                })
                .orElseGet(() -> Answer.noSuch(name));
    }

    synchronized Answer pause(String name) {
        return find(name)
                .map(container -> {
                    if (container.status != Status.RUNNING)
                        return new Answer(409, "Container " + container.id + " is not running");
                    container.status = Status.PAUSED;
                    tell(container, "pause", Map.of());
                    return Answer.DONE;
                })
                .orElseGet(() -> Answer.noSuch(name));
    }

    synchronized Answer unpause(String name) {
        return find(name)
                .map(container -> {
                    if (container.status != Status.PAUSED)
                        return new Answer(500, "Container " + container.id + " is not paused");
                    container.status = Status.RUNNING;
                    tell(container, "unpause", Map.of());
                    return Answer.DONE;
                })
                .orElseGet(() -> Answer.noSuch(name));
    }

    /** As {@code docker compose up --force-recreate} does. */
    synchronized void recreate(String name) {
        find(name).ifPresent(old -> {
            if (old.status != Status.CREATED && old.status != Status.EXITED) halt(old);
            containers.remove(name);
            tell(old, "destroy", Map.of());
            var fresh = made(old.resident, stamp());
            tell(fresh, "create", Map.of());
            begin(fresh);
        });
    }

    // what happens by itself

    synchronized void crash(String name, int code, Optional<String> saying) {
        find(name).ifPresent(container -> crash(container, code, saying));
    }

    private void crash(Container container, int code, Optional<String> saying) {
        if (!container.isUp()) return;
        saying.ifPresent(line -> container.log(clock.instant(), true, line));
        die(container, code, false);
    }

    synchronized void outOfMemory(String name) {
        find(name).filter(Container::isUp).ifPresent(container -> {
            tell(container, "oom", Map.of());
            container.oomKilled = true;
            die(container, KILLED, false);
        });
    }

    synchronized void failing(String name, boolean failing, Optional<String> saying) {
        find(name).filter(Container::isUp).ifPresent(container -> {
            container.failing = failing;
            container.probeSays = saying.orElse("");
            for (var probes = failing ? UNHEALTHY_AFTER : 1; probes > 0; probes--) probe(container);
        });
    }

    /** Changes the habits of one. */
    synchronized void changes(String name, Consumer<Container> how) {
        find(name).ifPresent(how);
    }

    synchronized void at(Instant time, Runnable what) {
        timers.at(time, what);
    }

    /** Lets everything happen that is due; says when more will be. */
    synchronized Optional<Instant> happen() {
        timers.run(clock.instant());
        return timers.next();
    }

    private Answer begin(Container container) {
        if (container.refusal.isPresent()) {
            container.error = container.refusal.get();
            if (container.exitCode == 0) container.exitCode = 128;
            return new Answer(500, container.error);
        }
        container.started(stamp());
        tell(container, "start", Map.of());
        checkLater(container);
        endLater(container);
        return Answer.DONE;
    }

    /** Where it is its habit. */
    private void endLater(Container container) {
        container.habit.ifPresent(habit -> {
            var number = container.run;
            timers.at(clock.instant().plus(habit.after()), () -> {
                if (container.run != number || !container.isUp() || container.habit.isEmpty()) return;
                tale.accept(container.name() + " ends with " + habit.code());
                crash(container, habit.code(), habit.saying());
            });
        });
    }

    private void halt(Container container) {
        if (container.status != Status.RESTARTING) {
            tell(container, "kill", Map.of("signal", "15"));
            die(container, TERMINATED, true);
        } else container.status = Status.EXITED;
        tell(container, "stop", Map.of());
    }

    /** @param asked somebody asked for it, so Docker's own policy leaves it */
    private void die(Container container, int code, boolean asked) {
        container.ended(stamp(), code);
        tell(container, "die", Map.of("exitCode", Integer.toString(code)));
        if (asked || !container.resident.restartedByDocker()) return;
        container.status = Status.RESTARTING;
        var number = container.run;
        timers.at(clock.instant().plus(container.nextBackoff()), () -> {
            if (container.run != number || container.status != Status.RESTARTING) return;
            container.restartCount++;
            tale.accept("Docker's own policy restarts " + container.name());
            begin(container);
        });
    }

    private void checkLater(Container container) {
        container.resident.checkedEvery().ifPresent(every -> {
            var number = container.run;
            timers.at(clock.instant().plus(every), () -> {
                if (container.run != number || !container.isUp()) return;
                if (container.status == Status.RUNNING) probe(container);
                checkLater(container);
            });
        });
    }

    /** Each probe is an exec, and each exec makes three events. */
    private void probe(Container container) {
        for (var action : List.of("exec_create: /healthcheck", "exec_start: /healthcheck", "exec_die"))
            tell(container, action, Map.of());
        container.probed(clock.instant());
        var now = container.failingStreak == 0
                ? Health.HEALTHY
                : container.failingStreak >= UNHEALTHY_AFTER ? Health.UNHEALTHY : container.health;
        if (now == container.health) return;
        container.health = now;
        var word = now == Health.HEALTHY ? "healthy" : "unhealthy";
        tale.accept("the health check of " + container.name() + (now == Health.HEALTHY ? " passes" : " fails"));
        tell(container, "health_status: " + word, Map.of());
    }

    private void tell(Container container, String action, Map<String, String> more) {
        var attributes = new LinkedHashMap<>(container.resident.labels());
        attributes.put("image", container.resident.image());
        attributes.put("name", container.name());
        attributes.putAll(more);
        if (!action.startsWith("exec_")) toldAloud++;
        events.tell(new EngineEvent(action, container.id, container.resident.image(), attributes, stamp()));
    }

    /** Now, but later than all stamps before. */
    private Instant stamp() {
        var now = clock.instant();
        lastStamp = now.isAfter(lastStamp) ? now : lastStamp.plusNanos(1);
        return lastStamp;
    }
}
