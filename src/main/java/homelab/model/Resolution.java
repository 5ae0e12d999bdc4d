package homelab.model;

/** How an incident ended. */
public enum Resolution {
    HEALED,
    BY_ITSELF,
    BY_PERSON
}
