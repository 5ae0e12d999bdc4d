package homelab.model;

import java.time.Duration;
import java.time.Instant;

/**
 * What a node proves itself with.
 *
 * @param ends when it is no longer valid
 * @param warning how long before that a person is told
 */
public record Certificate(String subject, Instant ends, Duration warning) implements Detail {}
