package homelab.integration.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Whether the agent itself lives in a container, judged by where it is, not by files that an image may have brought. */
final class Whereabouts {
    private static final Pattern CONTAINER_ID = Pattern.compile("[0-9a-f]{64}");

    /**
     * What engines mount into each container, from a directory or layer that is named after its id. A host's table names
     * ids too, but not there.
     */
    private static final Pattern OF_A_CONTAINER =
            Pattern.compile("(\\S+ ){4}(/|/etc/(hostname|hosts|resolv\\.conf)|/run/\\.containerenv) .*");

    private static final Pattern LAYERED_ROOT = Pattern.compile("(\\S+ ){4}/ .* - \\S*overlay\\S* .*");
    private static final List<String> MARKERS = List.of(".dockerenv", "run/.containerenv");

    private Whereabouts() {}

    static boolean inAContainer(Path root) {
        var proc = root.resolve("proc/self");
        if (CONTAINER_ID.matcher(text(proc.resolve("cgroup"))).find()) return true;
        var mounts = text(proc.resolve("mountinfo")).lines().toList();
        if (mounts.stream().anyMatch(Whereabouts::isOfAContainer)) return true;
        // A virtual machine made from a container image has its marker too, but on a disk.
        var layered =
                mounts.stream().anyMatch(line -> LAYERED_ROOT.matcher(line).matches());
        return (layered || mounts.isEmpty()) && MARKERS.stream().anyMatch(marker -> Files.exists(root.resolve(marker)));
    }

    private static boolean isOfAContainer(String line) {
        return OF_A_CONTAINER.matcher(line).matches()
                && CONTAINER_ID.matcher(line).find();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
