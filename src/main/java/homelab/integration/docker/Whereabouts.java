package homelab.integration.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Whether the agent itself lives in a container. */
final class Whereabouts {
    private Whereabouts() {}

    private static final Pattern CONTAINER_ID = Pattern.compile("[0-9a-f]{64}");

    /**
     * Ids in the mount table count only where they back one of the files that every engine mounts into a container: the
     * mount table of a host with containers is full of ids too.
     */
    static boolean inAContainer(Path root) {
        if (Files.exists(root.resolve(".dockerenv")) || Files.exists(root.resolve("run/.containerenv"))) return true;
        var proc = root.resolve("proc/self");
        return CONTAINER_ID.matcher(text(proc.resolve("cgroup"))).find()
                || text(proc.resolve("mountinfo"))
                        .lines()
                        .filter(line -> line.matches("(\\S+ ){4}/etc/(hostname|hosts|resolv\\.conf) .*"))
                        .anyMatch(line -> CONTAINER_ID.matcher(line).find());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
