package homelab.model;

/** A value that must never be seen: it prints as three stars. */
public final class Secret {
    private final String hidden;

    public Secret(String hidden) {
        if (hidden.isBlank()) throw new IllegalArgumentException("a secret must not be blank");
        this.hidden = hidden;
    }

    /** The value itself, for the one place that sends or compares it. */
    public String reveal() {
        return hidden;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.hidden.equals(hidden);
    }

    @Override
    public int hashCode() {
        return hidden.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
