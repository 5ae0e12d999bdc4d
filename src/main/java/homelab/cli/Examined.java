package homelab.cli;

import homelab.integration.Check;
import homelab.model.Text;
import java.util.List;

/**
 * What the doctor saw of one part.
 *
 * @param part for people, such as {@code docker lab}
 * @param checks worst first
 */
public record Examined(String part, List<Check> checks) {
    public Examined {
        part = Text.harmless(part);
        checks = List.copyOf(checks);
    }
}
