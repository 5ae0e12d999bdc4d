package homelab.model;

/** What was seen after an action. */
public sealed interface Outcome {
    /** One sentence: what was seen. */
    String seen();

    record Recovered(String seen) implements Outcome {}

    record Unchanged(String seen) implements Outcome {}

    record Worsened(String seen) implements Outcome {}

    record Failed(String seen) implements Outcome {}

    /** What happened cannot be told. */
    record Unknown(String seen) implements Outcome {}

    default String word() {
        return switch (this) {
            case Recovered ignored -> "RECOVERED";
            case Unchanged ignored -> "UNCHANGED";
            case Worsened ignored -> "WORSENED";
            case Failed ignored -> "FAILED";
            case Unknown ignored -> "UNKNOWN";
        };
    }
}
