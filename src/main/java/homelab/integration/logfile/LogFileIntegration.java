package homelab.integration.logfile;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import homelab.integration.Checkup;
import homelab.integration.IntegrationException;
import homelab.integration.Notifier;
import homelab.model.Story;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file that gets one line of JSON for each story, for those who read logs or feed them to something else. */
public final class LogFileIntegration implements Notifier {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final LogFileConfig config;

    public LogFileIntegration(LogFileConfig config) {
        this.config = config;
    }

    @Override
    public String recipient() {
        return "log-file";
    }

    @Override
    public void show(Story story) throws IntegrationException {
        var line = (StoryLine.of(story) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            append(line);
        } catch (IOException | UnsupportedOperationException e) {
            throw new IntegrationException(kind(e), message(e), e);
        }
    }

    /**
     * Whether stories could be written, without writing one.
     *
     * @param made the directory that the agent makes by itself
     */
    public Checkup checkup(Path made) {
        return new LogFileCheckup(config.path(), made);
    }

    private void append(byte[] line) throws IOException {
        if (size(config.path()) + line.length > config.largestBytes()) setAside();
        try (var file = FileChannel.open(config.path(), Set.of(CREATE, READ, WRITE), OWNER_ONLY)) {
            var end = file.size();
            // a crash while writing leaves half a line; the next must not be glued to it
            var torn = end > 0 && lastByte(file, end) != '\n';
            var bytes = ByteBuffer.allocate(line.length + 1);
            if (torn) bytes.put((byte) '\n');
            bytes.put(line).flip();
            write(file, bytes, end);
        }
    }

    private static void write(FileChannel file, ByteBuffer bytes, long end) throws IOException {
        try {
            file.position(end);
            while (bytes.hasRemaining()) file.write(bytes);
            file.force(false);
        } catch (IOException e) {
            takeBack(file, end, e);
            throw e;
        }
    }

    /** The disk may have filled up half way; what is tried again must not leave half lines behind. */
    private static void takeBack(FileChannel file, long end, IOException reason) {
        try {
            if (file.isOpen()) file.truncate(end);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    private void setAside() throws IOException {
        if (size(config.path()) == 0) return;
        Files.move(config.path(), older(), REPLACE_EXISTING);
    }

    private Path older() {
        return config.path().resolveSibling(config.path().getFileName() + ".1");
    }

    private static long size(Path path) throws IOException {
        try {
            return Files.size(path);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    private static byte lastByte(FileChannel file, long end) throws IOException {
        var last = ByteBuffer.allocate(1);
        file.read(last, end - 1);
        return last.get(0);
    }

    private static IntegrationException.Kind kind(Exception e) {
        return e instanceof AccessDeniedException
                ? IntegrationException.Kind.FORBIDDEN
                : IntegrationException.Kind.UNREACHABLE;
    }

    private String message(Exception e) {
        var path = config.path();
        var why = switch (e) {
            case AccessDeniedException ignored ->
                "permission denied; let the user that the agent runs as write to it, or choose another path";
            case NoSuchFileException ignored ->
                "the directory " + path.getParent() + " does not exist; create it, or choose another path";
            default -> e.getMessage() + "; free some space or choose another path";
        };
        return "could not write the story to " + path + ": " + why;
    }
}
