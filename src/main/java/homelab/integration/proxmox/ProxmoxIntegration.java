package homelab.integration.proxmox;

import homelab.integration.Checkup;
import java.time.InstantSource;

/** One Proxmox cluster: whether it is as the agent needs it. */
public final class ProxmoxIntegration implements AutoCloseable {
    private final PveWire wire;
    private final Checkup checkup;

    public ProxmoxIntegration(ProxmoxConfig config, InstantSource clock) {
        wire = new PveWire(config);
        checkup = new ProxmoxCheckup(config, new PveApi(wire), clock);
    }

    public Checkup checkup() {
        return checkup;
    }

    @Override
    public void close() {
        wire.close();
    }
}
