package homelab.lab;

import homelab.lab.Happening.Hand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads what happens: {@code sonarr crashes with 1}, {@code a person stops sonarr}. */
final class HappeningLine {
    private static final List<String> VERBS =
            List.of("crashes", "runs", "becomes", "is", "keeps", "cannot", "crash", "run", "become", "are", "keep");
    private static final List<String> DEEDS =
            List.of("stops", "kills", "starts", "restarts", "recreates", "approves", "rejects");

    private final Phrase phrase;
    private final Map<String, Resident> residents;
    private final ClusterLines cluster;

    HappeningLine(Phrase phrase, Map<String, Resident> residents, ClusterLines cluster) {
        this.phrase = phrase;
        this.residents = residents;
        this.cluster = cluster;
    }

    Happening read() throws Phrase.Mistake {
        var happening = phrase.takes("a person")
                ? deed()
                : ClusterEventLine.isOne(phrase) ? new ClusterEventLine(phrase, cluster).read() : event(names());
        phrase.end();
        return happening;
    }

    private Happening deed() throws Phrase.Mistake {
        if (phrase.takes("stops")) return new Happening.Done(Hand.STOPS, names());
        if (phrase.takes("kills")) return new Happening.Done(Hand.KILLS, names());
        if (phrase.takes("starts")) return new Happening.Done(Hand.STARTS, names());
        if (phrase.takes("restarts")) return new Happening.Done(Hand.RESTARTS, names());
        if (phrase.takes("recreates")) return new Happening.Done(Hand.RECREATES, names());
        if (phrase.takes("approves")) return new Happening.Answered(true, List.of(askedAbout()));
        if (phrase.takes("rejects")) return new Happening.Answered(false, List.of(askedAbout()));
        throw new Phrase.Mistake("a person cannot do " + phrase.next() + Phrase.guess(phrase.bare(), DEEDS)
                + "; a person " + String.join(", ", DEEDS));
    }

    private Happening event(List<String> to) throws Phrase.Mistake {
        if (phrase.takes("crashes with") || phrase.takes("crash with"))
            return new Happening.Crash(to, code(), phrase.saying());
        if (phrase.takes("runs out of memory") || phrase.takes("run out of memory"))
            return new Happening.OutOfMemory(to);
        if (phrase.takes("becomes unhealthy") || phrase.takes("become unhealthy"))
            return checked(new Happening.Unhealthy(to, phrase.saying()));
        if (phrase.takes("becomes healthy") || phrase.takes("become healthy"))
            return checked(new Happening.Healthy(to));
        if (phrase.takes("is never healthy") || phrase.takes("are never healthy"))
            return checked(new Happening.NeverHealthy(to));
        if (phrase.takes("is mended") || phrase.takes("are mended")) return new Happening.Mended(to);
        if (phrase.takes("cannot start saying")) return new Happening.CannotStart(to, phrase.quoted("the reason"));
        if (phrase.takes("keeps crashing with") || phrase.takes("keep crashing with")) {
            var code = code();
            phrase.expect("after");
            return new Happening.KeepsCrashing(to, code, phrase.length(), phrase.saying());
        }
        if (phrase.takes("runs for") || phrase.takes("run for")) {
            var length = phrase.length();
            phrase.expect("and ends with");
            return new Happening.Runs(to, length, code(), phrase.saying());
        }
        throw new Phrase.Mistake(
                "nothing is known that begins with " + phrase.next() + Phrase.guess(phrase.bare(), VERBS)
                        + "; a container crashes with N, runs out of memory, becomes unhealthy, becomes healthy,"
                        + " is never healthy, keeps crashing with N after T, cannot start saying \"…\", is mended,"
                        + " runs for T and ends with N");
    }

    private Happening checked(Happening happening) throws Phrase.Mistake {
        for (var name : happening.to())
            if (java.util.Objects.requireNonNull(residents.get(name))
                    .checkedEvery()
                    .isEmpty())
                throw new Phrase.Mistake("\"" + name + "\" has no health check; give it one with: checked every 5s");
        return happening;
    }

    private int code() throws Phrase.Mistake {
        return phrase.number("an exit code", 255);
    }

    /** {@code a}, {@code a and b}, {@code a, b and c}. */
    private List<String> names() throws Phrase.Mistake {
        var names = new ArrayList<String>();
        do names.add(name());
        while (phrase.takes(",") || phrase.takes("and"));
        return List.copyOf(names);
    }

    /** What the agent asked about may be something that it alone has a name for, such as "backups of db". */
    private String askedAbout() throws Phrase.Mistake {
        if (phrase.isQuoted()) return phrase.quoted("what was asked about");
        if (phrase.takes("vm") || phrase.takes("lxc") || phrase.takes("node")) return phrase.word("a name");
        return phrase.takes(Lab.HOST) ? Lab.HOST : name();
    }

    private String name() throws Phrase.Mistake {
        var name = phrase.word("a container's name");
        if (!residents.containsKey(name))
            throw new Phrase.Mistake("there is no container \"" + name + "\"" + Phrase.guess(name, residents.keySet()));
        return name;
    }
}
