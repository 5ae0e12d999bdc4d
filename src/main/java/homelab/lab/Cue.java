package homelab.lab;

import java.time.Duration;
import java.util.Optional;

/**
 * A line of a script: when something happens.
 *
 * @param first time after the script begins
 * @param every it comes again; empty: once
 * @param words as the script has it
 */
record Cue(Duration first, Optional<Duration> every, Happening happening, String words) {}
