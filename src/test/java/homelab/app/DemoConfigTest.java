package homelab.app;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.lab.Lab;
import homelab.lab.Script;
import homelab.lab.Transcript;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class DemoConfigTest {
    static final List<String> SCRIPTS = Script.NAMES;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @FieldSource("SCRIPTS")
    void each_script_of_the_demo_has_a_configuration_that_the_agent_takes(String name) throws Exception {
        var script = Script.named(name);
        try (var lab = Lab.open(
                script,
                DemoConfig.socket(folder),
                InstantSource.system(),
                new Transcript(ignored -> {}),
                (about, yes) -> {})) {
            var demo = DemoConfig.in(folder, Map.of("DASHBOARD_PORT", "18231"), lab.cluster());

            assertThat(demo.config().proxmox()).hasSize(script.cluster().isPresent() ? 1 : 0);
            assertThat(demo.config().docker()).hasSize(1);
        }
    }
}
