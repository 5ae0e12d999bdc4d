package homelab.lab.backupserver;

import java.util.Map;
import java.util.Set;

/**
 * A token, and what it may.
 *
 * @param id as {@code user@realm!name}
 * @param rights privileges by path; a path below takes them from the nearest above that has any
 */
public record Token(String id, String secret, Map<String, Set<String>> rights) {
    /** May look at all there is. */
    public static final Token WATCHING = new Token(
            "agent@pbs!homelab",
            "11111111-2222-3333-4444-555555555555",
            Map.of(
                    "/datastore", Set.of("Datastore.Audit"),
                    "/system", Set.of("Sys.Audit"),
                    "/remote", Set.of("Remote.Audit")));

    public Token {
        rights = Map.copyOf(rights);
    }

    public Token may(Map<String, Set<String>> other) {
        return new Token(id, secret, other);
    }

    boolean has(String privilege, String path) {
        return on(path).contains(privilege);
    }

    Set<String> on(String path) {
        for (var at = path; ; at = at.substring(0, Math.max(0, at.lastIndexOf('/')))) {
            var own = rights.get(at.isEmpty() ? "/" : at);
            if (own != null) return own;
            if (at.isEmpty() || at.equals("/")) return Set.of();
        }
    }
}
