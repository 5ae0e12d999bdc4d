package homelab.loop.learn;

import homelab.model.Action;
import homelab.model.Diagnosis;
import homelab.model.Evidence;
import homelab.model.Kind;
import homelab.model.Lesson;
import homelab.model.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What experience has to say: it puts what helped more often first, and nothing else. */
public final class Lessons {
    private Lessons() {}

    /** The same diagnosis with the same actions, those that helped more first, and a line that says why. */
    public static Diagnosis rank(Diagnosis diagnosis, Kind target, Map<Lesson.Key, Lesson> known) {
        var lessons = diagnosis.actions().stream()
                .map(action -> known(known, new Lesson.Key(diagnosis.cause(), action, target)))
                .toList();
        // the sort is stable: without experience the order of the rules stays
        var bestFirst = lessons.stream()
                .sorted(Comparator.comparingDouble(Lesson::worth).reversed())
                .map(lesson -> lesson.key().action())
                .toList();
        var said =
                lessons.stream().filter(Lessons::wasTried).map(Lessons::inWords).toList();
        return new Diagnosis(
                diagnosis.cause(),
                diagnosis.says(),
                diagnosis.confidence(),
                said.isEmpty() ? diagnosis.evidence() : and(diagnosis.evidence(), new Evidence("memory", said)),
                bestFirst);
    }

    /** What is known after one more try. */
    public static Lesson learn(
            Map<Lesson.Key, Lesson> known, String cause, Action action, Kind target, Outcome outcome) {
        return known(known, new Lesson.Key(cause, action, target)).after(outcome);
    }

    private static Lesson known(Map<Lesson.Key, Lesson> known, Lesson.Key key) {
        return known.getOrDefault(key, Lesson.about(key));
    }

    private static boolean wasTried(Lesson lesson) {
        return lesson.helped() + lesson.failed() > 0;
    }

    private static String inWords(Lesson lesson) {
        var tries = lesson.helped() + lesson.failed();
        return lesson.key().action() + " helped " + lesson.helped() + " of " + tries + (tries == 1 ? " time" : " times")
                + " against " + lesson.key().cause();
    }

    private static List<Evidence> and(List<Evidence> all, Evidence one) {
        var longer = new ArrayList<>(all);
        longer.add(one);
        return longer;
    }
}
