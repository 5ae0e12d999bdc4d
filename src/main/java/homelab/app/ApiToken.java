package homelab.app;

import homelab.model.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** The bearer token that is made on first start, in the data directory, readable by its owner only. */
final class ApiToken {
    private static final String FILE = "api-token";
    private static final int BYTES = 32;

    private ApiToken() {}

    static Secret in(Path data) throws IOException {
        var file = data.resolve(FILE);
        if (Files.exists(file) && !Files.readString(file).isBlank())
            return Secret.of(Files.readString(file).strip());
        var random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        var half = data.resolve(FILE + ".new");
        Files.deleteIfExists(half);
        Files.createFile(half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(half, token + "\n", StandardOpenOption.TRUNCATE_EXISTING);
        Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
        return Secret.of(token);
    }
}
