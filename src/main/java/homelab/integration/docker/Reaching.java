package homelab.integration.docker;

import homelab.integration.Check;
import homelab.integration.IntegrationException;
import homelab.integration.http.NotOpened;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** Looks whether anybody answers at an engine's address, and who else may. */
record Reaching(DockerConfig config, EngineApi engine) {
    private static final String START =
            "start the engine (systemctl start docker), or name its socket in DOCKER_HOST or docker.host";

    private static final String LISTEN =
            "start the engine, have it listen there (-H of dockerd), and let the firewall pass the agent";

    Check check() {
        return switch (config.address()) {
            case AddressConfig.Unix unix ->
                barred(unix.socket())
                        .or(() -> silent("socket", START))
                        .orElseGet(() -> Check.ok("socket", "something answers"));
            case AddressConfig.Tcp tcp ->
                silent("address", LISTEN)
                        .orElseGet(() -> Check.ok(
                                "address",
                                "something answers" + (tcp.isOpen() ? "" : ", and is known by its certificate")));
        };
    }

    private static Optional<Check> barred(Path socket) {
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

    private Optional<Check> silent(String what, String start) {
        var absence = engine.absence();
        if (absence.isPresent()) return Optional.of(Check.problem(what, "nobody listens: " + absence.get(), start));
        try {
            engine.ping();
            return Optional.empty();
        } catch (IntegrationException e) {
            return Optional.of(Check.problem(what, String.valueOf(e.getMessage()), cure(e)));
        }
    }

    /** What its owner should know of the address and the files that go with it, whether or not anybody answers. */
    List<Check> safety() {
        if (!(config.address() instanceof AddressConfig.Tcp tcp)) return List.of();
        if (tcp.isOpen())
            return List.of(Check.problem(
                    "no TLS",
                    tcp + " is spoken to without TLS: " + DockerConfig.danger(tcp),
                    "have the engine ask for certificates (--tlsverify) and name them (docker.tls or DOCKER_CERT_PATH),"
                            + " or close the port and forward the engine's socket, such as with"
                            + " ssh -NL /run/nas.sock:/var/run/docker.sock nas"));
        return tcp.tls().flatMap(TlsConfig::own).map(TlsConfig.Own::key).filter(Reaching::othersMayRead).stream()
                .map(key -> Check.advice(
                        "key",
                        key + " may be read by other users: whoever has it is root on the engine's host",
                        "chmod 600 " + key))
                .toList();
    }

    private static boolean othersMayRead(Path key) {
        try {
            return Files.getPosixFilePermissions(key).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** What helps where the other side answers badly or not at all. */
    static String cure(IntegrationException e) {
        return switch (e.kind()) {
            case UNREADABLE -> "is this a Docker engine? See what else listens there";
            case UNREACHABLE ->
                e.getCause() instanceof NotOpened closed
                        ? closed.cure()
                        : e.getCause() instanceof TimeoutException
                                ? "it hangs: see its log (journalctl -u docker), then restart it"
                                : "see its log (journalctl -u docker), and whether it runs";
            case REJECTED -> "see its log (journalctl -u docker), and that of the proxy before it, if there is one";
            case FORBIDDEN, UNAUTHORIZED ->
                "have the socket proxy let it through, as packaging/socket-proxy/haproxy.cfg does";
        };
    }
}
