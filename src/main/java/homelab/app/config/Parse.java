package homelab.app.config;

import homelab.model.Mode;
import homelab.model.Secret;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads one value from its text. What cannot be read is an IllegalArgumentException that says how to write it. */
final class Parse {
    private Parse() {}

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9}) ?(ms|s|m|h|d)");

    private static final int MOST_VALUES = 64;

    static boolean heal(Given given) {
        return switch (given.text().toLowerCase(Locale.ROOT)) {
            case "heal" -> true;
            case "observe" -> false;
            default -> throw wrong("is no mode; write observe or heal");
        };
    }

    static Mode mode(Given given) {
        return Arrays.stream(Mode.values())
                .filter(mode -> mode.name().equalsIgnoreCase(given.text()))
                .findFirst()
                .orElseThrow(() -> wrong("is no mode of a class; write off, observe, ask or auto"));
    }

    static int number(Given given, int least, int most) {
        try {
            int number = Integer.parseInt(given.text());
            if (number >= least && number <= most) return number;
        } catch (NumberFormatException e) {
            // told below, like a number out of bounds
        }
        throw wrong("is not right; write a whole number from " + least + " to " + most);
    }

    static int port(Given given) {
        try {
            return number(given, 1, 65_535);
        } catch (IllegalArgumentException e) {
            throw wrong("is no port; write a number from 1 to 65535, such as 8080", e);
        }
    }

    /** {@code 30s}; from a variable also a plain number of seconds, as its users always wrote it. */
    static Duration duration(Given given, Duration least, Duration most) {
        var digits = given.text().matches("[0-9]{1,9}");
        var fromVariable = given.origin() instanceof Origin.Variable;
        var matcher = DURATION.matcher(digits && fromVariable ? given.text() + "s" : given.text());
        if (digits && !fromVariable) throw wrong("has no unit; write " + given.text() + "s for seconds");
        if (!matcher.matches()) throw wrong("is no duration; write a number and ms, s, m, h or d, such as 30s");
        long number = Long.parseLong(matcher.group(1));
        var duration = switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
        if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0)
            throw wrong("is out of bounds; write " + words(least) + " to " + words(most));
        return duration;
    }

    /** The same, where a plain number in the variable is one of hours. */
    static Duration hours(Given given, Duration least, Duration most) {
        var plain = given.text().matches("[0-9]{1,9}");
        if (!plain) return duration(given, least, most);
        if (!(given.origin() instanceof Origin.Variable))
            throw wrong("has no unit; write " + given.text() + "h for hours");
        return duration(new Given(given.text() + "h", given.origin()), least, most);
    }

    private static String words(Duration duration) {
        if (duration.toDays() > 0) return duration.toDays() + "d";
        if (duration.toMinutes() > 0) return duration.toMinutes() + "m";
        return duration.toSeconds() + "s";
    }

    /** {@code 85%}. */
    static int percent(Given given) {
        var text = given.text().strip();
        if (text.matches("[0-9]{1,3} ?%")) {
            int number = Integer.parseInt(text.substring(0, text.length() - 1).strip());
            if (number >= 1 && number <= 100) return number;
        }
        throw wrong("is no percentage; write a whole number from 1% to 100%, such as 85%");
    }

    static Path path(Given given) {
        try {
            return Path.of(given.text());
        } catch (InvalidPathException e) {
            throw wrong("is no path; write the name of a file or directory", e);
        }
    }

    /** A name or address to listen on. */
    static String host(Given given) {
        if (given.text().matches("[A-Za-z0-9._:%\\[\\]-]{1,255}")) return given.text();
        throw wrong("is no host; write an address or a name without port, such as 127.0.0.1");
    }

    /** Each of several values that are separated by commas; a mistake names the one that is wrong. */
    static <T> List<T> list(Given given, Function<String, T> one) {
        var values = new ArrayList<T>();
        for (var text : given.text().split(",", -1)) {
            try {
                values.add(one.apply(text.strip()));
            } catch (IllegalArgumentException e) {
                throw wrong("has an entry that is not right: \"" + text.strip() + "\" " + e.getMessage(), e);
            }
        }
        if (values.size() > MOST_VALUES) throw wrong("has more than " + MOST_VALUES + " entries; remove some");
        return List.copyOf(values);
    }

    static String word(Given given) {
        if (given.text().matches("[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}")) return given.text();
        throw wrong("is no name; write letters, digits, dots, dashes and underscores, at most 128");
    }

    static Secret secret(Given given) {
        if (given.text().matches("[!-~]{1,4096}")) return Secret.of(given.text());
        throw wrong("must be printable ASCII without spaces, at most 4096 characters");
    }

    private static IllegalArgumentException wrong(String says) {
        return new IllegalArgumentException(says);
    }

    private static IllegalArgumentException wrong(String says, Exception cause) {
        return new IllegalArgumentException(says, cause);
    }
}
