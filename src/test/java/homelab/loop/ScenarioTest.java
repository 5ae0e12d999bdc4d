package homelab.loop;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test that plays a {@link Scenario}, a fresh one for each. */
abstract class ScenarioTest {
    @TempDir
    Path data;

    Scenario scenario;

    @BeforeEach
    void beginScenario() {
        scenario = new Scenario(data);
    }

    @AfterEach
    void endScenario() {
        scenario.close();
    }
}
