package homelab.loop.act;

import homelab.model.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The pause: a file in the data directory, so that it works when all else is down. Where several share a database a row
 * there too, and either pauses. Asked just before every effect.
 */
public final class Brake {
    private final Path file;
    private volatile Optional<Setting> row = Optional.empty();

    public Brake(Path dataDirectory) {
        this.file = dataDirectory.resolve("pause");
    }

    public boolean isOn() {
        return isFileThere() || row.filter(Brake::pauses).isPresent();
    }

    public boolean isFileThere() {
        return Files.exists(file);
    }

    /** What the database said last; empty where it says nothing. */
    public Optional<Setting> inDatabase() {
        return row;
    }

    public void inDatabase(Optional<Setting> said) {
        row = said;
    }

    /** The setting that says so in the database. */
    public static boolean pauses(Setting pause) {
        return pause.value().equals("on");
    }

    public void pull() throws IOException {
        if (!Files.exists(file)) Files.createFile(file);
    }

    public void release() throws IOException {
        Files.deleteIfExists(file);
    }
}
