package homelab.web.enter;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What proxies wrote into a request about who asked them, and for what. Of several values the last counts: it is by the
 * nearest proxy, those before it may be by anybody.
 *
 * @param hops whom each proxy was asked by, the nearest last
 * @param scheme {@code http} or {@code https}
 */
record Forwarded(List<String> hops, Optional<String> scheme, Optional<HostPort> host) {
    /** A host as it is asked for. */
    record HostPort(String host, Optional<Integer> port) {
        private static final Pattern SHAPE =
                Pattern.compile("([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(?::([0-9]{1,5}))?");

        static Optional<HostPort> of(String text) {
            var found = SHAPE.matcher(text);
            if (!found.matches()) return Optional.empty();
            return Optional.of(new HostPort(
                    found.group(1), Optional.ofNullable(found.group(2)).map(Integer::valueOf)));
        }
    }

    /**
     * The X-Forwarded headers, and only where there are none RFC 7239's: most proxies write the former and let the latter
     * through from anybody.
     *
     * @param headers all values of a header, joined by commas; empty without it
     */
    static Forwarded of(Function<String, String> headers) {
        var hops = words(headers.apply("X-Forwarded-For"));
        var schemes = words(headers.apply("X-Forwarded-Proto"));
        var hosts = words(headers.apply("X-Forwarded-Host"));
        if (hops.isEmpty() && schemes.isEmpty() && hosts.isEmpty()) {
            var elements = words(headers.apply("Forwarded"));
            hops = parts("for", elements);
            schemes = parts("proto", last(elements).stream().toList());
            hosts = parts("host", last(elements).stream().toList());
        }
        return new Forwarded(
                hops,
                last(schemes).map(each -> each.toLowerCase(Locale.ROOT)).filter(each -> each.matches("https?")),
                last(hosts).flatMap(HostPort::of));
    }

    /** The address of a hop, which may come in brackets and with a port; empty for a word such as {@code unknown}. */
    static Optional<InetAddress> address(String hop) {
        var bare = hop.startsWith("[")
                ? hop.replaceAll("^\\[|](:[0-9]+)?$", "")
                : hop.replaceAll("^([0-9.]+):[0-9]+$", "$1");
        try {
            return Optional.of(InetAddress.ofLiteral(bare));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<String> parts(String name, List<String> elements) {
        var values = new ArrayList<String>();
        for (var element : elements)
            for (var pair : split(element, ';'))
                if (pair.toLowerCase(Locale.ROOT).startsWith(name + "="))
                    values.add(pair.substring(name.length() + 1).replace("\"", ""));
        return values;
    }

    private static List<String> words(String header) {
        return split(header, ',');
    }

    /** What stands between the separators that are not in quotes. */
    private static List<String> split(String text, char separator) {
        var words = new ArrayList<String>();
        var quoted = false;
        var from = 0;
        for (var at = 0; at <= text.length(); at++) {
            if (at == text.length() || (text.charAt(at) == separator && !quoted)) {
                words.add(text.substring(from, at).strip());
                from = at + 1;
            } else if (text.charAt(at) == '"') quoted = !quoted;
        }
        words.removeIf(String::isEmpty);
        return words;
    }

    private static Optional<String> last(List<String> values) {
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
    }
}
