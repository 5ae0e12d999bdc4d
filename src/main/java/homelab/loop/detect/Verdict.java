package homelab.loop.detect;

import homelab.model.Finding;
import java.time.Instant;

/** What a detector makes of one resource as it is now. */
public sealed interface Verdict {
    /** It does what it should. */
    record Well() implements Verdict {}

    /** It does not run, and should not. */
    record AsItShouldBe(String why, boolean byPerson) implements Verdict {}

    /** Too early to say; judge again at {@code until}. */
    record NotYet(Instant until, String why) implements Verdict {}

    /** It could not be looked at. */
    record Unseen() implements Verdict {}

    record Bad(Finding finding) implements Verdict {}
}
