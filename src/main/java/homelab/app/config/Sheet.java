package homelab.app.config;

import homelab.model.Spelling;
import homelab.model.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A configuration file laid flat.
 *
 * @param values by path, such as {@code limits.tries} or {@code docker[1].host}
 * @param engines the places of the Docker engines: {@code docker}, or {@code docker[0]}, {@code docker[1]} …
 * @param clusters those of the Proxmox clusters, likewise
 * @param backupServers those of the Proxmox Backup Servers, likewise
 * @param garbled those of them in which something is no key or has no value of its kind
 */
record Sheet(
        Map<String, Given> values,
        List<String> engines,
        List<String> clusters,
        List<String> backupServers,
        Set<String> garbled,
        List<String> warnings) {

    static final Sheet EMPTY =
            new Sheet(Map.of(), List.of("docker"), List.of("proxmox"), List.of("backup-server"), Set.of(), List.of());

    static Sheet of(Node.Fields root, Mistakes mistakes) {
        return new Flattening(mistakes).sheet(root);
    }

    private static final class Flattening {
        private final Mistakes mistakes;
        private final Map<String, Given> values = new LinkedHashMap<>();
        private final Set<String> garbled = new HashSet<>();
        private final List<String> warnings = new ArrayList<>();
        private List<String> engines = List.of("docker");
        private List<String> clusters = List.of("proxmox");
        private List<String> backupServers = List.of("backup-server");

        Flattening(Mistakes mistakes) {
            this.mistakes = mistakes;
        }

        Sheet sheet(Node.Fields root) {
            for (var field : root.fields()) {
                if (field.name().equals("docker") && field.value() instanceof Node.Items list)
                    engines = each("docker", "an engine", list);
                else if (field.name().equals("proxmox") && field.value() instanceof Node.Items list)
                    clusters = each("proxmox", "a cluster", list);
                else if (field.name().equals("backup-server") && field.value() instanceof Node.Items list)
                    backupServers = each("backup-server", "a backup server", list);
                else if (sections().contains(field.name())) section(field.name(), field.value());
                else value("", field);
            }
            return new Sheet(
                    Map.copyOf(values), engines, clusters, backupServers, Set.copyOf(garbled), List.copyOf(warnings));
        }

        private List<String> each(String name, String one, Node.Items list) {
            var all = list.items();
            if (all.isEmpty()) {
                mistakes.add(list.at(), name + ": an empty list; name " + one + " or leave " + name + " out");
                return List.of(name);
            }
            var places = IntStream.range(0, all.size())
                    .mapToObj(i -> name + "[" + i + "]")
                    .toList();
            for (int i = 0; i < all.size(); i++) section(places.get(i), all.get(i));
            return places;
        }

        private void section(String place, Node node) {
            var before = mistakes.count();
            fields(place, node);
            if (mistakes.count() > before) garbled.add(place);
        }

        private void fields(String place, Node node) {
            if (node instanceof Node.Fields fields) fields.fields().forEach(field -> value(place, field));
            else if (!node.equals(new Node.Scalar("", node.at())))
                mistakes.add(
                        node.at(),
                        place + ": expects the keys " + String.join(", ", names(place)) + ", one a line, indented");
        }

        private void value(String place, Node.Field field) {
            var path = place.isEmpty() ? field.name() : place + "." + field.name();
            if (place.equals("heal") && LaterParts.hasClass(field.name())) {
                warnings.add(field.at() + ": this version has no " + field.name() + " yet; the line is ignored");
            } else if (!names(place).contains(field.name())) {
                mistakes.add(
                        field.at(), "unknown key \"" + Text.harmless(path, 80) + "\"." + hint(place, field.name()));
            } else if (sections().contains(section(path))) {
                fields(path, field.value());
            } else if (field.value() instanceof Node.Scalar scalar) {
                if (!scalar.text().isEmpty()) values.put(path, new Given(scalar.text(), scalar.at()));
            } else if (field.value() instanceof Node.Items list && isList(place, field.name())) {
                items(path, list);
            } else {
                mistakes.add(field.value().at(), path + ": expects one value, not a list or mapping");
            }
        }

        private void items(String path, Node.Items list) {
            var texts = new ArrayList<String>();
            for (var item : list.items()) {
                if (item instanceof Node.Scalar scalar && !scalar.text().isEmpty()) texts.add(scalar.text());
                else mistakes.add(item.at(), path + ": expects a list of single values");
            }
            if (!texts.isEmpty()) values.put(path, new Given(String.join(",", texts), list.at()));
        }

        private static String hint(String place, String written) {
            return Spelling.nearest(written, names(place))
                    .map(word -> " Did you mean \"" + (place.isEmpty() ? "" : place + ".") + word + "\"?")
                    .orElseGet(() -> Spelling.hint(written, names(place)));
        }

        private static List<String> sections() {
            return Key.all().stream()
                    .map(Key::section)
                    .filter(each -> !each.isEmpty())
                    .distinct()
                    .toList();
        }

        /** {@code docker[1].tls} is {@code docker.tls}, as is that of an engine that is alone. */
        private static String section(String place) {
            return place.replaceFirst("^(docker|proxmox|backup-server)\\[[0-9]+]", "$1");
        }

        private static boolean isList(String place, String name) {
            return Key.all().stream()
                    .anyMatch(key -> key.list()
                            && key.section().equals(section(place))
                            && key.name().equals(name));
        }

        private static List<String> names(String place) {
            var section = section(place);
            var names = new ArrayList<String>();
            for (var key : Key.all()) {
                if (key.section().equals(section)) key.names().forEach(names::add);
                else
                    below(section, key.section())
                            .filter(name -> !names.contains(name))
                            .ifPresent(names::add);
            }
            return names;
        }

        /** The name in the one section of the mapping that is the other. */
        private static Optional<String> below(String section, String other) {
            var within = section.isEmpty()
                    ? other
                    : other.startsWith(section + ".") ? other.substring(section.length() + 1) : "";
            return Optional.of(within).filter(name -> !name.isEmpty() && !name.contains("."));
        }
    }
}
