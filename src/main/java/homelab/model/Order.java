package homelab.model;

import java.time.Instant;

/** A person's command. It enters the same stages as a finding, at {@code Deciding}. */
public record Order(Person by, Instant at, Action action, Resource.Id target) {}
