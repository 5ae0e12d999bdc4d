package homelab.lab;

import homelab.lab.proxmox.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads a script, line by line; what it cannot read it tells all together. */
final class ScriptReader {
    private static final List<String> BEGINNINGS = List.of(
            "with",
            "project",
            "container",
            "cluster",
            "node",
            "vm",
            "lxc",
            "storage",
            "backup",
            "before",
            "at",
            "every",
            "until");

    private final String name;
    private final Function<String, Optional<String>> texts;
    private final List<String> mistakes = new ArrayList<>();
    private final Map<String, Resident> residents = new LinkedHashMap<>();
    private final ClusterLines cluster = new ClusterLines();
    private final List<Cue> before = new ArrayList<>();
    private final List<Cue> cues = new ArrayList<>();
    private Duration length = Duration.ofMinutes(1);
    private Optional<String> project = Optional.empty();

    /** @param texts the text of each script, by its name */
    ScriptReader(String name, Function<String, Optional<String>> texts) {
        this.name = name;
        this.texts = texts;
    }

    Script read() throws ScriptException {
        var text = texts.apply(name).orElse("");
        if (text.isBlank()) throw new ScriptException(List.of(name + ": this script is missing or empty"));
        read(name, text);
        if (residents.isEmpty() && cluster.isEmpty())
            mistakes.add(name
                    + ": nobody lives here; say who with: container NAME, image IMAGE, or: node NAME, N cores, N GB");
        if (!mistakes.isEmpty()) throw new ScriptException(mistakes);
        var about = text.lines()
                .takeWhile(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^# ?", "").stripTrailing())
                .toList();
        return new Script(name, about, length, List.copyOf(residents.values()), cluster.blueprint(), before, cues);
    }

    private void read(String file, String text) {
        var number = 0;
        for (var line : text.lines().map(String::strip).toList()) {
            number++;
            if (line.isEmpty() || line.startsWith("#")) continue;
            try {
                read(line);
            } catch (Phrase.Mistake mistake) {
                mistakes.add(file + ", line " + number + ": " + mistake.getMessage() + "; the line is: " + line);
            }
        }
    }

    private void read(String line) throws Phrase.Mistake {
        var phrase = Phrase.of(line);
        var first = phrase.word("a line");
        switch (first) {
            case "with" -> {
                var other = phrase.word("the name of a script");
                phrase.end();
                var text = texts.apply(other);
                if (text.isEmpty()) throw new Phrase.Mistake("there is no script \"" + other + "\"");
                read(other, text.get());
            }
            case "project" -> {
                project = Optional.of(phrase.word("the project's name"));
                phrase.end();
            }
            case "container" -> add(phrase);
            case "cluster" -> cluster.readCluster(phrase);
            case "node" -> cluster.readNode(phrase);
            case "vm" -> cluster.readGuest(Kind.QEMU, phrase);
            case "lxc" -> cluster.readGuest(Kind.LXC, phrase);
            case "storage" -> cluster.readStorage(phrase);
            case "backup" -> cluster.readJob(phrase);
            case "before" -> before.add(cue(phrase, Duration.ZERO, Optional.empty(), line));
            case "at" -> {
                var at = phrase.length();
                cues.add(cue(phrase, at, Optional.empty(), line));
            }
            case "every" -> {
                var every = phrase.length();
                if (every.compareTo(Duration.ofSeconds(1)) < 0)
                    throw new Phrase.Mistake("what comes again should not come more often than every 1s");
                var from = phrase.takes("from") ? phrase.length() : every;
                cues.add(cue(phrase, from, Optional.of(every), line));
            }
            case "until" -> {
                length = phrase.length();
                phrase.end();
            }
            default ->
                throw new Phrase.Mistake("a line should begin with " + String.join(", ", BEGINNINGS) + ", not with \""
                        + first + "\"" + Phrase.guess(first, BEGINNINGS));
        }
    }

    private void add(Phrase phrase) throws Phrase.Mistake {
        var home = project.orElseThrow(() -> new Phrase.Mistake("a line \"project NAME\" should come before"));
        var resident = new ResidentLine(home, phrase).read();
        if (residents.putIfAbsent(resident.name(), resident) != null)
            throw new Phrase.Mistake("there is a container \"" + resident.name() + "\" already");
    }

    private Cue cue(Phrase phrase, Duration first, Optional<Duration> every, String line) throws Phrase.Mistake {
        phrase.expect(":");
        var happening = new HappeningLine(phrase, residents, cluster).read();
        return new Cue(
                first, every, happening, line.substring(line.indexOf(": ") + 2).strip());
    }
}
