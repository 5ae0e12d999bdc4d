package homelab.crash;

import homelab.app.App;
import homelab.app.Integrations;
import homelab.app.config.Config;
import homelab.integration.Actuator;
import homelab.integration.IntegrationException;
import homelab.integration.Source;
import homelab.integration.docker.DockerConfig;
import homelab.integration.logfile.LogFileConfig;
import homelab.loop.LoopConfig;
import homelab.loop.decide.Limits;
import homelab.model.Action;
import homelab.model.Intent;
import homelab.model.Look;
import homelab.model.Observation;
import homelab.model.Resource;
import homelab.model.What;
import homelab.web.WebConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The real agent in a process of its own, which ends without a word at a named point, or is ended by the test. */
final class Victim {
    /** Where it ends. */
    enum Point {
        NEVER,
        BEFORE_THE_INTENT,
        AFTER_THE_INTENT,
        DURING_THE_CALL,
        AFTER_THE_ANSWER,
        BEFORE_THE_OUTCOME
    }

    private static final int KILLED = 137;

    private Victim() {}

    static void main(String[] args) throws Exception {
        var data = Path.of(args[0]);
        var point = Point.valueOf(args[2]);
        var config = new Config(
                data,
                new LoopConfig(
                        Optional.of(true),
                        Map.of(),
                        Duration.ofSeconds(3),
                        new Limits(100, Duration.ofMinutes(30), 1000, Duration.ofSeconds(1), Duration.ofSeconds(2)),
                        Optional.empty(),
                        Duration.ofSeconds(10)),
                List.of(DockerConfig.of("docker", args[1])),
                new WebConfig("127.0.0.1", 0, Optional.empty()),
                new LogFileConfig(data.resolve("notifications.log")));
        var clock = InstantSource.system();
        var real = Integrations.of(config, clock);
        var doomed = new Integrations(
                real.sources().stream()
                        .map(one -> (Source) new DoomedSource(one, point))
                        .toList(),
                real.inspectors(),
                real.actuators().stream()
                        .map(one -> (Actuator) new DoomedActuator(one, point))
                        .toList(),
                real.notifiers(),
                real.checkups(),
                real.commands(),
                real.closeables());
        var app = App.start(config, doomed, clock);
        while (app.desk().resources().size() < 2) Thread.onSpinWait();
        IO.println("runs; looking");
        new CountDownLatch(1).await();
    }

    private static void end() {
        Runtime.getRuntime().halt(KILLED);
    }

    private static void endAfter(long millis) {
        Thread.ofVirtual().start(() -> {
            try {
                new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            end();
        });
    }

    private record DoomedSource(Source real, Point point) implements Source {
        @Override
        public String name() {
            return real.name();
        }

        @Override
        public Resource.Id host() {
            return real.host();
        }

        @Override
        public void start(Consumer<Look> sink, Optional<String> cursor) {
            real.start(
                    look -> {
                        var died = look.observations().stream()
                                .anyMatch(one ->
                                        one instanceof Observation.Event event && event.what() instanceof What.Died);
                        if (died && point == Point.BEFORE_THE_INTENT) end();
                        sink.accept(look);
                    },
                    cursor);
        }

        @Override
        public void lookAt(Set<Resource.Id> ids) {
            real.lookAt(ids);
        }

        @Override
        public void close() {
            real.close();
        }
    }

    private record DoomedActuator(Actuator real, Point point) implements Actuator {
        @Override
        public Resource.Id host() {
            return real.host();
        }

        @Override
        public Set<Action> actions() {
            return real.actions();
        }

        @Override
        public Response carryOut(Intent intent) throws IntegrationException {
            if (point == Point.AFTER_THE_INTENT) end();
            if (point == Point.DURING_THE_CALL) endAfter(60);
            var answer = real.carryOut(intent);
            if (point == Point.AFTER_THE_ANSWER) end();
            if (point == Point.BEFORE_THE_OUTCOME) endAfter(1000);
            return answer;
        }
    }
}
