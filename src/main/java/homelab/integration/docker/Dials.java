package homelab.integration.docker;

import homelab.integration.http.Dial;
import homelab.integration.http.Wire;

/** How each kind of address is dialled. */
final class Dials {
    private Dials() {}

    static Wire wire(AddressConfig address) {
        return new Wire(to(address));
    }

    private static Dial to(AddressConfig address) {
        return switch (address) {
            case AddressConfig.Unix unix -> new UnixDial(unix.socket());
            case AddressConfig.Tcp tcp -> new TcpDial(tcp);
        };
    }
}
