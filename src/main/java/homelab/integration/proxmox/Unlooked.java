package homelab.integration.proxmox;

import homelab.integration.Command;

/** What is replied while no cluster has been seen. */
final class Unlooked {
    private Unlooked() {}

    static Command.Reply reply() {
        return Command.Reply.refused(
                "No Proxmox has been seen yet: the agent has just started, or cannot reach it; status and doctor say more.");
    }
}
