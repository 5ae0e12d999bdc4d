package homelab.app.doctor;

import homelab.integration.Check;
import homelab.integration.Checkup;
import homelab.web.WebConfig;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Consumer;

/** Looks from where dashboard and REST can be reached. */
public record DashboardCheckup(WebConfig config) implements Checkup {

    @Override
    public String part() {
        return "dashboard and REST";
    }

    @Override
    public void look(boolean healing, Consumer<Check> checks) {
        checks.accept(address());
    }

    private Check address() {
        var where = config.host() + ":" + config.port();
        try {
            if (InetAddress.getByName(config.host()).isLoopbackAddress())
                return Check.ok("address", where + ", this machine only");
        } catch (UnknownHostException e) {
            return Check.problem(
                    "address",
                    "the host " + config.host() + " is not known here",
                    "write an address of this machine in DASHBOARD_HOST");
        }
        return config.danger()
                .map(danger -> Check.advice(
                        "address",
                        danger,
                        "in a container, publish its port on 127.0.0.1 only, as packaging/compose.yaml does; else "
                                + config.cure()))
                .orElseGet(() -> Check.ok("address", where));
    }
}
