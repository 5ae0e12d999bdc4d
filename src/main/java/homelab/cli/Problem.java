package homelab.cli;

/** Why a command did not do what it was asked; its message is all that is printed. The exit code is 1. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Problem(String message) {
        super(message, null, false, false);
    }
}
