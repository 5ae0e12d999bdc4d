package homelab.app;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.app.config.Config;
import homelab.integration.Source;
import homelab.integration.logfile.LogFileConfig;
import homelab.loop.LoopConfig;
import homelab.loop.decide.Limits;
import homelab.model.Look;
import homelab.model.Resource;
import homelab.store.Store;
import homelab.web.WebConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndingTest {
    @TempDir
    private Path folder;

    @Test
    void a_part_that_fails_to_end_does_not_keep_the_store_open() throws Exception {
        var clock = InstantSource.system();
        var agent = new Integrations(
                List.of(new Stubborn()), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
        var app = App.start(config(), agent, clock);

        app.close();

        assertThat(app.ended().toCompletableFuture()).isDone();
        Store.open(folder, "next", clock).close();
    }

    private Config config() {
        return new Config(
                folder,
                new LoopConfig(
                        Optional.empty(),
                        Map.of(),
                        Duration.ofSeconds(2),
                        Limits.defaults(),
                        Optional.empty(),
                        Duration.ofSeconds(60)),
                List.of(),
                new WebConfig("127.0.0.1", 0, Optional.empty()),
                new LogFileConfig(folder.resolve("notifications.log")));
    }

    /** Sees nothing, and cannot be closed. */
    private static final class Stubborn implements Source {
        @Override
        public String name() {
            return "stubborn";
        }

        @Override
        public Resource.Id host() {
            return new Resource.Id("docker:stubborn");
        }

        @Override
        public void start(Consumer<Look> sink, Optional<String> cursor) {}

        @Override
        public void lookAt(Set<Resource.Id> ids) {}

        @Override
        public void close() {
            throw new NoClassDefFoundError("of a test");
        }
    }
}
