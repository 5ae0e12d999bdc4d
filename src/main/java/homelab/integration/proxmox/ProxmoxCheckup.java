package homelab.integration.proxmox;

import homelab.integration.Check;
import homelab.integration.Checkup;
import homelab.integration.IntegrationException;
import homelab.integration.http.NotOpened;
import homelab.integration.http.TlsFailure;
import homelab.integration.http.Trust;
import homelab.integration.proxmox.ClusterRows.Member;
import homelab.integration.proxmox.ClusterRows.Version;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Looks at one Proxmox: its address, its certificate, the token and what it may, its version, its nodes' clocks. */
final class ProxmoxCheckup implements Checkup {
    private static final Duration LIMIT = Duration.ofSeconds(4);
    private static final Duration NOTICEABLE = Duration.ofSeconds(5);
    private static final Duration FAR = Duration.ofSeconds(60);
    private static final int NODES_AT_MOST = 32;

    private final ProxmoxConfig config;
    private final PveApi api;
    private final InstantSource clock;

    ProxmoxCheckup(ProxmoxConfig config, PveApi api, InstantSource clock) {
        this.config = config;
        this.api = api.within(LIMIT);
        this.clock = clock;
    }

    @Override
    public String part() {
        return "proxmox " + config.name() + " at " + config.address();
    }

    @Override
    public void look(boolean healing, Consumer<Check> checks) {
        var absence = api.absence();
        if (absence.isPresent()) {
            checks.accept(Check.problem(
                    "address",
                    "nobody listens: " + absence.get(),
                    "is the node up, and does pveproxy run on it (systemctl status pveproxy)?"));
            return;
        }
        try {
            var version = api.version();
            checks.accept(known());
            checks.accept(Check.ok("token", config.token().id() + " is accepted"));
            checks.accept(version(version));
            each(List.of(() -> rights(version, healing), this::clocks)).forEach(checks);
        } catch (IntegrationException e) {
            checks.accept(unseen(e));
        }
    }

    private Check known() {
        if (!config.address().secured()) return clear();
        return switch (config.trust()) {
            case Trust.Pinned ignored -> Check.ok("certificate", "it shows the one that is pinned");
            case Trust.SignedBy by ->
                Check.ok("certificate", "it was signed by " + by.ca() + ", for the name that is asked");
            case Trust.Nobody ignored -> throw new IllegalStateException("nothing is sent to whom nobody knows");
        };
    }

    private static Check clear() {
        return Check.advice(
                "certificate",
                "it is spoken to without TLS, on this machine alone, so every program here that listens may read the"
                        + " token",
                "name the node itself: https://, with PROXMOX_FINGERPRINT");
    }

    private Check unseen(IntegrationException e) {
        var said = String.valueOf(e.getMessage());
        return switch (e.kind()) {
            case UNAUTHORIZED -> Check.problem("token", said, missing(config.token()));
            case FORBIDDEN -> Check.problem("right to look", said, "see docs/proxmox.md");
            case UNREADABLE -> Check.problem("address", said, "name the port of Proxmox, mostly 8006");
            case REJECTED -> Check.problem("version", said, "see its log: journalctl -u pveproxy -u pvedaemon");
            case UNREACHABLE ->
                e.getCause() instanceof NotOpened closed
                        ? Check.problem(
                                TlsFailure.refusal(closed).isPresent() ? "certificate" : "address",
                                String.valueOf(closed.getMessage()),
                                closed.cure())
                        : Check.problem("address", said, "see its log: journalctl -u pveproxy -u pvedaemon");
        };
    }

    /** Nobody knows the version then, so the roles are in the guide. */
    private static String missing(ProxmoxConfig.Token token) {
        return "on a node, what of it is missing: pveum user add " + token.user() + " ; pveum user token add "
                + token.user() + " " + token.name() + " --privsep 1 ; then set PROXMOX_TOKEN_SECRET to what that"
                + " prints; for what it may see docs/proxmox.md";
    }

    static Check version(Version version) {
        var seen = "Proxmox VE " + version.text();
        return switch (version.major()) {
            case 8, 9 -> Check.ok("version", seen);
            case 0 -> Check.unknown("version", seen + " is no version known here", "is this a Proxmox VE?");
            default ->
                Check.advice(
                        "version",
                        seen + ", which the agent was not made for",
                        "use version 8 or 9, or watch first (HOMELAB_MODE=observe) whether what it reports is so");
        };
    }

    private List<Check> rights(Version version, boolean healing) {
        try {
            var storages = api.resources().storages().stream()
                    .filter(storage -> storage.contents().contains("backup"))
                    .map(ClusterRows.Storage::name)
                    .collect(Collectors.toSet());
            return new Privileges(api.permissions(), config.token(), version.major(), storages).checks(healing);
        } catch (IntegrationException e) {
            return List.of(unseen(e));
        }
    }

    private List<Check> clocks() {
        try {
            var asking = new ArrayList<Look>();
            for (var member : api.membership().members())
                if (asking.size() < NODES_AT_MOST) asking.add(() -> List.of(clock(member)));
            return summary(each(asking));
        } catch (IntegrationException e) {
            return List.of(Check.unknown("clock", String.valueOf(e.getMessage()), "compare it by hand: date"));
        }
    }

    private Check clock(Member node) {
        if (!node.online())
            return Check.unknown("clock", "node " + node.name() + " is offline", "start it, and look again");
        var asked = clock.instant();
        try {
            var told = api.time(node.name());
            return clock(node.name(), told, asked, clock.instant());
        } catch (IntegrationException e) {
            return Check.unknown("clock", String.valueOf(e.getMessage()), "compare it by hand: date");
        }
    }

    /** @param asked and answered by our clock; the node's lies between, if the two agree. It tells whole seconds. */
    static Check clock(String node, Optional<Instant> told, Instant asked, Instant answered) {
        if (told.isEmpty())
            return Check.unknown("clock", "node " + node + " does not tell its time", "compare it by hand: date");
        var behind = Duration.between(told.get(), asked.minusSeconds(1));
        var ahead = Duration.between(answered, told.get());
        var off = behind.compareTo(ahead) > 0 ? behind : ahead;
        if (off.compareTo(NOTICEABLE) <= 0) return Check.ok("clock", "node " + node + " agrees with the agent");
        var seen = "node " + node + " is " + off.toSeconds() + " s " + (off.equals(behind) ? "behind" : "ahead of")
                + " the agent, which blurs what came first";
        var cure = "let both be set by NTP (chronyc tracking, timedatectl)";
        return off.compareTo(FAR) > 0 ? Check.problem("clock", seen, cure) : Check.advice("clock", seen, cure);
    }

    /** Those that agree are told as one. */
    private static List<Check> summary(List<Check> clocks) {
        var told = new ArrayList<>(
                clocks.stream().filter(check -> check.level() != Check.Level.OK).toList());
        var agreeing = clocks.size() - told.size();
        if (agreeing > 0)
            told.add(Check.ok(
                    "clock", (agreeing == 1 ? "one node agrees" : agreeing + " nodes agree") + " with the agent"));
        return told;
    }

    private interface Look {
        List<Check> look();
    }

    /** All at once; told in their order. */
    private static List<Check> each(List<Look> looks) {
        var checks = new ArrayList<Check>();
        try (var fan = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = new ArrayList<Future<List<Check>>>();
            for (var look : looks) asked.add(fan.submit(look::look));
            for (var done : asked) checks.addAll(done.get());
        } catch (ExecutionException e) {
            throw new IllegalStateException("looking at Proxmox failed by a mistake of ours", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return checks;
    }
}
