package homelab.web.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import homelab.app.App;
import homelab.app.Integrations;
import homelab.app.config.Config;
import homelab.integration.docker.DockerConfig;
import homelab.integration.logfile.LogFileConfig;
import homelab.lab.Lab;
import homelab.lab.Script;
import homelab.lab.Transcript;
import homelab.loop.LoopConfig;
import homelab.loop.decide.Limits;
import homelab.web.WebConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole agent before a simulated homelab, and a person with a browser: nothing between them is a fake. */
class LivingAgentIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<String> transcript = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void a_failed_job_is_asked_about_on_the_open_page_approved_there_and_started_at_the_engine() throws Exception {
        Chromium.require();
        var clock = InstantSource.system();
        var socket = folder.resolve("docker.sock");
        try (var lab = Lab.open(
                        Script.named("job"), socket, clock, new Transcript(transcript::add), (about, yes) -> {});
                var app = App.start(config(socket), Integrations.of(config(socket), clock), clock);
                var chromium = new Chromium();
                var time = Executors.newSingleThreadScheduledExecutor()) {
            var tab = Tab.of(chromium);
            tab.go(app.link().orElseThrow().toString());
            tab.press("button");
            tab.page.waitForSelector("#hosts :text('photo-backup')", inTheEnd());
            tab.mark();

            lab.begin();
            var passing = time.scheduleAtFixedRate(lab::happen, 0, 100, TimeUnit.MILLISECONDS);
            tab.page.waitForSelector("#approve-INC-1", inTheEnd());
            var asked = tab.text("#questions");
            tab.answer("#approve-INC-1");
            tab.page.waitForSelector("#approve-INC-1", inTheEnd().setState(WaitForSelectorState.DETACHED));

            assertThat(tab.text("#said")).startsWith("Approved.");
            assertThat(asked).contains("Start photo-backup?", "container.start photo-backup");
            await().atMost(PATIENCE)
                    .until(() -> transcript.stream().anyMatch(line -> line.endsWith(" -> start photo-backup: 204")));
            assertThat(tab.isMarked()).isTrue();
            assertThat(tab.complaints()).isEmpty();
            assertThat(passing.isDone()).isFalse();
            time.shutdownNow();
        }
    }

    private static Page.WaitForSelectorOptions inTheEnd() {
        return new Page.WaitForSelectorOptions().setTimeout((double) PATIENCE.toMillis());
    }

    private Config config(Path socket) {
        return new Config(
                folder.resolve("data"),
                new LoopConfig(
                        Optional.of(true),
                        Map.of(),
                        Duration.ofSeconds(2),
                        Limits.defaults(),
                        Optional.empty(),
                        Duration.ofSeconds(60)),
                List.of(DockerConfig.of(Lab.HOST, "unix://" + socket)),
                new WebConfig("127.0.0.1", 0, Optional.empty()),
                new LogFileConfig(folder.resolve("notifications.log")));
    }
}
