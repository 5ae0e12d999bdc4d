package homelab.web.enter;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A name or address under which people ask for the dashboard.
 *
 * @param scheme {@code http} or {@code https}; empty: not said
 * @param host in small letters, IPv6 in brackets
 * @param port empty: not said
 */
public record PublicName(Optional<String> scheme, String host, Optional<Integer> port) {
    private static final Pattern SHAPE =
            Pattern.compile("(?:(https?)://)?([a-z0-9][a-z0-9.-]{0,252}|\\[[0-9a-f:.]{2,45}])(?::([0-9]{1,5}))?/?");

    private static final int LARGEST_PORT = 65_535;

    /** @throws IllegalArgumentException says how to write it */
    public static PublicName parse(String text) {
        var found = SHAPE.matcher(text.toLowerCase(Locale.ROOT));
        if (!found.matches() || (found.group(3) != null && Integer.parseInt(found.group(3)) > LARGEST_PORT))
            throw new IllegalArgumentException(
                    "is no name; write one such as nas.lan or https://homelab.example.org, without a path");
        return new PublicName(
                Optional.ofNullable(found.group(1)),
                found.group(2),
                Optional.ofNullable(found.group(3)).map(Integer::valueOf));
    }

    /** Where to ask for it; what was not said is plain HTTP at the port of the dashboard. */
    URI address(int dashboardPort) {
        var at = scheme.isPresent() ? port : port.or(() -> Optional.of(dashboardPort));
        return URI.create(scheme.orElse("http") + "://" + host
                + at.map(number -> ":" + number).orElse(""));
    }
}
