package homelab.model;

/** A token or password. Prints as {@code ***}, so that it cannot slip into a log. */
public final class Secret {
    private final String value;

    private Secret(String value) {
        if (value.isBlank()) throw new IllegalArgumentException("a secret must not be blank");
        this.value = value;
    }

    public static Secret of(String value) {
        return new Secret(value);
    }

    /** The secret itself, for the one place that sends or compares it. */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
