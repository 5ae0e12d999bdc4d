package homelab.integration.proxmox;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The machine that the agent runs on.
 *
 * @param macs of its network cards, in upper case with colons
 * @param node the name of the node that it is; empty where it is none
 */
record Machine(Set<String> macs, Optional<String> node) {
    static Machine here() {
        return new Machine(cards(), node(Path.of("/etc/pve/local"), Path.of("/etc/hostname")));
    }

    private static Set<String> cards() {
        var cards = new HashSet<String>();
        try {
            var all = NetworkInterface.getNetworkInterfaces();
            while (all != null && all.hasMoreElements()) {
                var address = all.nextElement().getHardwareAddress();
                if (address != null)
                    cards.add(HexFormat.ofDelimiter(":").formatHex(address).toUpperCase(Locale.ROOT));
            }
        } catch (SocketException e) {
            // Where the cards cannot be seen the agent is not found; its owner may tag its guest.
            return Set.of();
        }
        return Set.copyOf(cards);
    }

    /** Each node knows itself by this link. */
    private static Optional<String> node(Path local, Path hostname) {
        if (!Files.exists(local)) return Optional.empty();
        try {
            return Optional.of(Files.readString(hostname).strip()).filter(name -> !name.isEmpty());
        } catch (java.io.IOException e) {
            return Optional.empty();
        }
    }
}
