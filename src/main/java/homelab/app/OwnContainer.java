package homelab.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The container that this process runs in, found from its own cgroup and mounts. */
final class OwnContainer {
    private static final Pattern IN_CGROUP = Pattern.compile("(?:docker[-/]|/)([0-9a-f]{64})(?:\\.scope)?$");
    // Docker binds resolv.conf, hostname and hosts from the container's own directory.
    private static final Pattern IN_MOUNTS =
            Pattern.compile("/containers/([0-9a-f]{64})/(?:resolv.conf|hostname|hosts) ");

    private OwnContainer() {}

    /** The full id; empty outside a container. */
    static Optional<String> id() {
        return in(Path.of("/proc/self/cgroup"), IN_CGROUP).or(() -> in(Path.of("/proc/self/mountinfo"), IN_MOUNTS));
    }

    static Optional<String> in(Path file, Pattern pattern) {
        return lines(file).stream()
                .map(pattern::matcher)
                .filter(matcher -> matcher.find())
                .map(matcher -> matcher.group(1))
                .findFirst();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}
