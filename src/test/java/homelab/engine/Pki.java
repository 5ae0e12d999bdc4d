package homelab.engine;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A CA of a test's own, made by openssl as Docker's guide has it made. */
public final class Pki {
    private final Path folder;

    private Pki(Path folder) {
        this.folder = folder;
    }

    public static Pki in(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        openssl(
                "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 10 -subj /CN=ca -out",
                folder.resolve("ca.pem"),
                "-keyout",
                folder.resolve("ca-key.pem"));
        return new Pki(folder);
    }

    /** A directory with {@code ca.pem}, {@code cert.pem} and {@code key.pem} for an engine on this machine. */
    public Path engine(String directory) {
        return issue(directory, "subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth", 10);
    }

    /** The same, for one that is known by another name. */
    public Path engineNamed(String directory, String name) {
        return issue(directory, "subjectAltName=DNS:" + name + "\nextendedKeyUsage=serverAuth", 10);
    }

    /** The same, expired a day ago. */
    public Path expired(String directory) {
        return issue(directory, "subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth", -1);
    }

    /** The same, for whoever asks an engine. */
    public Path client(String directory) {
        return issue(directory, "extendedKeyUsage=clientAuth", 10);
    }

    private Path issue(String directory, String extensions, int days) {
        var home = folder.resolve(directory);
        try {
            Files.createDirectories(home);
            Files.copy(folder.resolve("ca.pem"), home.resolve("ca.pem"));
            Files.writeString(home.resolve("ext"), extensions + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        openssl(
                "req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=" + directory + " -out",
                home.resolve("csr"),
                "-keyout",
                home.resolve("key.pem"));
        openssl(
                "x509 -req -CAcreateserial -days " + days + " -in",
                home.resolve("csr"),
                "-CA",
                folder.resolve("ca.pem"),
                "-CAkey",
                folder.resolve("ca-key.pem"),
                "-extfile",
                home.resolve("ext"),
                "-out",
                home.resolve("cert.pem"));
        return home;
    }

    /** Runs openssl with the words of the line and then the others. Skips the test where there is none. */
    public static void openssl(String line, Object... more) {
        if (Shell.where("openssl").isEmpty()) {
            if ("true".equals(System.getenv("CI"))) fail("CI must run this test, but openssl is not installed");
            abort("skipped: openssl is not installed");
        }
        var command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(line.split(" ", -1)));
        for (var each : more) command.add(each.toString());
        Shell.must(command.toArray(String[]::new));
    }
}
