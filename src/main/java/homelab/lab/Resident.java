package homelab.lab;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A container as a script introduces it.
 *
 * @param checkedEvery between two health checks; empty: it has none
 * @param restartedByDocker its restart policy is {@code unless-stopped}
 * @param job made by Compose to run one command
 * @param memory its limit in bytes; 0: none
 * @param stopped it is down when the script begins, ended with 0
 * @param says what it logs each time it starts
 */
record Resident(
        String project,
        String name,
        String image,
        List<Need> needs,
        Optional<Duration> checkedEvery,
        boolean restartedByDocker,
        boolean job,
        long memory,
        boolean stopped,
        Map<String, String> ownLabels,
        List<String> says) {
    Resident {
        needs = List.copyOf(needs);
        ownLabels = Map.copyOf(ownLabels);
        says = List.copyOf(says);
    }

    /** Another service of its project that it waits for, and with which of Compose's conditions. */
    record Need(String service, Condition condition) {}

    /** As Compose writes them in its labels. */
    enum Condition {
        STARTED,
        HEALTHY;

        private String word() {
            return this == HEALTHY ? "service_healthy" : "service_started";
        }
    }

    Map<String, String> labels() {
        var labels = new LinkedHashMap<>(ownLabels);
        labels.put("com.docker.compose.project", project);
        labels.put("com.docker.compose.service", name);
        labels.put("com.docker.compose.container-number", "1");
        labels.put("com.docker.compose.oneoff", job ? "True" : "False");
        labels.put(
                "com.docker.compose.depends_on",
                needs.stream()
                        .map(need -> need.service() + ":" + need.condition().word() + ":false")
                        .collect(Collectors.joining(",")));
        return labels;
    }
}
