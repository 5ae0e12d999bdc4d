package homelab.web.page;

import homelab.model.State;

/** How something is shown: each has a colour, a shape and words of its own, so that no one of them is needed alone. */
enum Tone {
    WELL,
    /** On its way: starting, being repaired, being watched. */
    BUSY,
    WRONG,
    /** Does not run, and nobody says that it should. */
    OFF,
    /** Grey: nothing can be said about it. */
    UNSEEN;

    static Tone of(State state) {
        return switch (state) {
            case RUNNING -> WELL;
            case STARTING -> BUSY;
            case UNHEALTHY, RESTARTING, DEAD -> WRONG;
            case PAUSED, STOPPED, CREATED -> OFF;
            case UNSEEN -> UNSEEN;
        };
    }

    /** The class in the style sheet. */
    public String css() {
        return switch (this) {
            case WELL -> "well";
            case BUSY -> "busy";
            case WRONG -> "wrong";
            case OFF -> "off";
            case UNSEEN -> "unseen";
        };
    }
}
