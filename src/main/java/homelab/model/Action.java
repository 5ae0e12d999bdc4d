package homelab.model;

/** The class of an action. Those that can be carried out are in the catalogue; there are no others. */
public enum Action {
    CONTAINER_START("container.start"),
    CONTAINER_RESTART("container.restart"),
    CONTAINER_UNPAUSE("container.unpause"),
    /** Removes an image without a name, or a piece of the build cache, that nothing uses. */
    CLEANUP_CACHE("docker.cleanup.cache"),
    /** Removes an image with a name that no container uses. */
    CLEANUP_IMAGES("docker.cleanup.images"),
    /** Removes a container that has been stopped for long. */
    CLEANUP_CONTAINERS("docker.cleanup.containers");

    private final String word;

    Action(String word) {
        this.word = word;
    }

    /** The name in config, REST and messages. */
    public String word() {
        return word;
    }

    /** True for what removes leftovers from a disk; it cannot be taken back. */
    public boolean cleans() {
        return switch (this) {
            case CLEANUP_CACHE, CLEANUP_IMAGES, CLEANUP_CONTAINERS -> true;
            case CONTAINER_START, CONTAINER_RESTART, CONTAINER_UNPAUSE -> false;
        };
    }

    @Override
    public String toString() {
        return word;
    }
}
