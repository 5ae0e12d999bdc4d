package homelab.integration.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import homelab.model.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The host's mounts, read from its mount table; nothing is ever asked of the file systems themselves, which may hang. */
record MountTable(List<Mount> mounts) {
    static final MountTable UNSEEN = new MountTable(List.of());

    MountTable {
        mounts = List.copyOf(mounts);
    }

    record Mount(String point, String says) {
        boolean holds(String path) {
            return point.equals("/") || path.equals(point) || path.startsWith(point + "/");
        }
    }

    /** The file has the form of proc_pid_mountinfo(5). What cannot be read is the same as what cannot be seen. */
    static MountTable read(Optional<Path> file) {
        if (file.isEmpty()) return UNSEEN;
        try {
            return of(new String(Files.readAllBytes(file.get()), UTF_8));
        } catch (IOException e) {
            return UNSEEN;
        }
    }

    static MountTable of(String text) {
        return new MountTable(
                text.lines().map(MountTable::mount).flatMap(Optional::stream).toList());
    }

    /** What the path lies on: {@code nfs4 nas:/media on /mnt/media}. */
    Optional<String> under(String path) {
        var wanted = Path.of(path).normalize().toString();
        return mounts.stream()
                .filter(mount -> mount.holds(wanted))
                // Of two on the same point, the later covers the earlier.
                .reduce((best, next) -> next.point.length() >= best.point.length() ? next : best)
                .map(Mount::says);
    }

    /** {@code 36 35 98:0 /root /point options [tags] - type source superoptions} */
    private static Optional<Mount> mount(String line) {
        var halves = line.split(" - ", 2);
        if (halves.length < 2) return Optional.empty();
        var left = halves[0].split(" ", -1);
        var right = halves[1].split(" ", -1);
        if (left.length < 5 || right.length < 2) return Optional.empty();
        var point = plain(left[4]);
        return Optional.of(new Mount(point, Text.harmless(right[0] + " " + plain(right[1]) + " on " + point)));
    }

    /** The kernel writes space, tab, newline and backslash as three octal digits. */
    private static String plain(String escaped) {
        if (escaped.indexOf('\\') < 0) return escaped;
        var bytes = escaped.getBytes(UTF_8);
        var plain = new ByteArrayOutputStream();
        for (var i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\\' && i + 3 < bytes.length && escapes(bytes, i)) {
                plain.write((bytes[i + 1] - '0') * 64 + (bytes[i + 2] - '0') * 8 + (bytes[i + 3] - '0'));
                i += 3;
            } else plain.write(bytes[i]);
        }
        return plain.toString(UTF_8);
    }

    private static boolean escapes(byte[] bytes, int backslash) {
        return isOctal(bytes[backslash + 1], '3')
                && isOctal(bytes[backslash + 2], '7')
                && isOctal(bytes[backslash + 3], '7');
    }

    private static boolean isOctal(byte digit, char highest) {
        return digit >= '0' && digit <= highest;
    }
}
