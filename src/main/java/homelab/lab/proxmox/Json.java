package homelab.lab.proxmox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** An object that the API shows, key by key; what is not said is left out, as Proxmox does. */
final class Json {
    /** Shown as {@code null}. */
    static final Object NOTHING = Optional.empty();

    private static final JsonMapper MAPPER = new JsonMapper();

    private final Map<String, Object> keys = new LinkedHashMap<>();

    static Json of(String key, Object value) {
        return new Json().and(key, value);
    }

    Json and(String key, Object value) {
        keys.put(key, value);
        return this;
    }

    /** Only if there is one. */
    Json and(String key, Optional<?> value) {
        value.ifPresent(it -> keys.put(key, it));
        return this;
    }

    Json when(boolean so, String key, Object value) {
        if (so) keys.put(key, value);
        return this;
    }

    Json and(Map<String, Object> more) {
        keys.putAll(more);
        return this;
    }

    Map<String, Object> map() {
        return keys;
    }

    static int bit(boolean claim) {
        return claim ? 1 : 0;
    }

    static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** The strings, numbers and booleans of a JSON object, as a form would have them; arrays and objects as JSON. */
    static Map<String, String> form(String text) {
        var form = new LinkedHashMap<String, String>();
        var tree = MAPPER.readTree(text);
        for (var entry : tree.properties())
            form.put(
                    entry.getKey(),
                    entry.getValue().isValueNode()
                            ? entry.getValue().asString()
                            : entry.getValue().toString());
        return form;
    }
}
