package homelab.faults;

import static homelab.faults.Watch.starts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homelab.engine.Engine;
import homelab.engine.Pki;
import homelab.integration.docker.AddressConfig;
import homelab.integration.docker.DockerConfig;
import homelab.integration.docker.TlsConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two real engines, one over TCP and one over TLS, healed by one agent. */
class SeveralEnginesIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String CRASHES_ONCE = "if [ -e /b ]; then exec sleep 1000; fi; touch /b; sleep 2; exit 1";

    @TempDir
    static Path data;

    private static Engine plain;
    private static Engine secured;
    private static AddressConfig plainAddress;
    private static AddressConfig securedAddress;

    @BeforeAll
    static void start() throws IOException {
        Engine.require();
        var pki = Pki.in(data.resolve("pki"));
        var files = pki.engine("engine");
        var own = TlsConfig.in(pki.client("client"));
        var plainPort = freePort();
        plain = Engine.start("--host=tcp://127.0.0.1:" + plainPort);
        plainAddress = new AddressConfig.Tcp("127.0.0.1", plainPort, Optional.empty());
        var securedPort = freePort();
        secured = Engine.start(
                "--host=tcp://127.0.0.1:" + securedPort,
                "--tlsverify",
                "--tlscacert=" + files.resolve("ca.pem"),
                "--tlscert=" + files.resolve("cert.pem"),
                "--tlskey=" + files.resolve("key.pem"));
        securedAddress = new AddressConfig.Tcp("localhost", securedPort, Optional.of(own));
    }

    @AfterAll
    static void stop() {
        if (plain != null) plain.close();
        if (secured != null) secured.close();
    }

    private static int freePort() throws IOException {
        try (var once = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return once.getLocalPort();
        }
    }

    @Test
    void each_heals_its_own_also_while_the_other_is_gone() {
        try (var watch = Watch.over(
                List.of(DockerConfig.of("plain", plainAddress), DockerConfig.of("secured", securedAddress)),
                data.resolve("two"))) {
            await().atMost(LONG)
                    .until(() -> watch.app().desk().status().sources().stream()
                            .allMatch(one -> one.lastLook().isPresent()));

            // The same name on both: only the host tells them apart.
            plain.sh("web", CRASHES_ONCE);
            secured.sh("web", CRASHES_ONCE);

            await().atMost(LONG)
                    .until(() ->
                            watch.keys("web").stream().filter("healed"::equals).count() == 2);
            assertThat(starts(plain, "web")).isEqualTo(2);
            assertThat(starts(secured, "web")).isEqualTo(2);
            assertThat(watch.told("web").stream().map(Object::toString))
                    .anyMatch(line -> line.contains("plain"))
                    .anyMatch(line -> line.contains("secured"));

            plain.kill();
            secured.sh("later", CRASHES_ONCE);

            await().atMost(LONG).until(() -> watch.keys("later").contains("healed"));
            assertThat(starts(secured, "later")).isEqualTo(2);
            assertThat(watch.app().desk().status().notes())
                    .anyMatch(note -> note.contains("plain at " + plainAddress + " is spoken to without TLS"));
        }
    }

    @Test
    void one_engine_at_two_addresses_heals_once() {
        try (var watch = Watch.over(
                List.of(DockerConfig.of("near", secured.host()), DockerConfig.of("far", securedAddress)),
                data.resolve("same"))) {
            await().atMost(LONG)
                    .until(() -> watch.app().desk().status().sources().stream()
                            .anyMatch(one -> one.unseen()
                                    .filter(it -> it.contains("is the same engine as"))
                                    .isPresent()));

            secured.sh("once", CRASHES_ONCE);

            await().atMost(LONG).until(() -> watch.keys("once").contains("healed"));
            assertThat(starts(secured, "once")).isEqualTo(2);
        }
    }
}
