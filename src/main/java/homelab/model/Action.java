package homelab.model;

/** The class of an action. Those that can be carried out are in the catalogue; there are no others. */
public enum Action {
    CONTAINER_START("container.start", "start", "starting", "containers"),
    CONTAINER_RESTART("container.restart", "restart", "restarting", "containers"),
    CONTAINER_UNPAUSE("container.unpause", "unpause", "unpausing", "containers"),
    /** Removes an image without a name, or a piece of the build cache, that nothing uses. */
    CLEANUP_CACHE("docker.cleanup.cache", "remove", "removing", "leftovers of builds and updates"),
    /** Removes an image with a name that no container uses. */
    CLEANUP_IMAGES("docker.cleanup.images", "remove", "removing", "images"),
    /** Removes a container that has been stopped for long. */
    CLEANUP_CONTAINERS("docker.cleanup.containers", "remove", "removing", "long stopped containers"),
    GUEST_START("guest.start", "start", "starting", "guests"),
    /** Asks a guest to end, and leaves it running if it does not. */
    GUEST_SHUTDOWN("guest.shutdown", "shut down", "shutting down", "guests"),
    /** Ends a guest at once, as pulling its plug would. */
    GUEST_STOP("guest.stop", "stop", "stopping", "guests"),
    GUEST_REBOOT("guest.reboot", "reboot", "rebooting", "guests"),
    /** As its reset button would. */
    GUEST_RESET("guest.reset", "reset", "resetting", "guests"),
    /** Restarts a service of a node. */
    SERVICE_RESTART("service.restart", "restart", "restarting", "services"),
    /** Makes a backup of one guest now. */
    BACKUP_RUN("backup.run", "back up", "backing up", "guests");

    private final String word;
    private final String verb;
    private final String doing;
    private final String things;

    Action(String word, String verb, String doing, String things) {
        this.word = word;
        this.verb = verb;
        this.doing = doing;
        this.things = things;
    }

    /** The name in config, REST and messages. */
    public String word() {
        return word;
    }

    /** What it does, as in {@code start web}. */
    public String verb() {
        return verb;
    }

    /** As in {@code starting it}. */
    public String doing() {
        return doing;
    }

    /** What it is done to, several of them. */
    public String things() {
        return things;
    }

    /** True for what removes leftovers from a disk; it cannot be taken back. */
    public boolean cleans() {
        return switch (this) {
            case CLEANUP_CACHE, CLEANUP_IMAGES, CLEANUP_CONTAINERS -> true;
            case CONTAINER_START, CONTAINER_RESTART, CONTAINER_UNPAUSE -> false;
            case GUEST_START, GUEST_SHUTDOWN, GUEST_STOP, GUEST_REBOOT, GUEST_RESET -> false;
            case SERVICE_RESTART, BACKUP_RUN -> false;
        };
    }

    @Override
    public String toString() {
        return word;
    }
}
