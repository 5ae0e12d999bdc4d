package homelab.integration.proxmox;

import homelab.integration.http.Endpoint;
import homelab.integration.http.Trust;
import homelab.model.Resource;
import homelab.model.Secret;
import java.time.Duration;
import java.util.Set;

/**
 * Where a Proxmox cluster is, how it is known, and how it is watched.
 *
 * @param name for people and in ids; letters, digits, dot, dash and underscore
 * @param interval between full looks, at least a second
 * @param oldestBackup from which age on a guest's last backup is too old
 * @param critical the vmids of guests that matter most
 * @param levels from where on something is told as high
 */
public record ProxmoxConfig(
        String name,
        Address address,
        Token token,
        Trust trust,
        Duration interval,
        Duration oldestBackup,
        Set<Integer> critical,
        LevelsConfig levels) {
    public static final Duration INTERVAL = Duration.ofSeconds(60);
    public static final Duration OLDEST_BACKUP = Duration.ofDays(2);
    public static final int SMALLEST_VMID = 100;
    public static final int LARGEST_VMID = 999_999_999;

    public ProxmoxConfig {
        if (!name.matches("[A-Za-z0-9._-]{1,64}"))
            throw new IllegalArgumentException("the name of a Proxmox must be 1 to 64 letters, digits, '.', '_' or '-',"
                    + " but is \"" + name + "\"");
        if (interval.compareTo(Duration.ofSeconds(1)) < 0)
            throw new IllegalArgumentException(
                    "the time between full looks at Proxmox " + name + " must be at least 1 s, but is " + interval);
        if (oldestBackup.compareTo(Duration.ofHours(1)) < 0)
            throw new IllegalArgumentException("a backup must be allowed an age of at least 1 h, but the most that"
                    + " Proxmox " + name + " allows is " + oldestBackup);
        for (int vmid : critical)
            if (vmid < SMALLEST_VMID || vmid > LARGEST_VMID)
                throw new IllegalArgumentException(
                        "a vmid is a number from " + SMALLEST_VMID + " to " + LARGEST_VMID + ", but is " + vmid);
        critical = Set.copyOf(critical);
    }

    /** With the usual levels. */
    public ProxmoxConfig(
            String name,
            Address address,
            Token token,
            Trust trust,
            Duration interval,
            Duration oldestBackup,
            Set<Integer> critical) {
        this(name, address, token, trust, interval, oldestBackup, critical, LevelsConfig.DEFAULT);
    }

    /** With the usual times, and nothing critical. */
    public ProxmoxConfig(String name, Address address, Token token, Trust trust) {
        this(name, address, token, trust, INTERVAL, OLDEST_BACKUP, Set.of());
    }

    /**
     * Where the API listens: any node of the cluster.
     *
     * @param secured by TLS; without it only on this machine
     */
    public record Address(boolean secured, Endpoint endpoint) {
        static final int PORT = 8006;

        public Address {
            if (!secured && !endpoint.isLoopback())
                throw new IllegalArgumentException("is spoken to without TLS, so that whoever is on the way reads the"
                        + " token; write https://" + endpoint + ", and say by which fingerprint it is known");
        }

        /**
         * Reads {@code pve.lan}, {@code pve.lan:8006}, {@code [fd00::1]:8006} or a URL of these.
         *
         * @throws IllegalArgumentException that says how to write it
         */
        public static Address parse(String text) {
            var plain = text.startsWith("http://");
            var rest = text.replaceFirst("^https?://", "").replaceFirst("/$", "");
            // An address of version 6 that stands alone needs no brackets.
            var bare = rest.matches("[0-9A-Fa-f]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*") ? "[" + rest + "]" : rest;
            return Endpoint.parse(bare, PORT)
                    .map(endpoint -> new Address(!plain, endpoint))
                    .orElseThrow(() -> new IllegalArgumentException("is no address of Proxmox; write a name, name:port"
                            + " or https://name:port without a path, an IPv6 address in brackets"));
        }

        @Override
        public String toString() {
            return (secured ? "https://" : "http://") + endpoint;
        }
    }

    /**
     * The token that the agent shows.
     *
     * @param id such as {@code agent@pve!watch}
     */
    public record Token(String id, Secret secret) {
        public Token {
            checked(id);
        }

        /** @throws IllegalArgumentException that says how to write it */
        public static String checked(String id) {
            if (!id.matches("[^\\s:/@!=,'\"]{1,60}@[A-Za-z][A-Za-z0-9._-]{1,31}![A-Za-z][A-Za-z0-9._-]{1,60}"))
                throw new IllegalArgumentException("is no token id; write user@realm!name, such as agent@pve!watch, as"
                        + " pveum user token list shows it");
            return id;
        }

        /** As in {@code agent@pve}. */
        String user() {
            return id.substring(0, id.indexOf('!'));
        }

        /** As in {@code watch}. */
        String name() {
            return id.substring(id.indexOf('!') + 1);
        }
    }

    /** What the cluster is seen through. */
    Resource.Id id() {
        return new Resource.Id("proxmox:" + name);
    }
}
