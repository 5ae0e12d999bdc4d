package homelab.app;

import homelab.cli.Cli;
import homelab.cli.Problem;
import homelab.integration.Desk;
import homelab.integration.Notifier;
import homelab.lab.Lab;
import homelab.lab.Script;
import homelab.lab.ScriptException;
import homelab.lab.Transcript;
import homelab.model.Incident;
import homelab.model.Person;
import homelab.model.Story;
import homelab.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole agent before a simulated homelab, on the real clock. All that it writes is in a folder that goes with it. */
final class Demo implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
    private static final Person SOMEBODY = new Person("somebody", "lab");
    /** Between two looks at what is due in the lab. */
    private static final Duration LONGEST_NAP = Duration.ofMillis(200);

    private static final Duration LONGEST_GOODBYE = Duration.ofMillis(1500);

    private final InstantSource clock = InstantSource.system();
    private final Consumer<String> out;
    private final Transcript transcript;
    private final DemoConfig config;
    private final Lab lab;
    private final App app;
    private final CountDownLatch stopping = new CountDownLatch(1);

    private Demo(Script script, Path folder, Map<String, String> environment, Consumer<String> out)
            throws IOException, StoreException {
        this.out = out;
        this.transcript = new Transcript(out);
        this.lab = Lab.open(script, DemoConfig.socket(folder), clock, transcript, this::answer);
        try {
            this.config = DemoConfig.in(folder, environment, lab.cluster());
            var agent = Integrations.of(config.config(), clock, ignored -> Optional.of(Lab.DISK))
                    .telling(new Terminal());
            this.app = App.start(config.config(), agent, clock);
        } catch (IOException | StoreException | Problem e) {
            lab.close();
            throw e;
        }
    }

    /** Runs until a signal ends the process, which then has the exit code of that signal; 1 when it could not start. */
    static int run(String name, Map<String, String> environment, Consumer<String> out) {
        try {
            var script = Script.named(name);
            out.accept("Starting the simulated homelab and the agent …");
            var folder = Files.createTempDirectory("homelab-demo-");
            var end = new Thread(() -> remove(folder));
            Runtime.getRuntime().addShutdownHook(end);
            var demo = new Demo(script, folder, environment, out);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(demo, folder)));
            Runtime.getRuntime().removeShutdownHook(end);
            Greeting.of(script, demo.config, demo.app.link()).forEach(out);
            demo.play();
            return 1;
        } catch (ScriptException | StoreException | IOException e) {
            throw new Problem("the demo could not start: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private static void end(Demo demo, Path folder) {
        var closing = Thread.ofPlatform().daemon().start(demo::close);
        try {
            if (!closing.join(LONGEST_GOODBYE)) LOG.warn("the demo did not close in time and is cut off");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        remove(folder);
    }

    /** The store may take files of its own out of it meanwhile. */
    static void remove(Path folder) {
        try {
            Files.walkFileTree(folder, new Removal());
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("the demo's folder {} could not be removed; please remove it: {}", folder, e.toString());
        }
    }

    private static final class Removal extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes ignored) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) return FileVisitResult.CONTINUE;
            throw e;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
            if (e != null) throw e;
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }

    /** Lets happen what is due, until the loop ends or the demo is closed. */
    private void play() throws InterruptedException {
        app.ended().thenRun(stopping::countDown);
        var posture = new Posture(app.desk(), words -> transcript.said(now(), words));
        app.desk().watch(posture::look);
        lab.begin();
        var nap = Duration.ZERO;
        while (!stopping.await(nap.toMillis(), TimeUnit.MILLISECONDS))
            nap = lab.happen().map(this::until).orElse(LONGEST_NAP);
    }

    private Duration until(Instant next) {
        var left = Duration.between(clock.instant(), next);
        if (left.isNegative()) return Duration.ZERO;
        return left.compareTo(LONGEST_NAP) < 0 ? left.plusMillis(1) : LONGEST_NAP;
    }

    /** Somebody in the script answers what the agent asked. */
    private void answer(String about, boolean yes) {
        app.desk().incidents(true, 0, 500).items().stream()
                .filter(incident -> incident.resource().name().equals(about))
                .map(Incident::id)
                .findFirst()
                .ifPresent(id -> say(
                        id,
                        yes
                                ? new Desk.Word.Approve(id, Optional.empty())
                                : new Desk.Word.Reject(id, Optional.empty())));
    }

    private void say(Incident.Id id, Desk.Word word) {
        var verb = word instanceof Desk.Word.Approve ? "approve " : "reject ";
        app.desk().say(SOMEBODY, word).thenAccept(reply -> transcript.said(now(), verb + id + ": " + reply.text()));
    }

    private Duration now() {
        return lab.timeOf(clock.instant());
    }

    @Override
    public void close() {
        stopping.countDown();
        Ending.of(app, lab);
    }

    /** Shows stories where the demo was started. */
    private final class Terminal implements Notifier {
        @Override
        public String recipient() {
            return "terminal";
        }

        @Override
        public void show(Story story) {
            transcript.told(now(), story);
            story.question()
                    .ifPresent(ignored -> out.accept("         In a second terminal: "
                            + Cli.command("approve " + story.incident()) + ", or reject"));
        }
    }
}
