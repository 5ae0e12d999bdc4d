package homelab.integration.docker;

import homelab.integration.Check;
import homelab.integration.IntegrationException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Looks whether anybody answers at an engine's socket. */
record Reaching(DockerConfig config, EngineApi engine) {
    private static final String START =
            "start the engine (systemctl start docker), or name its socket in DOCKER_HOST or docker.host";

    Check check() {
        return barred().or(this::silent).orElseGet(() -> Check.ok("socket", "something answers"));
    }

    private Optional<Check> barred() {
        var socket = config.socket();
        try {
            var file = Files.readAttributes(socket, BasicFileAttributes.class);
            if (!file.isOther()) return Optional.of(Check.problem("socket", socket + " is no socket", START));
            if (Files.isWritable(socket)) return Optional.empty();
        } catch (AccessDeniedException e) {
            // told below, like a socket without the right to write
        } catch (NoSuchFileException e) {
            return Optional.of(Check.problem("socket", "there is no " + socket, START));
        } catch (IOException e) {
            return Optional.of(Check.problem("socket", socket + " cannot be looked at (" + e + ")", START));
        }
        return Optional.of(Check.problem(
                "socket",
                "this user may not use " + socket,
                "use a socket proxy (packaging/compose.yaml), or add the user to the socket's group, mostly"
                        + " \"docker\", and log in anew; whoever is in it is root on this host"));
    }

    private Optional<Check> silent() {
        var absence = engine.absence();
        if (absence.isPresent()) return Optional.of(Check.problem("socket", "nobody listens: " + absence.get(), START));
        try {
            engine.ping();
            return Optional.empty();
        } catch (IntegrationException e) {
            return Optional.of(Check.problem("socket", String.valueOf(e.getMessage()), cure(e)));
        }
    }

    /** What helps where the other side answers badly or not at all. */
    static String cure(IntegrationException e) {
        return switch (e.kind()) {
            case UNREADABLE -> "is this a Docker engine? See what else listens there";
            case UNREACHABLE ->
                e.getCause() instanceof TimeoutException
                        ? "it hangs: see its log (journalctl -u docker), then restart it"
                        : "see its log (journalctl -u docker), and whether it runs";
            case REJECTED -> "see its log (journalctl -u docker), and that of the proxy before it, if there is one";
            case FORBIDDEN, UNAUTHORIZED ->
                "have the socket proxy let it through, as packaging/socket-proxy/haproxy.cfg does";
        };
    }
}
