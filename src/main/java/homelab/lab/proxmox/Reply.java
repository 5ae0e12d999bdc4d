package homelab.lab.proxmox;

import java.time.Duration;
import java.util.Optional;

/**
 * What is answered to one request.
 *
 * @param reason the reason phrase, which says what went wrong
 * @param body empty: no body at all
 */
record Reply(int status, String reason, Optional<Object> body, Manner manner, Duration delay) {
    /** How the answer goes out. */
    enum Manner {
        PLAIN,
        /** The connection is closed without a word. */
        CUT,
        /** Nothing comes, and the connection stays open. */
        SILENT
    }

    static Reply ok(Object data) {
        return new Reply(200, "OK", Optional.of(Json.of("data", data).map()), Manner.PLAIN, Duration.ZERO);
    }

    static Reply empty(int status, String reason) {
        return new Reply(status, reason, Optional.empty(), Manner.PLAIN, Duration.ZERO);
    }

    static Reply refused(Refused refused, Flavour flavour) {
        var body = Json.of("data", Json.NOTHING)
                .when(!refused.errors().isEmpty(), "errors", refused.errors())
                .when(flavour.saysWhy(), "message", refused.reason() + "\n");
        var firstLine = refused.reason().lines().findFirst().orElse("");
        return new Reply(refused.status(), firstLine, Optional.of(body.map()), Manner.PLAIN, Duration.ZERO);
    }

    Reply after(Duration longer) {
        return new Reply(status, reason, body, manner, longer);
    }

    Reply in(Manner other) {
        return new Reply(status, reason, body, other, delay);
    }
}
