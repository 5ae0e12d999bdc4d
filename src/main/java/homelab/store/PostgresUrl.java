package homelab.store;

import homelab.model.Secret;
import homelab.model.Spelling;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Where a PostgreSQL database is, and as whom it is used. Prints without the password.
 *
 * @param hosts one with or without a port, or several with commas
 * @param password empty where the server asks for none, or {@code ~/.pgpass} has it
 * @param options of the driver, such as {@code sslmode}
 */
public record PostgresUrl(
        String hosts, String database, String user, Optional<Secret> password, Map<String, String> options) {
    private static final Pattern FORM =
            Pattern.compile("(?:jdbc:)?postgres(?:ql)?://(?:([^/]*)@)?([^/?#@]*)/([^/?#]+)(?:\\?(.*))?");
    private static final Pattern HOSTS = Pattern.compile("[A-Za-z0-9._:\\[\\],%-]+");
    private static final String EXAMPLE = "write postgresql://user:password@host:5432/database";
    private static final List<String> OPTIONS = List.of(
            "user",
            "password",
            "sslmode",
            "sslrootcert",
            "sslcert",
            "sslkey",
            "currentSchema",
            "targetServerType",
            "channelBinding",
            "gssEncMode");

    public PostgresUrl {
        options = Map.copyOf(options);
    }

    /** @throws IllegalArgumentException that says how to write it, without what was written */
    public static PostgresUrl parse(String text) {
        var matcher = FORM.matcher(text);
        if (!matcher.matches())
            throw new IllegalArgumentException("is no address of a PostgreSQL database; " + EXAMPLE);
        var options = options(Optional.ofNullable(matcher.group(4)).orElse(""));
        var login = Optional.ofNullable(matcher.group(1)).orElse("").split(":", 2);
        var user = Optional.of(decoded(login[0]))
                .filter(name -> !name.isEmpty())
                .or(() -> Optional.ofNullable(options.get("user")));
        var password = Optional.of(login.length > 1 ? decoded(login[1]) : "")
                .filter(word -> !word.isEmpty())
                .or(() -> Optional.ofNullable(options.get("password")).filter(word -> !word.isBlank()))
                .map(Secret::of);
        if (!HOSTS.matcher(matcher.group(2)).matches())
            throw new IllegalArgumentException("names no host that can be one; " + EXAMPLE);
        if (user.isEmpty()) throw new IllegalArgumentException("names no user; " + EXAMPLE);
        options.remove("user");
        options.remove("password");
        return new PostgresUrl(matcher.group(2), decoded(matcher.group(3)), user.get(), password, options);
    }

    private static Map<String, String> options(String query) {
        var options = new TreeMap<String, String>();
        if (query.isEmpty()) return options;
        for (var option : query.split("&", -1)) {
            var parts = option.split("=", 2);
            if (!OPTIONS.contains(parts[0]))
                throw new IllegalArgumentException(
                        "has an option after the \"?\" that is not known." + Spelling.hint(parts[0], OPTIONS));
            options.put(parts[0], parts.length > 1 ? decoded(parts[1]) : "");
        }
        return options;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "has a \"%\" that begins no code; write % itself as %25, and other signs likewise", e);
        }
    }

    @Override
    public String toString() {
        return "postgresql://" + hosts + "/" + database;
    }
}
