package homelab.loop.diagnose;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A well-known complaint in a log. It may be mentioned; it is never the ground for an action.
 *
 * @param line of the log
 * @param pointsTo completes "which points to …"
 */
record Hint(String line, String pointsTo) {

    private static final List<Map.Entry<Pattern, String>> KNOWN = List.of(
            known("no space left on device|disk quota exceeded", "a full disk"),
            known("read-only file system", "a file system that became read-only"),
            known("outofmemoryerror|java heap space|heap out of memory|cannot allocate memory", "a lack of memory"),
            known("too many open files", "a limit on open files"),
            known("address already in use", "a port that something else holds"),
            known("connection refused|econnrefused|no route to host", "something it needs that did not answer"),
            known(
                    "no such host|name or service not known|could not resolve|temporary failure in name resolution|enotfound",
                    "a name that could not be resolved"),
            known("password authentication failed|access denied for user", "a refused login"),
            known("certificate has expired|certificate is not yet valid", "a certificate out of date"),
            known("permission denied|eacces", "missing rights"),
            known("no such file or directory|enoent", "a missing file"));

    /** The latest line that is understood. */
    static Optional<Hint> in(List<String> log) {
        return log.reversed().stream().flatMap(line -> of(line).stream()).findFirst();
    }

    private static Optional<Hint> of(String line) {
        return KNOWN.stream()
                .filter(known -> known.getKey().matcher(line).find())
                .map(known -> new Hint(line, known.getValue()))
                .findFirst();
    }

    private static Map.Entry<Pattern, String> known(String complaint, String pointsTo) {
        return Map.entry(Pattern.compile(complaint, Pattern.CASE_INSENSITIVE), pointsTo);
    }
}
