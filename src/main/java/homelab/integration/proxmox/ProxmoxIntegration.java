package homelab.integration.proxmox;

import homelab.integration.Actuator;
import homelab.integration.Checkup;
import homelab.integration.Command;
import homelab.integration.Inspector;
import homelab.integration.Source;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** One Proxmox cluster: what is seen of it, what is done to its guests, and whether it is as the agent needs it. */
public final class ProxmoxIntegration implements AutoCloseable {
    private final PveWire wire;
    private final ProxmoxSource source;
    private final Inspector inspector;
    private final Actuator actuator;
    private final Checkup checkup;

    /** Lets time pass while a task runs. */
    @FunctionalInterface
    public interface Patience {
        /** Throws where the agent is stopped meanwhile. */
        void await(Duration time) throws InterruptedException;
    }

    public ProxmoxIntegration(ProxmoxConfig config, InstantSource clock) {
        this(config, clock, Thread::sleep);
    }

    /** @param patience how time passes by that clock */
    public ProxmoxIntegration(ProxmoxConfig config, InstantSource clock, Patience patience) {
        wire = new PveWire(config);
        var api = new PveApi(wire);
        source = new ProxmoxSource(config, api, clock, Machine.here());
        inspector = new ProxmoxInspector(config, api);
        actuator = new ProxmoxActuator(config, api, new PveOrders(wire), clock, patience::await);
        checkup = new ProxmoxCheckup(config, api, clock);
    }

    public Source source() {
        return source;
    }

    public Inspector inspector() {
        return inspector;
    }

    public Actuator actuator() {
        return actuator;
    }

    public Checkup checkup() {
        return checkup;
    }

    /** What people may say about all clusters together. */
    public static List<Command> commands() {
        return List.of(
                new NodeCommand(),
                new VmsCommand(),
                new InfraCommand(),
                new BackupCommand(),
                PowerCommand.START,
                PowerCommand.STOP,
                PowerCommand.RESTART);
    }

    @Override
    public void close() {
        source.close();
        wire.close();
    }
}
