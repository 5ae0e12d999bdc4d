package homelab.model;

import java.time.Instant;
import java.util.Optional;

/**
 * One thing that the agent decided or did.
 *
 * @param what a stable word: {@code opened}, {@code decided}, {@code intent}, {@code outcome}, {@code word} …
 * @param text one sentence; outside text in it is already harmless
 */
public record JournalEntry(Instant at, String what, Optional<Incident.Id> incident, String text) {}
