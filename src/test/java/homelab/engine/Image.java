package homelab.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The one image of the tests: a static busybox with a link for each of its commands. */
final class Image {
    private Image() {}

    /** A static one: /bin/busybox of another package may need libraries that the image has not. */
    static Optional<Path> busybox() {
        return Stream.of(Path.of("/bin/busybox"), Path.of("/usr/bin/busybox"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static void load(Engine engine) throws IOException {
        var root = engine.directory("image");
        var bin = Files.createDirectories(root.resolve("bin"));
        Files.createDirectories(root.resolve("tmp"));
        var busybox = busybox().orElseThrow();
        Files.copy(busybox, bin.resolve("busybox"));
        for (var command : Shell.must(busybox.toString(), "--list").lines().toList())
            if (!command.equals("busybox")) Files.createSymbolicLink(bin.resolve(command), Path.of("busybox"));
        var tar = engine.directory("tar").resolve("image.tar");
        Shell.must("tar", "-C", root.toString(), "-cf", tar.toString(), ".");
        engine.docker("import", tar.toString(), Engine.IMAGE);
    }
}
