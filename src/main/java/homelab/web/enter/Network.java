package homelab.web.enter;

import java.net.InetAddress;

/** Addresses that begin alike, such as {@code 172.18.0.0/16}; or one address. */
public record Network(InetAddress first, int bits) {
    /** @throws IllegalArgumentException says how to write it */
    public static Network parse(String text) {
        var slash = text.indexOf('/');
        try {
            var first = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
            var all = first.getAddress().length * Byte.SIZE;
            var bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
            if (bits >= 0 && bits <= all) return new Network(first, bits);
        } catch (IllegalArgumentException e) {
            // told below, like too many bits
        }
        throw new IllegalArgumentException(
                "is no address; write one such as 172.18.0.5 or a network such as" + " 172.18.0.0/16");
    }

    boolean has(InetAddress address) {
        var mine = first.getAddress();
        var other = address.getAddress();
        if (mine.length != other.length) return false;
        for (var bit = 0; bit < bits; bit++) {
            var mask = 0x80 >> bit % Byte.SIZE;
            if ((mine[bit / Byte.SIZE] & mask) != (other[bit / Byte.SIZE] & mask)) return false;
        }
        return true;
    }
}
