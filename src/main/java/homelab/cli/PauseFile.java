package homelab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The file that stops all new effects while it exists. The truth about being paused, whoever wrote it. */
record PauseFile(Path directory) {

    Path path() {
        return directory.resolve("pause").toAbsolutePath().normalize();
    }

    boolean exists() {
        return Files.exists(path());
    }

    /** True where an agent has run: only there does a pause file mean anything. */
    boolean belongsToAnAgent() {
        return Files.exists(directory.resolve("lock"));
    }

    void write() throws IOException {
        Files.writeString(
                path(),
                "paused at the command line; " + Cli.command("resume") + ", or removing this file, ends it\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.SYNC);
    }

    boolean remove() throws IOException {
        return Files.deleteIfExists(path());
    }
}
