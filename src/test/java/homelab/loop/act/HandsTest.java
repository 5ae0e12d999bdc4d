package homelab.loop.act;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.integration.Actuator;
import homelab.integration.IntegrationException;
import homelab.integration.IntegrationException.Kind;
import homelab.model.Action;
import homelab.model.Incident;
import homelab.model.Intent;
import homelab.model.Lineage;
import homelab.model.Resource;
import homelab.model.State;
import homelab.model.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The last moment before a call, and what is made of its answer. */
class HandsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Resource.Id VM = new Resource.Id("docker:vm");

    @TempDir
    Path data;

    private final List<Intent> sent = new ArrayList<>();
    private Set<Action> able = Set.of(Action.CONTAINER_START);
    private boolean leaseLasts = true;

    @Test
    void sends_what_is_asked_for_once() {
        assertThat(carryOut(VM, () -> "204")).isEqualTo(new Answer.Accepted("204"));
        assertThat(sent).containsExactly(INTENT);
    }

    @Test
    void a_pause_file_that_came_after_the_decision_still_stops_it() throws Exception {
        Files.createFile(data.resolve("pause"));

        assertThat(carryOut(VM, () -> "204")).isInstanceOf(Answer.HeldBack.class);
        assertThat(sent).isEmpty();
    }

    @Test
    void nothing_is_begun_that_outlasts_the_lease() {
        leaseLasts = false;

        assertThat(carryOut(VM, () -> "204")).isInstanceOf(Answer.HeldBack.class);
        assertThat(sent).isEmpty();
    }

    @Test
    void what_no_hand_offers_is_not_done() {
        able = Set.of(Action.CONTAINER_RESTART);

        assertThat(carryOut(VM, () -> "204")).isEqualTo(new Answer.Rejected("nothing here can do container.start"));
        assertThat(sent).isEmpty();
    }

    @Test
    void nothing_is_sent_to_another_host() {
        assertThat(carryOut(new Resource.Id("docker:other"), () -> "204")).isInstanceOf(Answer.Rejected.class);
        assertThat(sent).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "REJECTED, Rejected",
        "UNAUTHORIZED, Rejected",
        "FORBIDDEN, Rejected",
        "UNREACHABLE, Unclear",
        "UNREADABLE, Unclear"
    })
    void only_a_clear_no_is_a_no(Kind kind, String answer) {
        var came = carryOut(VM, () -> {
            throw new IntegrationException(kind, "why");
        });

        assertThat(came.getClass().getSimpleName()).isEqualTo(answer);
        assertThat(sent).hasSize(1);
    }

    @Test
    void a_fault_of_its_own_leaves_open_whether_it_happened() {
        var came = carryOut(VM, () -> {
            throw new IllegalStateException("a fault");
        });

        assertThat(came).isInstanceOf(Answer.Unclear.class);
    }

    private interface Call {
        String send() throws IntegrationException;
    }

    private Answer carryOut(Resource.Id host, Call call) {
        var actuator = new Actuator() {
            @Override
            public Resource.Id host() {
                return VM;
            }

            @Override
            public Set<Action> actions() {
                return able;
            }

            @Override
            public Response carryOut(Intent intent) throws IntegrationException {
                sent.add(intent);
                return new Response(true, call.send());
            }
        };
        var answers = new ArrayList<Answer>();
        new Hands(List.of(actuator), new Brake(data), ignored -> leaseLasts, Runnable::run)
                .carryOut(INTENT, host, (ignored, answer) -> answers.add(answer));
        assertThat(answers).hasSize(1);
        return answers.getFirst();
    }

    private static final Intent INTENT = new Intent(
            new Intent.Id("INC-1.1"),
            new Incident.Id(1),
            new Step(
                    0,
                    Action.CONTAINER_START,
                    new Resource.Id("web-1"),
                    Lineage.named("engine-1", "web"),
                    "web",
                    Set.of()),
            State.STOPPED,
            Optional.empty(),
            Optional.empty(),
            Duration.ofSeconds(10),
            1,
            NOW,
            NOW.plusSeconds(40));
}
