package homelab.integration.proxmox;

import homelab.model.Backups;
import homelab.model.ClusterTree.OfGuest;
import homelab.model.Guest;
import homelab.model.Kind;
import homelab.model.Level;
import homelab.model.Sighting;
import homelab.model.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is known of Proxmox in few words, for replies. */
final class Wording {
    private static final String UNKNOWN = "–";

    private Wording() {}

    static String sort(OfGuest guest) {
        return guest.guest().resource().kind() == Kind.LXC ? "CT" : "VM";
    }

    static String state(OfGuest guest) {
        return guest.isTemplate() && guest.guest().unseen().isEmpty() ? "template" : state(guest.guest());
    }

    static String state(Sighting one) {
        return switch (one.shown()) {
            case UNSEEN -> "not seen";
            case CREATED -> "never started";
            case DEAD -> "half removed";
            default -> one.shown().name().toLowerCase(Locale.ROOT);
        };
    }

    static String cpu(OfGuest guest) {
        return usage(guest).map(usage -> Math.round(usage.cpu() * 100) + " %").orElse(UNKNOWN);
    }

    static String memory(OfGuest guest) {
        return usage(guest)
                .filter(usage -> usage.memoryLimit() > 0)
                .map(usage -> Math.round(usage.memory() * 100.0 / usage.memoryLimit()) + " %")
                .orElse(UNKNOWN);
    }

    private static Optional<Guest.Usage> usage(OfGuest guest) {
        return guest.guest().unseen().isPresent()
                ? Optional.empty()
                : guest.told().flatMap(Guest::usage);
    }

    /** What of it stands out: a lock, high availability, an unseen reason, what its tags forbid. */
    static String notes(OfGuest guest) {
        var notes = new ArrayList<String>();
        guest.guest().unseen().ifPresent(notes::add);
        var wishes = guest.guest().resource().wishes();
        guest.told().filter(Guest::own).ifPresent(ignored -> notes.add("the agent lives in it"));
        guest.told().flatMap(Guest::lock).ifPresent(lock -> notes.add("locked: " + lock.why()));
        guest.told().flatMap(Guest::ha).ifPresent(ha -> notes.add("HA: " + ha.state()));
        if (wishes.handsOff()) notes.add("hands off");
        if (wishes.protect()) notes.add("protected");
        if (wishes.critical()) notes.add("critical");
        return String.join(", ", notes);
    }

    static String level(List<Sighting> parts, Kind kind) {
        return parts.stream()
                .filter(one -> one.resource().kind() == kind && one.unseen().isEmpty())
                .flatMap(one -> one.detail() instanceof Level level
                        ? Optional.of(level).stream()
                        : Optional.<Level>empty().stream())
                .findFirst()
                .map(level -> Math.round(level.percent()) + " %")
                .orElse(UNKNOWN);
    }

    /** {@code 5 h ago on nas}, and what is wrong with it. */
    static String latest(Backups backups, Instant now) {
        var says = backups.latest()
                .map(latest -> ago(latest.at(), now) + " on " + latest.storage())
                .orElse("none");
        var old = backups.latest()
                .filter(latest -> !latest.at().plus(backups.mayBe()).isAfter(now))
                .map(ignored -> ", too old")
                .orElse("");
        var broken = backups.latest()
                .flatMap(Backups.Latest::checked)
                .filter(good -> !good)
                .map(ignored -> ", found broken")
                .orElse("");
        var failed = backups.failed()
                .filter(failure -> backups.latest()
                        .filter(latest -> latest.at().isAfter(failure.at()))
                        .isEmpty())
                .map(failure -> ", the last try failed: " + failure.why())
                .orElse("");
        return says + old + broken + failed + (backups.running() ? ", one is being made" : "");
    }

    static String ago(Instant at, Instant now) {
        var age = Duration.between(at, now);
        if (age.toMinutes() < 1) return "just now";
        if (age.toHours() < 1) return age.toMinutes() + " min ago";
        return age.toHours() < 48 ? age.toHours() + " h ago" : age.toDays() + " days ago";
    }

    static String length(Duration length) {
        if (length.toHours() < 1) return length.toMinutes() + " min";
        return length.toHours() < 48 ? length.toHours() + " h" : length.toDays() + " days";
    }

    /** How full it is, or why that can't be seen. */
    static String words(Sighting one) {
        if (one.unseen().isPresent()) return "not seen: " + one.unseen().get();
        return one.detail() instanceof Level level ? level.words() : state(one);
    }

    static boolean isWrong(Sighting one) {
        return one.unseen().isEmpty() && (one.state() == State.UNHEALTHY || one.state() == State.DEAD);
    }
}
