package homelab.model;

import java.time.Instant;

/** A person's answer about exactly one plan. */
public sealed interface Approval {
    Instant at();

    String hash();

    record Granted(Person by, Instant at, String hash) implements Approval {}

    record Denied(Person by, Instant at, String hash) implements Approval {}

    record Expired(Instant at, String hash) implements Approval {}
}
