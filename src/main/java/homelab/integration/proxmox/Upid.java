package homelab.integration.proxmox;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a task: which worker did what, when, for whom.
 *
 * @param text as Proxmox writes it
 * @param id what it was done to, such as a vmid; may be empty
 * @param user such as {@code root@pam}, without the token
 * @param token the name of the token, where one was used
 */
record Upid(
        String text,
        String node,
        long pid,
        long pstart,
        Instant startedAt,
        String type,
        String id,
        String user,
        Optional<String> token) {
    /** The backup server has one more number, of the task, before the time. */
    private static final Pattern FORM = Pattern.compile(
            "UPID:(?<node>[A-Za-z0-9][A-Za-z0-9.-]{0,252}):"
                    + "(?<pid>[0-9A-Fa-f]{8}):(?<pstart>[0-9A-Fa-f]{8,9}):(?:[0-9A-Fa-f]{8,16}:)?(?<start>[0-9A-Fa-f]{8}):"
                    + "(?<type>[^:\\s/]{1,64}):(?<id>[^:\\s/]{0,200}):(?<user>[^:\\s!/]{1,128})(?:!(?<token>[^:\\s!/]{1,128}))?:");

    static Optional<Upid> parse(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) return Optional.empty();
        return Optional.of(new Upid(
                text,
                parts.group("node"),
                Long.parseLong(parts.group("pid"), 16),
                Long.parseLong(parts.group("pstart"), 16),
                Instant.ofEpochSecond(Long.parseLong(parts.group("start"), 16)),
                parts.group("type"),
                parts.group("id"),
                parts.group("user"),
                Optional.ofNullable(parts.group("token"))));
    }

    /** Begun with this token. */
    boolean isBy(ProxmoxConfig.Token other) {
        return user.equals(other.user()) && token.equals(Optional.of(other.name()));
    }

    @Override
    public String toString() {
        return text;
    }
}
