package homelab.app.doctor;

import static java.util.stream.Collectors.joining;

import homelab.app.config.Loaded;
import homelab.integration.Check;
import homelab.integration.Checkup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
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
                    "the file cannot be read, so nobody knows " + loaded.unknown().stream().sorted().collect(joining(", "))
                            + ": what they would name is not looked at",
                    "mend the file first"));
        loaded.secretFiles().stream().sorted().map(ConfigCheckup::secret).forEach(checks);
    }

    private static Check secret(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)
                    ? Check.problem(
                            "secret",
                            file + " holds a secret, and every user of this machine may read it",
                            "chmod o= " + file)
                    : Check.ok("secret", file + " is closed to other users");
        } catch (IOException | UnsupportedOperationException e) {
            return Check.unknown("secret", "who may read " + file + " cannot be told (" + e + ")", "look at its mode");
        }
    }
}
