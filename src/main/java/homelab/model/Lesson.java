package homelab.model;

/** How often an action helped against a cause on a kind of target. Ranks remedies; never lowers a risk. */
public record Lesson(Key key, int helped, int failed) {
    /** What a lesson is about. */
    public record Key(String cause, Action action, Kind target) {}

    public static Lesson about(Key key) {
        return new Lesson(key, 0, 0);
    }

    public Lesson after(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Recovered ignored -> new Lesson(key, helped + 1, failed);
            case Outcome.Unchanged ignored -> new Lesson(key, helped, failed + 1);
            case Outcome.Worsened ignored -> new Lesson(key, helped, failed + 1);
            case Outcome.Failed ignored -> new Lesson(key, helped, failed + 1);
            case Outcome.Unknown ignored -> this;
        };
    }

    /** Share of tries that helped, with one imagined success and failure so that a single try says little; 0 to 1. */
    public double worth() {
        return (helped + 1.0) / (helped + failed + 2.0);
    }
}
