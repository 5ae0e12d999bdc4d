package homelab.integration;

import homelab.model.Action;
import homelab.model.Course;
import homelab.model.Expectation;
import homelab.model.Incident;
import homelab.model.Person;
import homelab.model.Remedy;
import homelab.model.Resource;
import homelab.model.ShadowScore;
import homelab.model.Sighting;
import homelab.model.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Where people ask and say. Implemented by the loop; called by every door. Reading never waits for the loop. */
public interface Desk {
    Status status();

    List<Sighting> resources();

    /** What is known of why things are as they are, by whose word; only of those of which that is known. */
    Map<Resource.Id, Expectation> expectations();

    /**
     * Newest first.
     *
     * @param page from 0
     * @param size 1 to 500
     */
    Page incidents(boolean openOnly, int page, int size);

    Optional<Incident> incident(Incident.Id id);

    /** How the classes of action that were only watched would have done. */
    List<ShadowScore> shadowScores();

    /**
     * How each of the resources fared since then, by its id. While a host could not be seen, what is on it is {@code
     * UNSEEN} in it.
     */
    Map<Resource.Id, Course> courses(Instant since);

    /** Calls {@code changed} soon after a turn that changed anything shown here, on a thread of the loop's; it must not block. */
    AutoCloseable watch(Runnable changed);

    /** Answered once what was said is on disk. */
    CompletionStage<Reply> say(Person by, Word word);

    /** A page of a list. */
    record Page(List<Incident> items, int page, int size, long total) {}

    /** What a person can say. */
    sealed interface Word {
        /** {@code remedy} is the hash of what was shown; empty: whatever it is now. */
        record Approve(Incident.Id incident, Optional<String> remedy) implements Word {}

        record Reject(Incident.Id incident, Optional<String> remedy) implements Word {}

        record Pause() implements Word {}

        record Resume() implements Word {}

        record SetMode(boolean heal) implements Word {}

        /** Do this, as an order. */
        record Command(Action action, Resource.Id target) implements Word {}

        /** Ask back what this would do, and do it once the plan that was shown is approved. */
        record Propose(Action action, Resource.Id target) implements Word {}
    }

    /** What came of it. */
    sealed interface Reply {
        String text();

        record Done(String text, Optional<Incident.Id> incident) implements Reply {}

        record NotFound(String text) implements Reply {}

        /** It could not be written down, so nothing came of it. */
        record NotSaved(String text) implements Reply {}

        /** Not as things stand; {@code remedy} is what it would be now, if that changed. */
        record Conflict(String text, Optional<Remedy> remedy) implements Reply {}
    }
}
