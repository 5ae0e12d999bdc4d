package homelab.integration.docker;

import homelab.model.Dependency;
import homelab.model.Lineage;
import homelab.model.Mode;
import homelab.model.Spelling;
import homelab.model.Text;
import homelab.model.Wishes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What a container's labels say to us. A value that cannot be read lowers what is allowed, never raises it. */
record Labels(Map<String, String> values) {
    private static final String COMPOSE = "com.docker.compose.";
    private static final String AGENT = "homelab-agent.";

    /** Every label that is ours to understand. */
    private static final List<String> OURS = List.of(
            AGENT + "enable",
            AGENT + "heal",
            AGENT + "protect",
            AGENT + "critical",
            AGENT + "max-attempts",
            AGENT + "depends-on",
            AGENT + "stop-timeout",
            "autoheal",
            "autoheal.stop.timeout");

    /** The same, for people. */
    static final String KNOWN = AGENT
            + OURS.stream()
                    .filter(name -> name.startsWith(AGENT))
                    .map(name -> name.substring(AGENT.length()))
                    .collect(Collectors.joining("|", "(", ")"))
            + ", autoheal or autoheal.stop.timeout";

    /** Nobody needs longer values, and an image may bring megabytes of them. */
    private static final int LONGEST = 8 << 10;

    private static final Duration LONGEST_STOP = Duration.ofHours(1);

    Labels {
        values = Map.copyOf(values);
    }

    static Map<String, String> known(JsonNode labels) {
        var known = new HashMap<String, String>();
        labels.properties().stream()
                .filter(label -> label.getKey().startsWith(COMPOSE)
                        || label.getKey().startsWith(AGENT)
                        || label.getKey().equals("autoheal")
                        || label.getKey().startsWith("autoheal."))
                .limit(100)
                .forEach(label -> {
                    var value = label.getValue().asString("");
                    known.put(label.getKey(), value.length() > LONGEST ? value.substring(0, LONGEST) : value);
                });
        return known;
    }

    private Optional<String> label(String name) {
        return Optional.ofNullable(values.get(name)).map(String::strip);
    }

    private String word(String name) {
        return label(name).map(Text::harmless).orElse("");
    }

    /** A container that Compose made to run one command. */
    boolean oneOff() {
        return label(COMPOSE + "oneoff").filter("true"::equalsIgnoreCase).isPresent();
    }

    Optional<Service> service() {
        var project = word(COMPOSE + "project");
        var service = word(COMPOSE + "service");
        return project.isEmpty() || service.isEmpty() ? Optional.empty() : Optional.of(new Service(project, service));
    }

    /** A service of a Compose project. */
    record Service(String project, String name) {}

    Lineage lineage(String engineId, String containerName) {
        return service()
                .filter(ignored -> !oneOff())
                .map(service -> new Lineage(
                        engineId,
                        service.project(),
                        service.name(),
                        number(word(COMPOSE + "container-number")).orElse(1)))
                .orElseGet(() -> Lineage.named(engineId, containerName));
    }

    List<Dependency> needs() {
        return Stream.concat(composeNeeds().stream(), ownNeeds()).distinct().toList();
    }

    /** {@code db:service_healthy:false,redis:service_started:true}; old Compose writes the names alone. */
    private List<Dependency> composeNeeds() {
        var needs = new ArrayList<Dependency>();
        service()
                .ifPresent(self -> split(word8k(COMPOSE + "depends_on")).forEach(entry -> {
                    var parts = entry.split(":", -1);
                    var when = switch (parts.length > 1 ? parts[1] : "") {
                        case "service_healthy" -> Dependency.When.HEALTHY;
                        case "service_completed_successfully" -> Dependency.When.COMPLETED;
                        default -> Dependency.When.STARTED;
                    };
                    needs.add(new Dependency(self.project(), parts[0], when));
                }));
        return needs;
    }

    /** The services whose end with 0 this container awaits. */
    List<Service> awaited() {
        return composeNeeds().stream()
                .filter(need -> need.when() == Dependency.When.COMPLETED)
                .map(need -> new Service(need.project(), need.name()))
                .toList();
    }

