package homelab.integration.docker;

import homelab.integration.http.Dial;
import homelab.integration.http.Endpoint;
import homelab.integration.http.Line;
import homelab.integration.http.NotOpened;
import homelab.integration.http.TcpConnector;
import homelab.integration.http.Wire;
import java.util.Optional;

/** Over a port, with or without TLS. */
final class TcpDial implements Dial {
    private static final String RUNS =
            "does the engine run, does it listen there, and does a firewall let the agent" + " through?";

    private final AddressConfig.Tcp address;
    private final Optional<Tls> tls;
    private final TcpConnector connector;

    TcpDial(AddressConfig.Tcp address) {
        this.address = address;
        this.tls = address.tls().map(files -> new Tls(address, files));
        this.connector = new TcpConnector(address.endpoint(), RUNS);
    }

    @Override
    public Endpoint target() {
        return address.endpoint();
    }

    @Override
    public Line open() throws NotOpened {
        if (tls.isEmpty()) return Line.plain(connector.open());
        // First what needs no network: without certificates nobody is spoken to.
        tls.get().context();
        var plain = connector.open();
        return new Line(plain, Optional.of(tls.get().over(plain)));
    }

    @Override
    public Optional<String> absence() {
        return connector.absence();
    }

    @Override
    public Optional<NotOpened> refusal(Throwable failure) {
        return address.tls().flatMap(files -> TlsFailure.refusal(failure, files));
    }

    @Override
    public String hint(Throwable failure) {
        return tls.isPresent() && TlsFailure.isBrokenOff(Wire.said(failure))
                ? "; if it never answers, it does not accept the agent's certificate or misses one: see the engine's log"
                : "";
    }

    @Override
    public String toString() {
        return address.place();
    }

    @Override
    public void close() {
        connector.close();
    }
}
