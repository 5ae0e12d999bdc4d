package homelab.model;

/** The class of an action. Those that can be carried out are in the catalogue; there are no others. */
public enum Action {
    CONTAINER_START("container.start"),
    CONTAINER_RESTART("container.restart"),
    CONTAINER_UNPAUSE("container.unpause");

    private final String word;

    Action(String word) {
        this.word = word;
    }

    /** The name in config, REST and messages. */
    public String word() {
        return word;
    }

    @Override
    public String toString() {
        return word;
    }
}
