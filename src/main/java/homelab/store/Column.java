package homelab.store;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** How values stand in columns of their own, the same in every database. */
final class Column {
    private Column() {}

    /** Always nine digits, so that sorting the text sorts the times. */
    private static final DateTimeFormatter RFC3339 =
            new DateTimeFormatterBuilder().appendInstant(9).toFormatter();

    private static final int REPLACEMENT = 0xFFFD;

    static String of(Instant at) {
        return RFC3339.format(at);
    }

    /** PostgreSQL takes no NUL, and UTF-8 has no unpaired surrogate: both become U+FFFD, so that what is read is what was hashed. */
    static String of(String text) {
        if (text.chars().noneMatch(c -> c == 0 || Character.isSurrogate((char) c))) return text;
        var kept = new StringBuilder(text.length());
        text.codePoints().map(Column::orReplacement).forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static int orReplacement(int codePoint) {
        return codePoint == 0 || Character.getType(codePoint) == Character.SURROGATE ? REPLACEMENT : codePoint;
    }
}
