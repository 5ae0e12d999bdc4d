package homelab.cli;

import homelab.model.Secret;
import homelab.web.OpenDoor;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The program on the machine of an agent that runs.
 *
 * @param examine what the doctor saw
 */
public record Machine(Reach reach, InstantSource clock, List<Examined> examine) implements Program, Program.Configured {

    public static Machine of(Reach reach, InstantSource clock) {
        return new Machine(reach, clock, List.of());
    }

    static Machine of(OpenDoor door) {
        var token = Optional.of(Secret.of(OpenDoor.TOKEN));
        return of(new Reach(Path.of("nowhere"), "127.0.0.1", door.web.port(), token), () -> door.now);
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public int demo(String script, Consumer<String> out) {
        throw new UnsupportedOperationException("not asked for");
    }

    @Override
    public Configured configure(Optional<Path> file) {
        return this;
    }

    @Override
    public Settings settings() {
        return new Settings(Optional.empty(), List.of(), List.of(), List.of());
    }

    @Override
    public int run(Consumer<String> say) {
        throw new UnsupportedOperationException("it runs already");
    }

    @Override
    public JournalVerdict verifyJournal() {
        throw new UnsupportedOperationException("not asked for");
    }
}
