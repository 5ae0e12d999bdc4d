package homelab.lab;

import homelab.lab.Resident.Condition;
import homelab.lab.Resident.Need;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code NAME, image postgres:16, checked every 5s, needs redis healthy, …}. */
final class ResidentLine {
    private static final List<String> FEATURES =
            List.of("image", "checked", "needs", "restarted", "a", "limited", "stopped", "left", "labelled", "says");

    private final String project;
    private final Phrase phrase;
    private final List<Need> needs = new ArrayList<>();
    private final Map<String, String> labels = new HashMap<>();
    private final List<String> says = new ArrayList<>();
    private Optional<Duration> checkedEvery = Optional.empty();
    private String image = "scratch";
    private boolean restartedByDocker;
    private boolean job;
    private boolean stopped;
    private long memory;

    ResidentLine(String project, Phrase phrase) {
        this.project = project;
        this.phrase = phrase;
    }

    Resident read() throws Phrase.Mistake {
        var name = phrase.word("the container's name");
        if (!name.matches("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,63}"))
            throw new Phrase.Mistake(
                    "a container's name has letters, digits, '.', '_' and '-', unlike \"" + name + "\"");
        while (!phrase.isOver()) {
            phrase.expect(",");
            feature();
        }
        return new Resident(
                project, name, image, needs, checkedEvery, restartedByDocker, job, memory, stopped, labels, says);
    }

    private void feature() throws Phrase.Mistake {
        if (phrase.takes("image")) image = phrase.word("an image");
        else if (phrase.takes("checked every")) checkedEvery = Optional.of(phrase.length());
        else if (phrase.takes("needs")) {
            var service = phrase.word("a container's name");
            needs.add(new Need(service, phrase.takes("healthy") ? Condition.HEALTHY : Condition.STARTED));
        } else if (phrase.takes("restarted by Docker")) restartedByDocker = true;
        else if (phrase.takes("a job")) job = true;
        else if (phrase.takes("limited to")) {
            memory = (long) phrase.number("megabytes", 100_000) << 20;
            phrase.expect("MB");
        } else if (phrase.takes("stopped")) stopped = true;
        else if (phrase.takes("left alone")) labels.put("homelab-agent.enable", "false");
        else if (phrase.takes("labelled")) label(phrase.quoted("a label"));
        else if (phrase.takes("says")) says.add(phrase.quoted("a log line"));
        else
            throw new Phrase.Mistake("a container cannot be described by " + phrase.next()
                    + Phrase.guess(phrase.bare(), FEATURES)
                    + "; it can be: image I, checked every T, needs C [healthy], restarted by Docker, a job,"
                    + " limited to N MB, stopped, left alone, labelled \"K=V\", says \"…\"");
    }

    private void label(String text) throws Phrase.Mistake {
        var parts = text.split("=", 2);
        if (parts.length < 2) throw new Phrase.Mistake("a label is written \"key=value\", not \"" + text + "\"");
        labels.put(parts[0], parts[1]);
    }
}
