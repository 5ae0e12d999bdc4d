package homelab.model;

/** What a remedy may cost if it goes wrong; from action, target and dependants, by code. */
public enum Risk {
    LOW,
    MEDIUM,
    HIGH;

    public Risk oneStepUp() {
        return this == LOW ? MEDIUM : HIGH;
    }

    public Risk orHigher(Risk other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
