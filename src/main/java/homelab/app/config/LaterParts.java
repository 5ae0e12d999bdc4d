package homelab.app.config;

import homelab.model.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Variables and classes of action that are promised, but whose part this version does not have. */
final class LaterParts {
    private LaterParts() {}

    private static final Map<String, List<String>> VARIABLES = Map.ofEntries(
            Map.entry(
                    "Alertmanager webhook",
                    words("PROMETHEUS_WEBHOOK_HOST PROMETHEUS_WEBHOOK_PORT PROMETHEUS_WEBHOOK_PATH"
                            + " PROMETHEUS_WEBHOOK_TOKEN ALERT_DEDUP_WINDOW")),
            Map.entry(
                    "Telegram chat", words("TELEGRAM_BOT_TOKEN TELEGRAM_ADMIN_IDS TELEGRAM_CHAT_ID TELEGRAM_API_URL")),
            Map.entry(
                    "language models",
                    words("ANTHROPIC_API_KEY ANTHROPIC_BASE_URL ANTHROPIC_MODEL OLLAMA_URL OLLAMA_MODEL OPENAI_API_KEY"
                            + " OPENAI_BASE_URL OPENAI_MODEL")),
            Map.entry("scheduled reports", words("DAILY_REPORT_HOUR WEEKLY_REPORT_DAY MONTHLY_REPORT_DAY")),
            Map.entry("checks of backups", words("BACKUP_VERIFICATION_INTERVAL ENABLE_RESTORE_TESTS")),
            Map.entry(
                    "checks of services",
                    words("PLEX_URL PLEX_TOKEN SONARR_URL SONARR_API_KEY RADARR_URL RADARR_API_KEY JELLYFIN_URL"
                            + " HOME_ASSISTANT_URL HOME_ASSISTANT_TOKEN PIHOLE_URL NEXTCLOUD_URL PORTAINER_URL")),
            Map.entry("predictions", words("PREDICTION_INTERVAL PREDICTION_HISTORY_DAYS")),
            Map.entry(
                    "certificates, updates and scans",
                    words("DOMAINS_TO_CHECK CERT_RENEWAL_DAYS AUTO_UPDATE_ENABLED SECURITY_SCAN_ENABLED")));

    private static final Set<String> CLASSES = Set.copyOf(words("container.stop memory.relief"));

    private static List<String> words(String line) {
        return List.of(line.split(" ", -1));
    }

    static boolean hasClass(String word) {
        return CLASSES.contains(word);
    }

    /** One sentence for each part that somebody configured in vain. */
    static List<String> warnings(Map<String, String> environment, Mistakes mistakes) {
        var warnings = new ArrayList<String>();
        new TreeMap<>(VARIABLES).forEach((part, names) -> {
            var set = names.stream()
                    .flatMap(name -> Stream.of(name, name + "_FILE").filter(each -> isSet(environment, each)))
                    .toList();
            names.stream()
                    .filter(name -> set.contains(name) && set.contains(name + "_FILE"))
                    .forEach(name -> mistakes.add(Values.both(name)));
            if (!set.isEmpty())
                warnings.add("this version has no " + part + ": " + String.join(", ", set)
                        + (set.size() == 1 ? " is ignored" : " are ignored"));
        });
        return warnings;
    }

    /** Warns of names that look like ours and are not. */
    static List<String> misspelled(Map<String, String> environment) {
        var known = new TreeSet<>(Set.of("HOMELAB_CONFIG", "HOMELAB_JAVA_OPTS"));
        Key.all().stream().filter(key -> !key.variable().isEmpty()).forEach(key -> {
            known.add(key.variable());
            if (key.secret()) known.add(key.variable() + "_FILE");
        });
        return environment.keySet().stream()
                .filter(name -> name.startsWith("HOMELAB_") && !known.contains(name))
                .sorted()
                .map(name -> "environment " + name + " is not known and is ignored." + guess(name, known))
                .toList();
    }

    private static String guess(String name, Set<String> known) {
        Optional<String> nearest = Spelling.nearest(name, known);
        return nearest.map(word -> " Did you mean " + word + "?").orElse("");
    }

    private static boolean isSet(Map<String, String> environment, String name) {
        return !environment.getOrDefault(name, "").isBlank();
    }
}
