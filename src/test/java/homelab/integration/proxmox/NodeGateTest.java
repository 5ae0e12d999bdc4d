package homelab.integration.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import homelab.integration.IntegrationException;
import homelab.integration.IntegrationException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class NodeGateTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final NodeGate gate = NodeGate.open();

    private static String silent() throws IntegrationException {
        throw new IntegrationException(Kind.UNREACHABLE, "no answer");
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void asks_a_node_three_things_at_a_time_and_the_others_meanwhile() throws Exception {
        var release = new CountDownLatch(1);
        var under = new AtomicInteger();
        var asked = new ArrayList<Future<String>>();
        try (var fan = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 10; i++)
                asked.add(fan.submit(() -> gate.inOneLook().through("a", "GET /x", LONG, () -> {
                    under.incrementAndGet();
                    awaited(release);
                    return "";
                })));
            await().until(() -> under.get() == NodeGate.AT_ONCE);

            var busy = catchThrowableOfType(
                    IntegrationException.class, () -> gate.through("a", "GET /y", SHORT, () -> "answered"));
            var other = gate.through("b", "GET /y", SHORT, () -> "answered");

            assertThat(busy).hasMessageContaining("nothing was sent, node a is still busy");
            assertThat(other).isEqualTo("answered");
            assertThat(under).hasValue(NodeGate.AT_ONCE);
            release.countDown();
            for (var each : asked) each.get();
        }
        assertThat(under).hasValue(10);
    }

    @Test
    void does_not_ask_a_silent_node_again_in_the_same_look() throws IntegrationException {
        var look = gate.inOneLook();
        assertThatThrownBy(() -> look.through("a", "GET /x", LONG, NodeGateTest::silent))
                .isInstanceOf(IntegrationException.class);

        var again = catchThrowableOfType(
                IntegrationException.class, () -> look.through("a", "GET /y", LONG, () -> "answered"));

        assertThat(again.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(again).hasMessageContaining("nothing was sent").hasMessageContaining("no answer");
        assertThat(look.through("b", "GET /y", LONG, () -> "answered")).isEqualTo("answered");
        assertThat(gate.inOneLook().through("a", "GET /y", LONG, () -> "answered"))
                .isEqualTo("answered");
    }

    private int left() {
        return gate.permits().values().stream()
                .mapToInt(Semaphore::availablePermits)
                .sum();
    }

    @Test
    void what_is_asked_of_the_cluster_keeps_the_node_busy_that_answers() throws IntegrationException {
        gate.answeredBy("a");

        var busy = gate.through(
                "a",
                "GET /x",
                LONG,
                () -> gate.through("", "GET /y", LONG, () -> gate.through("", "GET /z", LONG, () -> left())));

        assertThat(busy).isZero();
    }

    @Test
    void a_refusal_is_an_answer() throws IntegrationException {
        var look = gate.inOneLook();
        assertThatThrownBy(() -> look.through("a", "GET /x", LONG, () -> {
                    throw new IntegrationException(Kind.FORBIDDEN, "no");
                }))
                .hasMessage("no");

        assertThat(look.through("a", "GET /y", LONG, () -> "answered")).isEqualTo("answered");
    }

    @Test
    void outside_of_a_look_nobody_is_remembered() throws IntegrationException {
        assertThatThrownBy(() -> gate.through("a", "GET /x", LONG, NodeGateTest::silent))
                .isInstanceOf(IntegrationException.class);

        assertThat(gate.through("a", "GET /y", LONG, () -> "answered")).isEqualTo("answered");
    }
}
