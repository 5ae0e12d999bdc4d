package homelab.integration.backupserver;

import homelab.integration.Checkup;
import homelab.integration.Source;
import java.time.InstantSource;

/** One Proxmox Backup Server: what is seen of it, and whether it is as the agent needs it. Nothing is done to it. */
public final class BackupServerIntegration implements AutoCloseable {
    private final PbsWire wire;
    private final BackupServerSource source;
    private final Checkup checkup;

    public BackupServerIntegration(BackupServerConfig config, InstantSource clock) {
        wire = new PbsWire(config);
        var api = new PbsApi(wire);
        source = new BackupServerSource(config, api, clock);
        checkup = new BackupServerCheckup(config, api);
    }

    public Source source() {
        return source;
    }

    public Checkup checkup() {
        return checkup;
    }

    @Override
    public void close() {
        source.close();
        wire.close();
    }
}
