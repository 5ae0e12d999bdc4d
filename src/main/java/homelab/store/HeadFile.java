package homelab.store;

import homelab.store.StoreException.Kind;
import homelab.store.Verdict.Head;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The journal's last entry, kept beside the database so that a cut tail shows. A line: chain, seq, hash. */
record HeadFile(Path path) {
    static HeadFile in(Path directory) {
        return new HeadFile(directory.resolve("journal-head"));
    }

    Optional<String> read() throws StoreException {
        try {
            // Latin-1 reads any bytes: garbage is a finding, not a failure.
            return Optional.of(Files.readString(path, StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StoreException(
                    Kind.BROKEN, "could not read " + path + ": " + e + "; look at its owner and its rights", e);
        }
    }

    static String line(Head head) {
        return head.chain() + " " + head.seq() + " " + head.hash() + "\n";
    }

    static Optional<Head> parse(String line) {
        var parts = line.strip().split(" ", -1);
        if (parts.length != 3 || !parts[1].matches("[0-9]{1,18}")) return Optional.empty();
        return Optional.of(new Head(parts[0], Long.parseLong(parts[1]), parts[2]));
    }

    /** Replaces it whole: after a power cut there is the old one or the new one. */
    void write(Head head) throws IOException {
        var next = path.resolveSibling(path.getFileName() + ".new");
        // Not a channel: an interrupted thread would close that.
        try (var out = new FileOutputStream(next.toFile())) {
            out.write(line(head).getBytes(StandardCharsets.UTF_8));
            out.getFD().sync();
        }
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Keeps what was found for whoever looks into it; an earlier copy is never overwritten. */
    void keepBroken() throws IOException, StoreException {
        if (Files.notExists(path)) return;
        var name = path.getFileName() + ".broken-"
                + read().flatMap(HeadFile::parse)
                        .map(head -> Long.toString(head.seq()))
                        .orElse("unreadable");
        var copy = path.resolveSibling(name);
        for (var n = 2; Files.exists(copy) && Files.mismatch(copy, path) >= 0; n++)
            copy = path.resolveSibling(name + "-" + n);
        Files.copy(path, copy, StandardCopyOption.REPLACE_EXISTING);
    }
}
