package homelab.model;

import java.time.Instant;

/**
 * A durable choice of a person, such as the mode.
 *
 * @param name {@code mode}
 */
public record Setting(String name, String value, Person by, Instant at) {}
