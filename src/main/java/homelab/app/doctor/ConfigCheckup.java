package homelab.app.doctor;

import static java.util.stream.Collectors.joining;

import homelab.app.config.Loaded;
import homelab.integration.Check;
import homelab.integration.Checkup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Looks at the configuration: its mistakes, its warnings, and who may read its secrets. */
public record ConfigCheckup(Loaded loaded) implements Checkup {

    @Override
    public String part() {
        return "configuration";
    }

    @Override
    public void look(boolean healing, Consumer<Check> checks) {
        var settings = loaded.settings();
        settings.mistakes().forEach(mistake -> checks.accept(Sentences.problem("mistake", mistake)));
        settings.warnings().forEach(warning -> checks.accept(Sentences.advice("warning", warning)));
        if (settings.mistakes().isEmpty())
            checks.accept(Check.ok(
                    "values",
                    settings.file().map(file -> "from " + file + ", the").orElse("from no file, the")
                            + " environment and defaults"));
        if (!loaded.unknown().isEmpty())
            checks.accept(Check.unknown(
                    "values",
                    "the file cannot be read, so nobody knows "
                            + loaded.unknown().stream().sorted().collect(joining(", "))
                            + ": what they would name is not looked at",
                    "mend the file first"));
        loaded.secretFiles().stream().sorted().map(ConfigCheckup::secret).forEach(checks);
    }

    /** @param fixed its mode cannot be changed, as that of a secret which Docker Swarm mounts */
    static Check secret(Path file, Openness open, boolean fixed) {
        var all = file + " holds a secret, and every user of this machine may read it";
        return switch (open) {
            case TO_ALL ->
                fixed
                        ? Check.advice(
                                "secret", all, "give it the mode 0400, and the agent's user, where it is defined")
                        : Check.problem("secret", all, "chmod o= " + file);
            case TO_ITS_GROUP ->
                Check.advice(
                        "secret",
                        file + " holds a secret, and its group may read it",
                        "see who is in that group; if others than the agent: chmod g= " + file);
            case CLOSED -> Check.ok("secret", file + " is closed to other users");
        };
    }

    private static Check secret(Path file) {
        try {
            return secret(file, Openness.of(file), Files.getFileStore(file).isReadOnly());
        } catch (IOException | UnsupportedOperationException e) {
            return Check.unknown("secret", "who may read " + file + " cannot be told (" + e + ")", "look at its mode");
        }
    }
}
