package homelab.cli;

import homelab.model.Secret;
import homelab.web.OpenDoor;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The program on the machine of an agent that runs. */
record Machine(OpenDoor door) implements Program, Program.Configured {
    @Override
    public String version() {
        return "1";
    }

    @Override
    public InstantSource clock() {
        return () -> door.now;
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
    public Reach reach() {
        return new Reach(Path.of("nowhere"), "127.0.0.1", door.web.port(), Optional.of(Secret.of(OpenDoor.TOKEN)));
    }

    @Override
    public int run(Consumer<String> say) {
        throw new UnsupportedOperationException("it runs already");
    }

    @Override
    public List<Examined> examine() {
        throw new UnsupportedOperationException("not asked for");
    }

    @Override
    public JournalVerdict verifyJournal() {
        throw new UnsupportedOperationException("not asked for");
    }
}
