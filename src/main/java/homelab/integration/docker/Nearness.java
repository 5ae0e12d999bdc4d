package homelab.integration.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether an engine's files are this machine's. A socket may be forwarded from elsewhere, and the directory that the other
 * engine names is then here too, but another one: so name and memory of the two machines must be the same.
 */
final class Nearness {
    private static final Pattern MEMORY = Pattern.compile("MemTotal:\\s+(\\d{1,15}) kB");

    private final Path root;

    /** @param root of the file tree to look in; {@code /} but in tests */
    Nearness(Path root) {
        this.root = root;
    }

    /** Why its files can't be seen from here; empty when they can. */
    Optional<String> obstacle(DockerConfig config, EngineApi.About engine) {
        if (config.address() instanceof AddressConfig.Tcp)
            return Optional.of("the engine is spoken to over a port, so its disk counts as another machine's");
        if (Whereabouts.inAContainer(root))
            return Optional.of("the agent runs in a container, so the engine's disk is not before it");
        var name = text("proc/sys/kernel/hostname").strip();
        var memory = MEMORY.matcher(text("proc/meminfo"));
        var same = name.equals(engine.self().host())
                && memory.find()
                && Long.parseLong(memory.group(1)) * 1024 == engine.memory();
        if (!same)
            return Optional.of("the engine calls its machine " + engine.self().host()
                    + ", which is not this one by name and memory, as when its socket is forwarded");
        return Optional.empty();
    }

    private String text(String file) {
        try {
            return Files.readString(root.resolve(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
