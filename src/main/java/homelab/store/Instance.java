package homelab.store;

import homelab.store.StoreException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

/**
 * One of several agents that may share a database: its own id, drawn once, kept in its data directory.
 *
 * @param id also of its chain in the journal
 */
record Instance(String id) {
    private static final String FILE = "instance";

    static Optional<Instance> of(Path directory) throws StoreException {
        var file = directory.resolve(FILE);
        if (Files.notExists(file)) return Optional.empty();
        try {
            return Optional.of(new Instance(UUID.fromString(
                            Files.readString(file, StandardCharsets.ISO_8859_1).strip())
                    .toString()));
        } catch (IOException | IllegalArgumentException e) {
            throw new StoreException(
                    Kind.BROKEN,
                    "could not read which instance this is from " + file + ": " + e
                            + "; restore that file, or remove it for a new instance to begin",
                    e);
        }
    }

    static Instance made(Path directory) throws StoreException {
        var known = of(directory);
        if (known.isPresent()) return known.get();
        var made = new Instance(UUID.randomUUID().toString());
        try {
            var half = directory.resolve(FILE + ".new");
            Files.writeString(half, made.id + "\n");
            Files.move(half, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
            return made;
        } catch (IOException e) {
            throw new StoreException(
                    Kind.UNWRITABLE,
                    "could not write in the data directory " + directory + ": " + e
                            + "; make it writable for this user",
                    e);
        }
    }
}
