package homelab.model;

/**
 * How a class of action would have done while the agent only watched it.
 *
 * @param wouldAct how often it would have acted unasked
 * @param wouldAsk how often it would have asked
 * @param recoveredAlone of these, how many were well again within {@link Shadow#WINDOW} without anyone
 * @param stayed how many were not
 * @param byPerson how many somebody saw to
 * @param open how many are not known yet
 */
public record ShadowScore(
        Action action, int wouldAct, int wouldAsk, int recoveredAlone, int stayed, int byPerson, int open) {}
