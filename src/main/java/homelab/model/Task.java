package homelab.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A task of Proxmox.
 *
 * @param id Proxmox's own
 * @param sort Proxmox's word, such as {@code qmstart}
 * @param by who had it done, for people; text from outside
 * @param startedAt by its node's clock
 * @param status {@code OK}, {@code WARNINGS: n}, or what went wrong; empty while it runs
 */
public record Task(
        String id, String sort, Deed deed, Whose whose, String by, Instant startedAt, Optional<String> status) {
    /** What it was to do. */
    public enum Deed {
        START,
        SHUTDOWN,
        STOP,
        REBOOT,
        RESET,
        /** Of a service of a node. */
        RESTART,
        BACKUP
    }

    /** On whose word. */
    public enum Whose {
        /** By the agent's own token. */
        OURS,
        A_PERSON,
        /** Its node did it, while it went down or came up. */
        THE_NODE,
        /** High availability did it. */
        HA
    }

    public boolean runs() {
        return status.isEmpty();
    }

    /** Done, with or without warnings. */
    public boolean succeeded() {
        return status.filter(said -> said.equals("OK") || said.startsWith("WARNINGS"))
                .isPresent();
    }

    /** It was to end a guest, and did not fail. */
    public boolean ended() {
        return (deed == Deed.STOP || deed == Deed.SHUTDOWN) && (runs() || succeeded());
    }
}
