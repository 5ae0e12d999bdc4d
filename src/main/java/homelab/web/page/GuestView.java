package homelab.web.page;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A guest in the list of its node.
 *
 * @param key fit for an element's id
 * @param sort {@code VM} or {@code CT}
 * @param why by whose word it does not run; empty where it runs or nobody's is known
 * @param reason why it cannot be seen; empty when it can
 * @param at when it was last seen
 * @param facts what it uses, and what high availability makes of it
 * @param limits what its owner's tags, or the agent itself, forbid
 * @param wrong parts of it that are not well, or that an open incident is about
 * @param backup empty where nothing of its backups may be seen
 * @param incident the open incident about it
 * @param bar empty where there are too many
 * @param engines that live in it
 */
record GuestView(
        String key,
        int vmid,
        String sort,
        String name,
        String state,
        Tone tone,
        Instant since,
        Optional<String> why,
        Optional<String> reason,
        Instant at,
        List<String> facts,
        List<String> limits,
        List<PartView> wrong,
        Optional<BackupView> backup,
        Optional<String> incident,
        Optional<Bar> bar,
        List<HostView> engines) {
    GuestView {
        facts = List.copyOf(facts);
        limits = List.copyOf(limits);
        wrong = List.copyOf(wrong);
        engines = List.copyOf(engines);
    }

    /** In a line, where many are listed. */
    public String brief() {
        return vmid + " " + name + ", " + state;
    }
}
