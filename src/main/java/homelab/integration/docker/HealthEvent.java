package homelab.integration.docker;

import homelab.model.Detail.HealthCheck.Verdict;
import java.util.Optional;

/** Docker's words for how a health check goes. */
final class HealthEvent {
    private HealthEvent() {}

    /** Empty for {@code none} and for words that are new to us. */
    static Optional<Verdict> verdict(String word) {
        return switch (word) {
            case "starting" -> Optional.of(Verdict.STARTING);
            case "healthy" -> Optional.of(Verdict.HEALTHY);
            case "unhealthy" -> Optional.of(Verdict.UNHEALTHY);
            default -> Optional.empty();
        };
    }
}
