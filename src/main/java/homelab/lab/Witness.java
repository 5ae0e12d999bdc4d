package homelab.lab;

import java.time.Duration;

/** Who is told what goes on in the lab, as it happens. Called by several threads, and must not call back. */
public interface Witness {
    /** @param at time since the script began */
    void happens(Duration at, String words);

    /** Somebody asked the engine to change something, and this is what it answered. */
    void asked(Duration at, String words);
}
