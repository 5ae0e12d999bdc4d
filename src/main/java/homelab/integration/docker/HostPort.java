package homelab.integration.docker;

import homelab.model.Text;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A port of the host that leads into a container.
 *
 * @param address of the host; empty for all that it has
 * @param protocol such as {@code tcp}
 */
record HostPort(String address, int number, String protocol) {
    private static final Set<String> ALL_ADDRESSES = Set.of("", "0.0.0.0", "::");
    private static final int MOST = 200;

    /** Those that an inspected container asks for, whether it runs or not; where the engine may choose, none is asked for. */
    static List<HostPort> wanted(JsonNode inspected) {
        return inspected.path("HostConfig").path("PortBindings").properties().stream()
                .flatMap(port ->
                        port.getValue().values().stream().flatMap(binding -> wanted(port.getKey(), binding).stream()))
                .distinct()
                .limit(MOST)
                .toList();
    }

    /** @param inside such as {@code 80/tcp} */
    private static Optional<HostPort> wanted(String inside, JsonNode binding) {
        var number = binding.path("HostPort").asString("");
        if (!number.matches("[1-9][0-9]{0,4}")) return Optional.empty();
        var protocol = inside.substring(inside.indexOf('/') + 1);
        return Optional.of(new HostPort(
                Text.harmless(binding.path("HostIp").asString(""), 50),
                Integer.parseInt(number),
                inside.indexOf('/') < 0 ? "tcp" : Text.harmless(protocol, 10)));
    }

    /** Those that a container in the list holds. */
    static List<HostPort> held(JsonNode listed) {
        return listed.path("Ports").values().stream()
                .filter(port -> port.path("PublicPort").asInt(0) > 0)
                .map(port -> new HostPort(
                        Text.harmless(port.path("IP").asString(""), 50),
                        port.path("PublicPort").asInt(0),
                        Text.harmless(port.path("Type").asString("tcp"), 10)))
                .limit(MOST)
                .toList();
    }

    boolean excludes(HostPort other) {
        return number == other.number
                && protocol.equals(other.protocol)
                && (address.equals(other.address)
                        || ALL_ADDRESSES.contains(address)
                        || ALL_ADDRESSES.contains(other.address));
    }

    /** {@code 0.0.0.0:8080/tcp} */
    String word() {
        var at = address.isEmpty() ? "0.0.0.0" : address.contains(":") ? "[" + address + "]" : address;
        return at + ":" + number + "/" + protocol;
    }
}
