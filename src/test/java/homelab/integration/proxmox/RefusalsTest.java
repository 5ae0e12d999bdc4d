package homelab.integration.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import homelab.integration.IntegrationException;
import homelab.integration.IntegrationException.Kind;
import homelab.integration.proxmox.GuestRows.At;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class RefusalsTest {
    private static final At GUEST = new At("pve2", 100, false);
    private static final String START = "POST /nodes/pve2/qemu/100/status/start";

    private FakePve pve;
    private PveWire wire;

    @BeforeEach
    void open() throws IOException {
        pve = FakePve.plain();
        wire = new PveWire(pve.config());
    }

    @AfterEach
    void close() throws IOException {
        wire.close();
        pve.close();
    }

    private IntegrationException start(String status, String body) {
        return start(FakePve.status(status, body), Duration.ofSeconds(10));
    }

    private IntegrationException start(FakePve.Answer answer, Duration limit) {
        pve.on(START, answer);
        return catchThrowableOfType(IntegrationException.class, () -> new PveOrders(wire).start(GUEST, limit));
    }

    @Test
    void a_token_that_is_not_accepted_is_named_with_its_cure() {
        var refused = start("401 invalid token value!", "");

        assertThat(refused.kind()).isEqualTo(Kind.UNAUTHORIZED);
        assertThat(refused)
                .hasMessage("POST /nodes/pve2/qemu/100/status/start: the token agent@pve!watch is not accepted"
                        + " (invalid token value!); see whether it exists and has not expired (pveum user token list"
                        + " agent@pve), and set its secret again");
    }

    @Test
    void a_missing_right_is_named_with_its_path_and_the_line_that_gives_it() {
        var refused = start("403 Permission check failed (/vms/100, VM.PowerMgmt)", "{\"data\":null}");

        assertThat(refused.kind()).isEqualTo(Kind.FORBIDDEN);
        assertThat(refused)
                .hasMessageContaining("the token agent@pve!watch lacks VM.PowerMgmt on /vms/100")
                .hasMessageContaining("pveum acl modify /vms/100 --users agent@pve --roles HomelabOperate")
                .hasMessageContaining("pveum acl modify /vms/100 --tokens 'agent@pve!watch' --roles HomelabOperate");
    }

    @Test
    void a_right_that_the_agent_does_not_need_is_not_offered() {
        var refused = start("403 Permission check failed (/vms/100, VM.Allocate)", "");

        assertThat(refused).hasMessageContaining("lacks VM.Allocate on /vms/100; the agent needs no such right");
    }

    @Test
    void a_refusal_without_a_path_is_told_as_it_is() {
        assertThat(start("403 Permission check failed", "")).hasMessageContaining("may not (Permission check failed)");
    }

    @Test
    void wrong_parameters_are_told_one_by_one() {
        var refused = start(
                "400 Parameter verification failed.",
                "{\"data\":null,\"errors\":{\"vmid\":\"type check failed\",\"force\":\"not defined\"}}");

        assertThat(refused.kind()).isEqualTo(Kind.REJECTED);
        assertThat(refused).hasMessageContaining("force: not defined; vmid: type check failed");
    }

    @Test
    void an_error_is_told_from_the_reason_phrase_where_the_body_has_none() {
        var old = start("500 VM 100 not running", "{\"data\":null}");
        var recent = start("500 VM 100 not running", "{\"data\":null,\"message\":\"VM 100 not running\\n\"}");

        assertThat(old.kind()).isEqualTo(Kind.REJECTED);
        assertThat(old).hasMessage("POST /nodes/pve2/qemu/100/status/start: VM 100 not running");
        assertThat(recent).hasMessage(old.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "501 Method not implemented, REJECTED, nothing happened",
        "595 No route to host, UNREACHABLE, node pve2 is down (No route to host)",
        "596 Connection timed out, UNREACHABLE, whether it happened cannot be told",
        "599 Too many redirections, UNREACHABLE, whether it happened cannot be told",
        "503 Service Unavailable, UNREACHABLE, a proxy before it",
        "404 Not Found, UNREADABLE, see what else listens there",
        "302 Found, UNREADABLE, see what else listens there",
    })
    void each_status_has_its_kind(String status, Kind kind, String said) {
        var refused = start(status, "");

        assertThat(refused.kind()).isEqualTo(kind);
        assertThat(refused).hasMessageContaining(said);
    }

    @Test
    void no_answer_in_time_is_no_answer() {
        var failure = start(FakePve.silence(), Duration.ofMillis(300));

        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure).hasMessageContaining("no whole answer").hasMessageNotContaining("nothing was sent");
    }

    @Test
    void says_when_nothing_was_sent() throws IOException {
        pve.close();

        var failure = catchThrowableOfType(
                IntegrationException.class, () -> new PveOrders(wire).start(GUEST, Duration.ofSeconds(10)));

        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure).hasMessageContaining("nothing was sent");
    }

    @Test
    void the_secret_is_sent_and_never_told() {
        var refused = start("500 PVEAPIToken is wrong", "");

        assertThat(pve.asked().getFirst().head())
                .contains("Authorization: PVEAPIToken=agent@pve!watch=s3cret-s3cret\r\n");
        assertThat(refused).hasMessageNotContaining("s3cret");
    }
}
