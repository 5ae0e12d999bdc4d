package homelab.integration.backupserver;

import homelab.integration.http.Dial;
import homelab.integration.http.Endpoint;
import homelab.integration.http.Line;
import homelab.integration.http.NotOpened;
import homelab.integration.http.TcpConnector;
import homelab.integration.http.Tls;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** Opens connections to the backup server that is configured. */
final class PbsDial implements Dial {
    private static final String RUNS = "is it up, does proxmox-backup-proxy run on it (systemctl status"
            + " proxmox-backup-proxy), and does a firewall let the agent through?";

    private final Endpoint endpoint;
    private final Tls tls;
    private final TcpConnector connector;

    PbsDial(BackupServerConfig config) {
        endpoint = config.address().endpoint();
        tls = new Tls(endpoint, config.trust(), new PbsCures());
        connector = new TcpConnector(endpoint, RUNS);
    }

    @Override
    public Endpoint target() {
        return endpoint;
    }

    @Override
    public Line open() throws NotOpened {
        var plain = connector.open();
        return new Line(plain, Optional.of(tls.over(plain)));
    }

    /** The certificate that was shown and believed last; empty before that. */
    Optional<X509Certificate> certificate() {
        return tls.shown();
    }

    @Override
    public Optional<String> absence() {
        return connector.absence();
    }

    @Override
    public String toString() {
        return endpoint.toString();
    }

    @Override
    public void close() {
        connector.close();
    }
}
