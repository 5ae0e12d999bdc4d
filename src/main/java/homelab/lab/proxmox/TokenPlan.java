package homelab.lab.proxmox;

import java.util.List;

/**
 * An API token as it is set up.
 *
 * @param separate it has grants of its own, and of those only what its user has too; otherwise it has all of its user's
 */
public record TokenPlan(String user, String id, String secret, boolean separate, List<Grant> grants) {
    public TokenPlan {
        grants = List.copyOf(grants);
    }

    /** {@code user@realm!id}, as tasks name it. */
    public String fullId() {
        return user + "!" + id;
    }

    /** What a client sends as {@code Authorization}. */
    public String header() {
        return "PVEAPIToken=" + fullId() + "=" + secret;
    }
}
