package homelab.model;

import java.time.Instant;

/**
 * What a resource should be, since when, by whose word. Outlives the event that told it.
 *
 * @param resource the very one it was said of; a recreated one starts anew
 * @param since the agent's clock
 */
public record Expectation(Resource.Id resource, Word word, Instant since) {
    /** Whose word it is. */
    public enum Word {
        /** A person stopped it. Holds until any start. */
        A_PERSON_STOPPED_IT,
        /** It was down when the agent first saw it. Holds until it is seen running. */
        WAS_DOWN_WHEN_I_CAME,
        /** A person said to leave it as it is. Holds until a start that its engine's own policy did not make. */
        A_PERSON_SAID_LEAVE_IT,
        /** It ran when its engine fell, so it should run again. */
        RAN_BEFORE_THE_ENGINE_FELL
    }

    /** True when being down is as it should be. */
    public boolean meansLeaveIt() {
        return word != Word.RAN_BEFORE_THE_ENGINE_FELL;
    }
}
