package homelab.model;

/** How far the agent may go with a class of action, lowest first. */
public enum Mode {
    /** Nothing, not even on a person's word. */
    OFF,
    /** Writes down what it would have done. A person's own order is carried out. */
    OBSERVE,
    /** Asks first. */
    ASK,
    /** Acts unasked. */
    AUTO;

    public Mode atMost(Mode ceiling) {
        return compareTo(ceiling) <= 0 ? this : ceiling;
    }
}
