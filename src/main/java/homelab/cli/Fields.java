package homelab.cli;

import homelab.model.Text;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON object that the agent sent. Every text that leaves it is harmless; what has another shape is missing. */
public record Fields(Map<String, Object> all) {

    public Optional<String> text(String name) {
        return Optional.ofNullable(all.get(name))
                .filter(String.class::isInstance)
                .map(value -> Text.harmless((String) value))
                .filter(text -> !text.isEmpty());
    }

    /** The text, or a dash. */
    public String shown(String name) {
        return text(name).orElse("–");
    }

    public boolean isTrue(String name) {
        return text(name).filter("true"::equals).isPresent();
    }

    boolean isFalse(String name) {
        return text(name).filter("false"::equals).isPresent();
    }

    public long number(String name) {
        return text(name)
                .filter(text -> text.matches("[0-9]{1,18}"))
                .map(Long::parseLong)
                .orElse(0L);
    }

    Optional<Instant> time(String name) {
        try {
            return text(name).map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    Optional<Fields> fields(String name) {
        return Optional.ofNullable(all.get(name)).flatMap(Fields::of);
    }

    public List<Fields> list(String name) {
        return items(name).stream().flatMap(item -> of(item).stream()).toList();
    }

    List<String> texts(String name) {
        return items(name).stream()
                .filter(String.class::isInstance)
                .map(item -> Text.harmless((String) item))
                .toList();
    }

    /** A table: texts in rows. */
    List<List<String>> rows(String name) {
        return items(name).stream()
                .filter(List.class::isInstance)
                .map(row -> ((List<?>) row)
                        .stream()
                                .map(cell -> Text.harmless(String.valueOf(cell)))
                                .toList())
                .toList();
    }

    boolean has(String name) {
        return all.containsKey(name);
    }

    private List<?> items(String name) {
        return all.get(name) instanceof List<?> items ? items : List.of();
    }

    @SuppressWarnings("unchecked") // Json makes no other maps
    private static Optional<Fields> of(Object value) {
        return value instanceof Map<?, ?> map ? Optional.of(new Fields((Map<String, Object>) map)) : Optional.empty();
    }
}
