package homelab.faults;

import static homelab.faults.Watch.count;
import static homelab.faults.Watch.starts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homelab.engine.Engine;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers in the network of another, which is restarted, or made anew. */
class SharedNetworkIT {
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    Path data;

    @Test
    void a_restart_gives_the_new_network_and_what_cannot_have_it_is_told() {
        try (var engine = Engine.start()) {
            Watch.fill(engine, "calm", 4);
            engine.sh("vpn", Watch.SERVICE);
            engine.sh("other-vpn", Watch.SERVICE);
            in(engine, "loader", "vpn");
            in(engine, "other-loader", "other-vpn");
            try (var watch = Watch.over(engine, data)) {
                engine.docker("restart", "-t", "2", "vpn");
                engine.docker("rm", "-f", "other-vpn");
                engine.sh("other-vpn", Watch.SERVICE);

                await().atMost(LONG).until(() -> watch.keys("loader has").contains("healed"));
                await().atMost(LONG).until(() -> watch.keys("other-loader").contains("escalated"));

                assertThat(count(engine, "loader", "restart")).isEqualTo(1);
                assertThat(engine.docker("exec", "loader", "busybox", "cat", "/proc/net/dev"))
                        .contains("eth0");
                assertThat(starts(engine, "other-loader")).isEqualTo(1);
                assertThat(engine.docker("inspect", "-f", "{{.State.Running}}", "other-loader"))
                        .isEqualTo("true");
                assertThat(watch.told("other-loader").getFirst().toString()).contains("make it anew");
            }
        }
    }

    private static void in(Engine engine, String name, String network) {
        engine.run(name, "--network", "container:" + network, Engine.IMAGE, "sh", "-c", Watch.SERVICE);
    }
}