    private Stream<Dependency> ownNeeds() {
        return split(word8k(AGENT + "depends-on")).map(name -> new Dependency("", name, Dependency.When.STARTED));
    }

    private String word8k(String name) {
        return label(name).map(value -> Text.harmless(value, LONGEST)).orElse("");
    }

    private static Stream<String> split(String list) {
        return Stream.of(list.split(",", -1)).map(String::strip).filter(name -> !name.isEmpty());
    }

    /**
     * What its owner asks for.
     *
     * @param configured the container's own stop timeout
     */
    Wishes wishes(Optional<Duration> configured) {
        return new Wishes(
                !flag("enable", true, false),
                ceiling(),
                flag("protect", false, true),
                flag("critical", false, true),
                label(AGENT + "max-attempts").map(value -> number(value).orElse(1)),
                seconds(AGENT + "stop-timeout")
                        .or(() -> seconds("autoheal.stop.timeout"))
                        .or(() -> configured));
    }

    private boolean flag(String name, boolean absent, boolean unreadable) {
        return label(AGENT + name)
                .map(value -> isTrue(value) || (!isFalse(value) && unreadable))
                .orElse(absent);
    }

    private Optional<Mode> ceiling() {
        var own = label(AGENT + "heal").map(value -> mode(value).orElse(Mode.ASK));
        var autoheal = label("autoheal").filter(Labels::isFalse).map(ignored -> Mode.OFF);
        return Stream.concat(own.stream(), autoheal.stream()).reduce(Mode::atMost);
    }

    /** Each label that was not understood, for the log. */
    List<String> mistakes() {
        return notUnderstood()
                .map(label -> Text.harmless(label.getKey(), 100) + "=" + Text.harmless(label.getValue(), 100))
                .sorted()
                .toList();
    }

    /** Those whose name is known, but not what they say: they count as a wish to be careful. */
    List<String> unreadable() {
        return mistakes().stream()
                .filter(label -> OURS.contains(label.substring(0, label.indexOf('='))))
                .toList();
    }

    private Stream<Map.Entry<String, String>> notUnderstood() {
        return values.entrySet().stream()
                .filter(label -> !understood(label.getKey(), label.getValue().strip()));
    }

    /** A name that may have been meant for us, and does nothing as it is written. */
    static boolean isMisspelled(String name) {
        return !OURS.contains(name)
                && !name.startsWith(COMPOSE)
                && (name.startsWith(AGENT) || meant(name).isPresent());
    }

    /** The label that was probably meant. */
    static Optional<String> meant(String name) {
        return Spelling.nearest(name, OURS);
    }

    private static boolean understood(String name, String value) {
        return switch (name) {
            case AGENT + "enable", AGENT + "protect", AGENT + "critical", "autoheal" -> isTrue(value) || isFalse(value);
            case AGENT + "heal" -> mode(value).isPresent();
            case AGENT + "max-attempts" -> number(value).isPresent();
            case AGENT + "stop-timeout", "autoheal.stop.timeout" -> stop(value).isPresent();
            case AGENT + "depends-on" -> !value.isEmpty();
            default -> !name.startsWith(AGENT);
        };
    }

    private static boolean isTrue(String value) {
        return value.equalsIgnoreCase("true");
    }

    private static boolean isFalse(String value) {
        return value.equalsIgnoreCase("false");
    }

    private static Optional<Mode> mode(String value) {
        return Stream.of(Mode.values())
                .filter(mode -> mode.name().equalsIgnoreCase(value))
                .findFirst();
    }

    private static Optional<Integer> number(String value) {
        return value.matches("[0-9]{1,9}") ? Optional.of(Integer.valueOf(value)) : Optional.empty();
    }

    private Optional<Duration> seconds(String name) {
        return label(name).flatMap(Labels::stop);
    }

    private static Optional<Duration> stop(String value) {
        return number(value).map(Duration::ofSeconds).filter(stop -> stop.compareTo(LONGEST_STOP) <= 0);
    }
}
