package homelab.app;

import homelab.app.config.Config;
import homelab.cli.Cli;
import homelab.model.Status;
import homelab.web.enter.Links;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code homelab run} prints first: which engines it watches, how far it may go, and how to look in. */
final class Announcement {
    private Announcement() {}

    /** @param door a link that opens the dashboard once; empty when the door did not open */
    static List<String> of(Config config, Status status, Optional<URI> door) {
        var engines = config.docker().stream()
                .map(engine -> engine.name() + " (" + engine.address() + ")")
                .collect(Collectors.joining(", "));
        var lines = new ArrayList<String>();
        var machines = Stream.concat(
                        config.proxmox().stream().map(one -> "Proxmox " + one.name() + " (" + one.address() + ")"),
                        config.backupServers().stream()
                                .map(one -> "the backup server " + one.name() + " (" + one.address() + ")"))
                .collect(Collectors.joining(", "));
        lines.add(
                "Homelab Agent watches " + engines + (machines.isEmpty() ? "" : ", ") + machines + ". " + does(status));
        config.docker().stream()
                .flatMap(engine -> engine.warning().stream())
                .map(warning -> "Mind: " + warning + ".")
                .forEach(lines::add);
        door.ifPresentOrElse(
                link -> {
                    lines.add("Open the dashboard with this link. It opens once, within " + Links.LIFE.toMinutes()
                            + " minutes; for another one: " + Cli.command("link"));
                    lines.add(link.toString());
                },
                () -> lines.add("It goes on without dashboard and REST, so the short commands find no agent to ask: "
                        + "its log says why. If the port is taken, end this and start it again with another, such as: "
                        + "DASHBOARD_PORT=" + (config.web().port() + 1) + " " + Cli.command("run")
                        + " (and the same DASHBOARD_PORT for the short commands)"));
        return lines;
    }

    private static String does(Status status) {
        if (status.paused()) return "It is paused, and does nothing until: " + Cli.command("resume");
        if (status.ceiling().heal()) return "It heals.";
        return status.ceiling().fixed()
                ? "It only watches, as HOMELAB_MODE says."
                : "It only watches; to let it heal: " + Cli.command("mode heal");
    }
}
