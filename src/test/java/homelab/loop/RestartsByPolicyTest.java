package homelab.loop;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.integration.Desk;
import homelab.model.Detail;
import homelab.model.Detail.HealthCheck.Verdict;
import homelab.model.Incident;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers that Docker's own policy starts again, and how a person's start is told from that. */
class RestartsByPolicyTest {
    private static final String LOOP = "** A person is needed: web restarts over and over";

    @TempDir
    Path data;

    private Scenario scenario;
    private SimulatedHost.Box web;

    @BeforeEach
    void open() {
        scenario = new Scenario(data);
        web = scenario.running("web");
        web.policy = new Detail.RestartPolicy(Detail.RestartPolicy.Name.ALWAYS, 0);
    }

    @AfterEach
    void close() {
        scenario.close();
    }

    @Test
    void restarts_while_nobody_looked_are_no_loop() throws Exception {
        scenario.start();
        scenario.crash();

        scenario.passUnseen(Duration.ofDays(7));
        web.restartCount = 3;
        web.startedAt = web.startedAt.map(at -> at.plus(Duration.ofDays(6)));
        scenario.start();
        scenario.pass(Duration.ofMinutes(1));

        assertThat(scenario.seen()).isEmpty();
    }

    @Test
    void restarts_within_a_short_absence_are_a_loop() throws Exception {
        scenario.start();
        scenario.crash();

        scenario.passUnseen(Duration.ofMinutes(2));
        web.restartCount = 3;
        web.startedAt = web.startedAt.map(at -> at.plus(Duration.ofMinutes(61)));
        scenario.start();
        scenario.pass(Duration.ofMinutes(1));

        assertThat(scenario.seen()).containsExactly(LOOP);
    }
}
