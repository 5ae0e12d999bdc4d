package homelab.integration.backupserver;

import homelab.integration.Check;
import homelab.integration.Checkup;
import homelab.integration.IntegrationException;
import homelab.integration.backupserver.PbsRows.Version;
import homelab.integration.http.NotOpened;
import homelab.integration.http.TlsFailure;
import homelab.integration.http.Trust;
import java.time.Duration;
import java.util.function.Consumer;

/** Looks at one backup server: its address, its certificate, its version, the token and what it may. */
final class BackupServerCheckup implements Checkup {
    private static final Duration LIMIT = Duration.ofSeconds(4);
    private static final String LOGS = "see its log: journalctl -u proxmox-backup-proxy -u proxmox-backup";

    private final BackupServerConfig config;
    private final PbsApi api;

    BackupServerCheckup(BackupServerConfig config, PbsApi api) {
        this.config = config;
        this.api = api.within(LIMIT);
    }

    @Override
    public String part() {
        return "backup server " + config.name() + " at " + config.address();
    }

    @Override
    public void look(boolean healing, Consumer<Check> checks) {
        var absence = api.absence();
        if (absence.isPresent()) {
            checks.accept(Check.problem(
                    "address",
                    "nobody listens: " + absence.get(),
                    "is it up, and does proxmox-backup-proxy run on it (systemctl status proxmox-backup-proxy)?"));
            return;
        }
        try {
            var version = api.version();
            checks.accept(known());
            checks.accept(Check.ok("token", config.token().id() + " is accepted"));
            checks.accept(version(version));
            new Rights(api.permissions(), config.token()).checks().forEach(checks);
        } catch (IntegrationException e) {
            checks.accept(unseen(e));
        }
    }

    private Check known() {
        return switch (config.trust()) {
            case Trust.Pinned ignored -> Check.ok("certificate", "it shows the one that is pinned");
            case Trust.SignedBy by ->
                Check.ok("certificate", "it was signed by " + by.ca() + ", for the name that is asked");
            case Trust.Nobody ignored -> throw new IllegalStateException("nothing is sent to whom nobody knows");
        };
    }

    private Check unseen(IntegrationException e) {
        var said = String.valueOf(e.getMessage());
        return switch (e.kind()) {
            case UNAUTHORIZED -> Check.problem("token", said, missing(config.token()));
            case FORBIDDEN -> Check.problem("right to look", said, "see docs/backup-server.md");
            case UNREADABLE -> Check.problem("address", said, "name the port of the backup server, mostly 8007");
            case REJECTED -> Check.problem("version", said, LOGS);
            case UNREACHABLE ->
                e.getCause() instanceof NotOpened closed
                        ? Check.problem(
                                TlsFailure.refusal(closed).isPresent() ? "certificate" : "address",
                                String.valueOf(closed.getMessage()),
                                closed.cure())
                        : Check.problem("address", said, LOGS);
        };
    }

    private static String missing(BackupServerConfig.Token token) {
        return "on the backup server, what of it is missing: proxmox-backup-manager user create " + token.user()
                + " ; proxmox-backup-manager user generate-token " + token.user() + " " + token.name()
                + " ; then set PBS_TOKEN_SECRET to what that prints; for what it may see docs/backup-server.md";
    }

    static Check version(Version version) {
        var seen = "Proxmox Backup Server " + version.text();
        return switch (version.major()) {
            case 3, 4 -> Check.ok("version", seen);
            case 0 -> Check.unknown("version", seen + "is no version known here", "is this a Proxmox Backup Server?");
            case 1, 2 ->
                Check.problem(
                        "version",
                        seen + ", which gets no more updates and is too old for the agent",
                        "upgrade it to 3 or 4");
            default ->
                Check.advice(
                        "version",
                        seen + ", which the agent was not made for",
                        "use version 3 or 4, or look whether what is reported of it is so");
        };
    }
}
