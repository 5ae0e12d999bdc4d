package homelab.cli;

import java.util.List;

/**
 * What a check of the whole journal found.
 *
 * @param head the hash of its last entry
 * @param problems one sentence each; empty for a sound journal
 */
public record JournalVerdict(long entries, String head, List<String> problems) {
    public JournalVerdict {
        problems = List.copyOf(problems);
    }
}
