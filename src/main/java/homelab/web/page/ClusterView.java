package homelab.web.page;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A Proxmox cluster, from its nodes down to the containers in its guests.
 *
 * @param key fit for an element's id
 * @param says how many of its nodes are online and how many of its guests run
 * @param unseen why it cannot be looked at; empty when it can
 * @param lastSeen when it was last seen; empty while it can be
 * @param wrong what is not well with it as a whole, such as a lost quorum
 * @param strays guests whose node is not known
 */
record ClusterView(
        String key,
        String name,
        String says,
        Optional<String> unseen,
        Optional<Instant> lastSeen,
        List<String> wrong,
        Optional<String> incident,
        Bar bar,
        List<NodeView> nodes,
        List<GuestView> strays,
        Shelf storages,
        Shelf backups) {
    ClusterView {
        wrong = List.copyOf(wrong);
        nodes = List.copyOf(nodes);
        strays = List.copyOf(strays);
    }

    public Tone tone() {
        if (unseen.isPresent()) return Tone.UNSEEN;
        return incident.isPresent() || !wrong.isEmpty() ? Tone.WRONG : Tone.WELL;
    }

    /**
     * Things of one sort.
     *
     * @param says how they are on the whole
     * @param folded shown when somebody asks
     * @param foldedSays what is folded
     */
    record Shelf(String key, String says, List<PartView> shown, List<PartView> folded, String foldedSays) {
        Shelf {
            shown = List.copyOf(shown);
            folded = List.copyOf(folded);
        }

        public boolean isEmpty() {
            return says.isEmpty() && shown.isEmpty() && folded.isEmpty();
        }
    }
}
