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

    /**
     * What a system answered to a request that it understood.
     *
     * @param acted false: it was so already, and nothing was done
     */
    record Response(boolean acted, String words) {}
}
