package homelab.loop.act;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The pause: a file in the data directory, so that it works when all else is down. Asked just before every effect. */
public final class Brake {
    private final Path file;

    public Brake(Path dataDirectory) {
        this.file = dataDirectory.resolve("pause");
    }

    public boolean isOn() {
        return Files.exists(file);
    }

    public void pull() throws IOException {
        if (!Files.exists(file)) Files.createFile(file);
    }

    public void release() throws IOException {
        Files.deleteIfExists(file);
    }
}
