package homelab.model;

import java.time.Instant;

/** What policy says about a remedy, and why. */
public sealed interface Decision {
    String reason();

    record Proceed(String reason) implements Decision {}

    record AskApproval(String reason) implements Decision {}

    record Wait(Instant until, String reason) implements Decision {}

    /** No. */
    record Refuse(Then then, String reason) implements Decision {}

    /** What follows a refusal. */
    enum Then {
        /** Keep watching; nobody has to do anything. */
        HANDS_OFF,
        /** Keep watching; a person is needed. */
        ESCALATE
    }
}
