package homelab.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.sqlite.util.OSInfo;

/**
 * SQLite itself, as machine code for this system. Left to itself the driver unpacks it into the temporary directory at
 * each start, which takes time, and fails where that directory is mounted {@code noexec}.
 */
public final class NativeLibrary {
    /** The system property that names the directory in which the driver finds it ready. */
    public static final String PROPERTY = "org.sqlite.lib.path";

    private NativeLibrary() {}

    /** Unpacks it once, for good. */
    public static void unpack(Path directory) throws IOException {
        var name = System.mapLibraryName("sqlitejdbc");
        var resource = "/org/sqlite/native/" + OSInfo.getNativeLibFolderPathForCurrentOS() + "/" + name;
        try (var library = OSInfo.class.getResourceAsStream(resource)) {
            if (library == null) throw new IOException("the SQLite driver has nothing for this system: " + resource);
            Files.createDirectories(directory);
            Files.copy(library, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
