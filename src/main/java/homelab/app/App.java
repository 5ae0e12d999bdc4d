package homelab.app;

import homelab.app.config.Config;
import homelab.integration.Command;
import homelab.integration.Desk;
import homelab.loop.HealingLoop;
import homelab.loop.LoopConfig;
import homelab.loop.LoopDesk;
import homelab.loop.Outside;
import homelab.loop.act.Brake;
import homelab.loop.act.Hands;
import homelab.loop.report.Courier;
import homelab.model.Person;
import homelab.store.Contender;
import homelab.store.Store;
import homelab.store.StoreException;
import homelab.web.Web;
import homelab.web.WebException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole agent, wired once from top to bottom, stopped in reverse. */
public final class App implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(App.class);
    /** A call is begun only while the lease outlasts it by this much. */
    private static final Duration LEASE_MARGIN = Duration.ofSeconds(5);

    /** How long the end waits for calls that are out, such as a restart of what takes 10 s to stop. */
    private static final Duration LAST_CALLS = Duration.ofSeconds(15);

    private static final Person OWNER = new Person("owner", "page");

    private final Store store;
    private final ExecutorService workers;
    private final Integrations integrations;
    private final Hands hands;
    private final HealingLoop loop;
    private final Courier courier;
    private final PauseWatch pauses;
    private final Desk desk;
    private final Optional<Web> web;

    private App(
            Store store,
            ExecutorService workers,
            Integrations integrations,
            Hands hands,
            HealingLoop loop,
            Courier courier,
            PauseWatch pauses,
            Desk desk,
            Optional<Web> web) {
        this.store = store;
        this.workers = workers;
        this.integrations = integrations;
        this.hands = hands;
        this.loop = loop;
        this.courier = courier;
        this.pauses = pauses;
        this.desk = desk;
        this.web = web;
    }

    /** Starts the core, which heals from then on, and then its doors. */
    public static App start(Config config, Integrations integrations, InstantSource clock)
            throws StoreException, IOException {
        var store = open(config, clock);
        store.recipients(integrations.notifiers().stream()
                .map(notifier -> notifier.recipient())
                .toList());
        var workers = Executors.newVirtualThreadPerTaskExecutor();
        var brake = new Brake(config.data());
        var pauses = PauseWatch.start(store, brake);
        var hands = new Hands(
                integrations.actuators(),
                brake,
                intent -> mayAct(store, Duration.between(clock.instant(), intent.deadline())),
                workers);
        var outside = new Outside(integrations.sources(), integrations.inspectors(), hands, workers);
        var courier = new Courier(new StoredOutbox(store), integrations.notifiers(), clock, Thread::sleep);
        var loop = new HealingLoop(withSelf(config.loop()), store, outside, brake, clock, courier);
        var warnings = warnings(config);
        warnings.forEach(LOG::warn);
        var desk = new LoopDesk(loop, store, clock.instant(), warnings);
        courier.start();
        loop.start();
        return new App(
                store,
                workers,
                integrations,
                hands,
                loop,
                courier,
                pauses,
                desk,
                openDoor(config, desk, integrations.commands(), clock));
    }

    /** The store that is this process's alone; with a database that others share only once those have stopped. */
    private static Store open(Config config, InstantSource clock) throws StoreException, IOException {
        if (config.database().isEmpty())
            return Store.open(config.data(), "agent-" + ProcessHandle.current().pid(), clock);
        var url = config.database().get();
        try (var contender = Contender.in(config.data(), url, StandBy.machine(), clock, System::nanoTime)) {
            return new StandBy(contender, Thread::sleep).untilActive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("it was stopped while it stood by");
        }
    }

    /** Asked last of all before a call: a process that was stopped and goes on finds its lease at an end. */
    private static boolean mayAct(Store store, Duration untilDeadline) {
        return untilDeadline.isPositive() && store.leaseLeft().compareTo(untilDeadline.plus(LEASE_MARGIN)) > 0;
    }

    /**
     * Runs until it is told to stop; 0 when it was, 1 when it could not start or had to give up.
     *
     * @param out where the owner reads; not the log, which may be kept and sent elsewhere
     */
    static int run(Config config, Consumer<String> out) {
        var clock = new SteadyClock(InstantSource.system(), System::nanoTime);
        var supervisor = Supervisor.of(System.getenv());
        try {
            if (config.database().isPresent()) supervisor.ifPresent(Supervisor::standsBy);
            var app = start(config, Integrations.of(config, clock), clock);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                supervisor.ifPresent(Supervisor::close);
                app.close();
                out.accept("Homelab Agent has stopped.");
            }));
            LOG.info(
                    "Homelab Agent {} runs; data in {}, REST on {}",
                    Version.TEXT,
                    config.database()
                            .map(url -> url + " and " + config.data())
                            .orElse(config.data().toString()),
                    app.port()
                            .map(port -> "http://" + config.web().host() + ":" + port)
                            .orElse("no port"));
            supervisor.ifPresent(one -> one.watch(app.desk()::status, clock));
            Announcement.of(config, app.desk().status(), app.link()).forEach(out);
            app.ended().toCompletableFuture().join();
            return 1;
        } catch (StoreException | IOException e) {
            LOG.error("Homelab Agent could not start: {}", e.getMessage());
            return 1;
        }
    }

    private static List<String> warnings(Config config) {
        return Stream.concat(
                        config.web().warning().stream(),
                        config.docker().stream().flatMap(engine -> engine.warning().stream()))
                .toList();
    }

    private static LoopConfig withSelf(LoopConfig config) {
        return new LoopConfig(
                config.heal(),
                config.classes(),
                config.settle(),
                config.limits(),
                config.self().or(OwnContainer::id),
                config.interval());
    }

    /** The core goes on without its door, and says so. */
    private static Optional<Web> openDoor(Config config, Desk desk, List<Command> commands, InstantSource clock) {
        try {
            var token = config.web().token().isPresent() ? config.web().token().get() : ApiToken.in(config.data());
            return Optional.of(Web.start(
                    config.web().with(token),
                    desk,
                    commands,
                    new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                    clock,
                    Version.TEXT));
        } catch (WebException | IOException e) {
            LOG.error("The dashboard did not start; the agent goes on without it: {}", e.getMessage());
            return Optional.empty();
        } catch (RuntimeException | LinkageError bug) {
            LOG.error("The dashboard did not start; the agent goes on without it. This is a fault in it:", bug);
            return Optional.empty();
        }
    }

    public Desk desk() {
        return desk;
    }

    /** Where REST listens; empty when the door did not open. */
    public Optional<Integer> port() {
        return web.map(Web::port);
    }

    /** A fresh one-time link into the dashboard for whoever owns the agent; empty when the door did not open. */
    public Optional<URI> link() {
        return web.map(door -> door.link(OWNER).address());
    }

    /** Done when the loop has stopped. */
    public CompletionStage<Void> ended() {
        return loop.ended();
    }

    @Override
    public void close() {
        Ending.of(
                () -> web.ifPresent(Web::close),
                integrations::hush,
                () -> hands.finish(LAST_CALLS),
                loop,
                courier,
                pauses,
                workers::shutdownNow,
                integrations,
                store);
    }
}
