package homelab.lab.proxmox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which parameters a call takes, and what each may be. */
final class Schema {
    private static final Set<String> YES = Set.of("1", "on", "yes", "true");
    private static final Set<String> NO = Set.of("0", "off", "no", "false");

    private final Map<String, Type> types = new LinkedHashMap<>();
    private final List<String> required;

    /** What a value may be; says what is wrong with one that may not. */
    interface Type {
        Optional<String> wrong(String value);
    }

    /**
     * @param words each a name and a type: int, bool, text, vmid, vmids, node, or the words of an enumeration with bars
     *     between them; with an exclamation mark behind the name it must be there
     */
    Schema(String... words) {
        var needed = new java.util.ArrayList<String>();
        for (var word : words) {
            var halves = word.split(" ", 2);
            var name = halves[0].replace("!", "");
            if (halves[0].endsWith("!")) needed.add(name);
            types.put(name, type(halves[1]));
        }
        required = List.copyOf(needed);
    }

    private static Type type(String word) {
        return switch (word) {
            case "text" -> value -> Optional.empty();
            case "bool" ->
                value -> YES.contains(value) || NO.contains(value)
                        ? Optional.empty()
                        : Optional.of("type check ('boolean') failed - got '" + value + "'");
            case "int" ->
                value -> !value.matches("-?[0-9]{1,18}")
                        ? Optional.of("type check ('integer') failed - got '" + value + "'")
                        : value.startsWith("-")
                                ? Optional.of("value must have a minimum value of 0")
                                : Optional.empty();
            case "vmid" ->
                value -> value.matches("[1-9][0-9]{2,8}")
                        ? Optional.empty()
                        : Optional.of("invalid format - value does not look like a valid VM ID");
            case "vmids" ->
                value -> value.matches("[1-9][0-9]{2,8}([,; ][1-9][0-9]{2,8})*")
                        ? Optional.empty()
                        : Optional.of("invalid format - value does not look like a valid VM ID");
            case "node" ->
                value -> value.matches("[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?")
                        ? Optional.empty()
                        : Optional.of("invalid format - value does not look like a valid node name");
            case "storage" ->
                value -> value.matches("[a-zA-Z][a-zA-Z0-9._-]*[a-zA-Z0-9]")
                        ? Optional.empty()
                        : Optional.of("invalid format - storage ID '" + value + "' contains illegal characters");
            case "upid" ->
                value -> value.matches("UPID:[^:]+:[0-9A-F]{8}:[0-9A-F]{8,9}:[0-9A-F]{8}:[^:]+:[^:]*:[^:]+:")
                        ? Optional.empty()
                        : Optional.of("unable to parse worker upid");
            default ->
                value -> {
                    var words = List.of(word.split("\\|", -1));
                    return words.contains(value)
                            ? Optional.empty()
                            : Optional.of("value '" + value + "' does not have a value in the enumeration '"
                                    + String.join(", ", words) + "'");
                };
        };
    }

    void check(Map<String, String> parameters) throws Refused {
        var errors = new LinkedHashMap<String, String>();
        for (var parameter : parameters.entrySet()) {
            var type = types.get(parameter.getKey());
            if (type == null)
                errors.put(
                        parameter.getKey(),
                        "property is not defined in schema and the schema does not allow additional properties");
            else type.wrong(parameter.getValue()).ifPresent(why -> errors.put(parameter.getKey(), why));
        }
        for (var name : required)
            if (!parameters.containsKey(name)) errors.put(name, "property is missing and it is not optional");
        if (!errors.isEmpty()) throw Refused.parameters(errors);
    }

    static boolean isTrue(String value) {
        return YES.contains(value);
    }
}
