package homelab.app.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.stream.Stream;

/** Who else than its owner can get at a file, by its mode and by those of the directories above it. */
enum Openness {
    CLOSED,
    TO_ITS_GROUP,
    TO_ALL;

    static Openness of(Path file) throws IOException {
        var real = file.toRealPath();
        var modes = Files.getPosixFilePermissions(real);
        var toAll = modes.contains(PosixFilePermission.OTHERS_READ) || modes.contains(PosixFilePermission.OTHERS_WRITE);
        var toGroup = modes.contains(PosixFilePermission.GROUP_READ) || modes.contains(PosixFilePermission.GROUP_WRITE);
        for (var above : Stream.iterate(real.getParent(), path -> path != null, Path::getParent)
                .toList()) {
            var ways = Files.getPosixFilePermissions(above);
            toAll &= ways.contains(PosixFilePermission.OTHERS_EXECUTE);
            toGroup &= ways.contains(PosixFilePermission.GROUP_EXECUTE)
                    || ways.contains(PosixFilePermission.OTHERS_EXECUTE);
        }
        return toAll ? TO_ALL : toGroup ? TO_ITS_GROUP : CLOSED;
    }
}
