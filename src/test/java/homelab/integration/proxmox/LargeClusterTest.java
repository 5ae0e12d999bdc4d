package homelab.integration.proxmox;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import homelab.integration.http.Trust;
import homelab.lab.proxmox.Exchange;
import homelab.lab.proxmox.LargeHome;
import homelab.lab.proxmox.ProxmoxLab;
import homelab.model.Look;
import homelab.model.Observation;
import homelab.model.Resource;
import homelab.model.Secret;
import homelab.model.State;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What it costs a cluster to be watched, in requests, where it has twenty nodes and two thousand guests. */
@Timeout(120)
class LargeClusterTest {
    private static final int NODES = 20;
    private static final int GUESTS = 2000;
    private static final int FALLEN = 200;
    /** Of one full look, whatever happens. */
    private static final int MOST_REQUESTS = 60;

    private final BlockingQueue<Look> looks = new LinkedBlockingQueue<>();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T00:00:00Z"));
    private ProxmoxLab lab;
    private ProxmoxIntegration proxmox;

    @BeforeEach
    void open() throws Exception {
        lab = ProxmoxLab.open(LargeHome.of(NODES, GUESTS), now::get, ignored -> {});
        var token = new ProxmoxConfig.Token(LargeHome.TOKEN.fullId(), Secret.of(LargeHome.TOKEN.secret()));
        proxmox = new ProxmoxIntegration(
                new ProxmoxConfig(
                        "large",
                        ProxmoxConfig.Address.parse(lab.address().toString()),
                        token,
                        new Trust.Pinned(lab.fingerprint()),
                        Duration.ofDays(1),
                        ProxmoxConfig.OLDEST_BACKUP,
                        Set.of()),
                now::get);
        proxmox.source().start(looks::add, Optional.empty());
    }

    @AfterEach
    void close() {
        proxmox.close();
        lab.close();
    }

    @Test
    void the_first_look_shows_all_with_sixty_requests_at_most_and_three_at_a_time_to_each_node() throws Exception {
        var look = next();

        assertThat(requests()).isLessThanOrEqualTo(MOST_REQUESTS);
        assertThat(states(look, State.RUNNING)).hasSize(GUESTS);
        assertThat(lab.mostInFlight()).isLessThanOrEqualTo(3);
        assertThat(lab.violations()).isEmpty();
    }

    @Test
    void each_look_after_it_keeps_to_sixty_too_and_the_nodes_are_known_before_the_guests() throws Exception {
        next();
        var services = new HashSet<String>();

        for (var look = 0; look < 6; look++) {
            lab.forgetExchanges();
            pass(Duration.ofMinutes(1));
            again();
            assertThat(requests()).isLessThanOrEqualTo(MOST_REQUESTS);
            lab.exchanges().stream()
                    .map(Exchange::path)
                    .filter(path -> path.endsWith("/services"))
                    .forEach(services::add);
        }

        assertThat(services).hasSize(NODES);
        assertThat(lab.violations()).isEmpty();
    }

    @Test
    void two_hundred_that_fall_at_once_are_confirmed_within_the_same_sixty() throws Exception {
        next();
        IntStream.range(100, 100 + FALLEN).forEach(vmid -> lab.happenings().crashes(vmid));
        pass(Duration.ofSeconds(30));

        var down = new HashSet<Resource.Id>();
        var confirmed = new HashSet<String>();
        for (var look = 0; look < 40 && down.size() < FALLEN; look++) {
            lab.forgetExchanges();
            down.addAll(states(again(), State.STOPPED));
            assertThat(requests()).isLessThanOrEqualTo(MOST_REQUESTS);
            lab.exchanges().stream()
                    .map(Exchange::path)
                    .filter(path -> path.endsWith("/status/current"))
                    .forEach(confirmed::add);
        }

        assertThat(down).hasSize(FALLEN);
        assertThat(confirmed).as("each was asked for itself").hasSizeGreaterThanOrEqualTo(FALLEN);
        assertThat(lab.violations()).isEmpty();
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
        lab.happen();
    }

    private Look next() throws InterruptedException {
        return Optional.ofNullable(looks.poll(60, SECONDS)).orElseThrow();
    }

    @SuppressWarnings("CheckReturnValue")
    private Look again() throws InterruptedException {
        proxmox.source().lookAt(Set.of(proxmox.source().host()));
        return next();
    }

    private int requests() {
        return lab.exchanges().size();
    }

    private static Set<Resource.Id> states(Look look, State state) {
        var ids = new HashSet<Resource.Id>();
        for (var one : look.observations())
            if (one instanceof Observation.Health health
                    && health.state() == state
                    && Home.vmid(health.about()).isPresent()) ids.add(health.about());
        return ids;
    }
}
