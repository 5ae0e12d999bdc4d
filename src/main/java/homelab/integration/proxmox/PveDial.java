package homelab.integration.proxmox;

import homelab.integration.http.Dial;
import homelab.integration.http.Endpoint;
import homelab.integration.http.Line;
import homelab.integration.http.NotOpened;
import homelab.integration.http.TcpConnector;
import homelab.integration.http.Tls;
import java.util.Optional;

/** Opens connections to the node that is configured. */
final class PveDial implements Dial {
    private static final String RUNS = "is it up, does pveproxy run on it (systemctl status pveproxy), and does a"
            + " firewall let the agent through?";

    private final ProxmoxConfig.Address address;
    private final Tls tls;
    private final TcpConnector connector;

    PveDial(ProxmoxConfig config) {
        address = config.address();
        tls = new Tls(address.endpoint(), config.trust(), new PveCures());
        connector = new TcpConnector(address.endpoint(), RUNS);
    }

    @Override
    public Endpoint target() {
        return address.endpoint();
    }

    @Override
    public Line open() throws NotOpened {
        var plain = connector.open();
        return address.secured() ? new Line(plain, Optional.of(tls.over(plain))) : Line.plain(plain);
    }

    @Override
    public Optional<String> absence() {
        return connector.absence();
    }

    @Override
    public String toString() {
        return address.endpoint().toString();
    }

    @Override
    public void close() {
        connector.close();
    }
}
