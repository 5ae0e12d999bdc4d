package homelab.integration.proxmox;

import homelab.integration.proxmox.TaskRows.Ending;
import homelab.integration.proxmox.TaskRows.Task;
import homelab.model.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a cluster does by itself every night and could not do. What people begin they see fail themselves; backups, and what
 * the agent began, are told where they belong.
 */
final class Failures {
    /** Each of these is done once a day, as {@code root@pam} and without a token. */
    private static final Map<String, String> NIGHTLY = Map.of(
            "aptupdate", "the look for updates",
            "acmerenew", "the renewal of the certificate",
            "acmenewcert", "the order of a certificate");

    /** A day, and what the next one may be late. */
    private static final Duration REMEMBERED = Duration.ofHours(26);

    private static final int MOST = 5;
    private static final int LONGEST = 200;

    private Failures() {}

    /** A sentence for people; empty where the latest of each was done. */
    static Optional<String> of(TaskBook tasks, Instant now) {
        var latest = new LinkedHashMap<String, Task>();
        for (var task : tasks.all())
            if (isNightly(task) && !(task.ending() instanceof Ending.Running))
                latest.putIfAbsent(task.upid().type() + " " + task.upid().node(), task);
        var failed = latest.values().stream()
                .filter(task -> task.upid().startedAt().isAfter(now.minus(REMEMBERED)))
                .flatMap(task -> words(task).stream())
                .toList();
        if (failed.isEmpty()) return Optional.empty();
        var more = failed.size() > MOST ? "; and " + (failed.size() - MOST) + " more" : "";
        return Optional.of("Failed: " + failed.stream().limit(MOST).collect(Collectors.joining("; ")) + more + ".");
    }

    private static boolean isNightly(Task task) {
        return NIGHTLY.containsKey(task.upid().type())
                && task.upid().user().equals("root@pam")
                && task.upid().token().isEmpty();
    }

    private static Optional<String> words(Task task) {
        return task.ending() instanceof Ending.Failed why
                ? Optional.of(NIGHTLY.get(task.upid().type()) + " on "
                        + task.upid().node() + " (" + Text.harmless(why.words(), LONGEST) + ")")
                : Optional.empty();
    }
}
