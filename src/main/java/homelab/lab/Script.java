package homelab.lab;

import homelab.lab.proxmox.Blueprint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who lives in a simulated homelab, and what happens there.
 *
 * @param about what there is to see, for people
 * @param length after which its story has been told; what repeats goes on
 * @param cluster the Proxmox VE cluster, if there is one
 * @param before what has happened before anybody looks
 */
public record Script(
        String name,
        List<String> about,
        Duration length,
        List<Resident> residents,
        Optional<Blueprint> cluster,
        List<Cue> before,
        List<Cue> cues) {
    /** The scripts that come with the program. */
    public static final List<String> NAMES = List.of(
            "demo",
            "crash",
            "unhealthy",
            "memory",
            "job",
            "person",
            "loop",
            "giving-up",
            "storm",
            "guest-crash",
            "node-offline");

    public Script {
        about = List.copyOf(about);
        residents = List.copyOf(residents);
        before = List.copyOf(before);
        cues = List.copyOf(cues);
    }

    /** One of {@link #NAMES}. */
    public static Script named(String name) throws ScriptException {
        if (!NAMES.contains(name))
            throw new ScriptException(List.of("there is no script \"" + name + "\"" + Phrase.guess(name, NAMES)
                    + "; there are " + String.join(", ", NAMES)));
        return new ScriptReader(name, Script::text).read();
    }

    /** @param texts of the script, and of those that it begins with, by name */
    public static Script read(String name, Function<String, Optional<String>> texts) throws ScriptException {
        return new ScriptReader(name, other -> texts.apply(other).or(() -> text(other))).read();
    }

    private static Optional<String> text(String name) {
        try (var in = Script.class.getResourceAsStream("/lab/" + name + ".lab")) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
