package homelab.model;

/** What sort of thing a resource is. */
public enum Kind {
    /** A Docker engine together with the machine it runs on. */
    HOST,
    CONTAINER
}
