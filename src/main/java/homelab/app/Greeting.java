package homelab.app;

import homelab.cli.Cli;
import homelab.lab.Script;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a visitor of the demo reads first: what will happen, where to look, how to take part. */
final class Greeting {
    private Greeting() {}

    /** @param door a link that opens the page once; empty when the door did not open */
    static List<String> of(Script script, DemoConfig demo, Optional<URI> door) {
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add("Homelab Agent, the whole of it, in a homelab that is only simulated. Nothing real is touched.");
        lines.add("");
        script.about().forEach(lines::add);
        lines.add("");
        demo.taken().ifPresent(port -> lines.add("Port " + port + " is taken, so this is at another one."));
        lines.add("Look at it        " + door.map(URI::toString).orElse("no port could be opened; see above"));
        door.ifPresent(
                ignored -> lines.add("                  (the link opens once; for another one, in a second terminal: "
                        + Cli.command("link") + ")"));
        door.ifPresent(address -> {
            lines.add("In a second       export HOMELAB_DATA=" + demo.config().data() + " DASHBOARD_PORT="
                    + address.getPort());
            lines.add("terminal, here    " + Cli.command("status"));
            lines.add("                  " + Cli.command("incidents list"));
            if (!demo.config().proxmox().isEmpty())
                lines.add("                  " + Cli.command("do vms")
                        + "              and node, infra, backup, stop_vm 101 …");
            lines.add("                  " + Cli.command("approve INC-N") + "       when INC-N asks; or reject");
        });
        if (!script.residents().isEmpty()) {
            lines.add("Be a person who   curl -X POST --unix-socket " + demo.socket()
                    + " http://lab/containers/jellyfin/stop");
            lines.add("works there       (or docker -H unix://" + demo.socket() + " with ps, stop, start, kill, logs)");
        }
        lines.add("End it            Ctrl-C; it leaves nothing behind");
        lines.add("");
        lines.add("From here on: what happens there, -> what its engine is asked to do, ** what people are told.");
        lines.add("");
        return lines;
    }
}
