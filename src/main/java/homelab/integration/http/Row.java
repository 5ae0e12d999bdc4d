package homelab.integration.http;

import homelab.model.Text;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * One object of an answer, read leniently: numbers may come as text and text as numbers, a flag as 0, 1, true or false,
 * and what is not there is left out.
 */
public record Row(JsonNode json) {
    private static final long LAST_SECOND =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    /** Empty when it is not there. */
    public String text(String key) {
        return said(key).map(Text::harmless).orElse("");
    }

    public Optional<String> word(String key) {
        return Optional.of(text(key)).filter(text -> !text.isEmpty());
    }

    /** A word that can be part of a path. */
    public Optional<String> name(String key) {
        return said(key).filter(text -> text.matches("[A-Za-z0-9][A-Za-z0-9._:@-]{0,252}"));
    }

    /** As it came, for what is compared or sent back. */
    public Optional<String> said(String key) {
        var value = json.path(key);
        return value.isValueNode() && !value.isNull() ? Optional.of(value.asString("")) : Optional.empty();
    }

    public Optional<Double> number(String key) {
        var value = json.path(key);
        if (value.isNumber()) return Optional.of(value.doubleValue()).filter(Double::isFinite);
        return value.isString() ? number(value) : Optional.empty();
    }

    private static Optional<Double> number(JsonNode text) {
        try {
            return Optional.of(Double.parseDouble(text.stringValue().strip())).filter(Double::isFinite);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    public Optional<Long> whole(String key) {
        return number(key).filter(value -> Math.abs(value) < 1L << 62).map(Double::longValue);
    }

    /** A count of bytes or the like: never below zero. */
    public long amount(String key) {
        return Math.max(0, whole(key).orElse(0L));
    }

    public Optional<Boolean> flagged(String key) {
        return said(key).flatMap(word -> switch (word) {
            case "1", "true", "yes", "on" -> Optional.of(true);
            case "0", "false", "no", "off", "" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    /** What is not there is off. */
    public boolean flag(String key) {
        return flagged(key).orElse(false);
    }

    /** From seconds since 1970. */
    public Optional<Instant> time(String key) {
        return whole(key)
                .filter(seconds -> seconds > 0 && seconds < LAST_SECOND)
                .map(Instant::ofEpochSecond);
    }

    /** A number from 1 to this. */
    public Optional<Integer> upTo(int most, String key) {
        return whole(key).filter(id -> id > 0 && id <= most).map(Long::intValue);
    }

    public Row in(String key) {
        return new Row(json.path(key));
    }

    /** The objects of a list; what else is in it is left out. */
    public List<Row> rows(String key) {
        return objects(json.path(key)).toList();
    }

    public static Stream<Row> objects(JsonNode list) {
        return list.isArray()
                ? list.values().stream().filter(JsonNode::isObject).map(Row::new)
                : Stream.empty();
    }
}
