package homelab.integration;

import homelab.model.Action;
import homelab.model.Intent;
import homelab.model.Resource;
import java.util.Set;

/** Carries out actions of the catalogue on one system. */
public interface Actuator {
    /** The host whose resources it acts on. */
    Resource.Id host();

    Set<Action> actions();

    /**
     * Sends exactly one request that changes anything for this intent and waits for its answer, at latest until the intent's deadline.
     *
     * @return what the system answered
     * @throws IntegrationException REJECTED when nothing happened; UNREACHABLE when that cannot be told
     */
    Response carryOut(Intent intent) throws IntegrationException;

    /** What a system answered to a request that it understood. */
    record Response(Result result, String words) {
        /** What came of it. */
        public enum Result {
            DONE,
            /** It was so already, and nothing was done. */
            NOTHING_TO_DO,
            /** Something stands in its way now, and nothing was done. */
            NOT_BEGUN
        }

        /** @param acted false: it was so already, and nothing was done */
        public Response(boolean acted, String words) {
            this(acted ? Result.DONE : Result.NOTHING_TO_DO, words);
        }

        public boolean acted() {
            return result == Result.DONE;
        }
    }
}
