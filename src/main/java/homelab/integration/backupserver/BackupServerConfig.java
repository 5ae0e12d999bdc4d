package homelab.integration.backupserver;

import homelab.integration.http.Endpoint;
import homelab.integration.http.Trust;
import homelab.model.Resource;
import homelab.model.Secret;
import java.time.Duration;

/**
 * Where a Proxmox Backup Server is, how it is known, and how often it is looked at.
 *
 * @param name for people and in ids; letters, digits, dot, dash and underscore
 * @param interval between full looks, at least a second
 */
public record BackupServerConfig(String name, Address address, Token token, Trust trust, Duration interval) {
    public BackupServerConfig {
        if (!name.matches("[A-Za-z0-9._-]{1,64}"))
            throw new IllegalArgumentException(
                    "the name of a backup server must be 1 to 64 letters, digits, '.', '_' or" + " '-', but is \""
                            + name + "\"");
        if (interval.compareTo(Duration.ofSeconds(1)) < 0)
            throw new IllegalArgumentException("the time between full looks at the backup server " + name
                    + " must be at least 1 s, but is " + interval);
    }

    /** Where the API listens; always behind TLS. */
    public record Address(Endpoint endpoint) {
        static final int PORT = 8007;

        /**
         * Reads {@code pbs.lan}, {@code pbs.lan:8007}, {@code [fd00::1]:8007} or a URL of these.
         *
         * @throws IllegalArgumentException that says how to write it
         */
        public static Address parse(String text) {
            if (text.startsWith("http://"))
                throw new IllegalArgumentException(
                        "is without TLS, which a backup server does not speak; write https://");
            var rest = text.replaceFirst("^https://", "").replaceFirst("/$", "");
            // An address of version 6 that stands alone needs no brackets.
            var bare = rest.matches("[0-9A-Fa-f]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*") ? "[" + rest + "]" : rest;
            return Endpoint.parse(bare, PORT)
                    .map(Address::new)
                    .orElseThrow(() -> new IllegalArgumentException("is no address of a backup server; write a name,"
                            + " name:port or https://name:port without a path, an IPv6 address in brackets"));
        }

        @Override
        public String toString() {
            return "https://" + endpoint;
        }
    }

    /**
     * The token that the agent shows.
     *
     * @param id such as {@code agent@pbs!homelab}
     */
    public record Token(String id, Secret secret) {
        public Token {
            checked(id);
        }

        /** @throws IllegalArgumentException that says how to write it */
        public static String checked(String id) {
            if (!id.matches("[^\\s:/@!=,'\"]{1,60}@[A-Za-z0-9_][A-Za-z0-9._-]{1,31}![A-Za-z0-9_][A-Za-z0-9._-]{1,60}"))
                throw new IllegalArgumentException(
                        "is no token id; write user@realm!name, such as agent@pbs!homelab, as"
                                + " proxmox-backup-manager user list-tokens shows it");
            return id;
        }

        /** As in {@code agent@pbs}. */
        String user() {
            return id.substring(0, id.indexOf('!'));
        }

        /** As in {@code homelab}. */
        String name() {
            return id.substring(id.indexOf('!') + 1);
        }
    }

    /** What it is seen through. */
    Resource.Id id() {
        return new Resource.Id("pbs:" + name);
    }
}
