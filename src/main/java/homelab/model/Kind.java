package homelab.model;

/** What sort of thing a resource is. */
public enum Kind {
    /** A Docker engine together with the machine it runs on. */
    HOST,
    CONTAINER,
    /** The file system on which a Docker engine keeps its images, containers, volumes and build cache. */
    DISK
}
