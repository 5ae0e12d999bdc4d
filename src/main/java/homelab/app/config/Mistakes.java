package homelab.app.config;

import homelab.model.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** All that is wrong with a configuration, gathered so that it is told at once. */
final class Mistakes {
    /** More than these help nobody. */
    private static final int MOST = 50;

    private final List<Mistake> all = new ArrayList<>();

    private record Mistake(int line, String says) {}

    void add(Origin at, String says) {
        all.add(new Mistake(at instanceof Origin.InFile place ? place.line() : Integer.MAX_VALUE, at + ": " + says));
    }

    /** What belongs to no single place. */
    void add(String says) {
        all.add(new Mistake(Integer.MAX_VALUE, says));
    }

    int count() {
        return all.size();
    }

    /** Those of the file first, from top to bottom. */
    List<String> all() {
        var told = new ArrayList<>(all.stream()
                .sorted(Comparator.comparingInt(Mistake::line))
                .limit(MOST)
                .map(mistake -> Text.harmless(mistake.says()))
                .toList());
        if (all.size() > MOST) told.add("… and " + (all.size() - MOST) + " more; mend these first");
        return told;
    }
}
