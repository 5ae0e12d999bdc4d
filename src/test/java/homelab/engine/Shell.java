package homelab.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of the machine, run and waited for. */
public final class Shell {
    private Shell() {}

    /** What a program printed and how it ended. */
    public record Result(int code, String out, String err) {}

    static Optional<Path> where(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** What it printed, however it ended. */
    public static String out(String... command) {
        return run(30_000, List.of(command)).out();
    }

    /** What it printed; a failure is an exception with its words. */
    public static String must(String... command) {
        var result = run(30_000, List.of(command));
        if (result.code() != 0) throw new IllegalStateException(String.join(" ", command) + ": " + result.err());
        return result.out();
    }

    /** Both outputs go through files: a program's children may keep its pipes open. */
    public static Result run(long millis, List<String> command) {
        try {
            var out = Files.createTempFile("hl", ".out");
            var err = Files.createTempFile("hl", ".err");
            try {
                var process = new ProcessBuilder(command)
                        .redirectInput(new File("/dev/null"))
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
                if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                    return new Result(-1, "", String.join(" ", command) + " did not end within " + millis + " ms");
                }
                return new Result(process.exitValue(), text(out), text(err));
            } finally {
                Files.deleteIfExists(out);
                Files.deleteIfExists(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String tail(Path file, int most) {
        try {
            var all = text(file);
            return all.substring(Math.max(0, all.length() - most));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), UTF_8).strip();
    }
}
