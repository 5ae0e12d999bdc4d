package homelab.cli;

import homelab.integration.Check;
import homelab.integration.Check.Level;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code homelab doctor}. */
@Command(name = "doctor", description = "Looks whether all is as the agent needs it; changes nothing.")
final class DoctorCommand implements Callable<Integer> {
    private final Door door;

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    DoctorCommand(Door door) {
        this.door = door;
    }

    @Override
    public Integer call() {
        var parts = door.configured().examine();
        if (json) door.say(json(parts));
        else DoctorLines.of(parts).forEach(door::say);
        return isWell(parts) ? Cli.OK : Cli.PROBLEM;
    }

    private static boolean isWell(List<Examined> parts) {
        return parts.stream()
                .flatMap(part -> part.checks().stream())
                .noneMatch(check -> check.level() == Level.PROBLEM);
    }

    private static String json(List<Examined> parts) {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeBooleanProperty("ok", isWell(parts));
            json.writeArrayPropertyStart("checks");
            for (var part : parts)
                for (Check check : part.checks()) {
                    json.writeStartObject();
                    json.writeStringProperty("part", part.part());
                    json.writeStringProperty("level", check.level().name());
                    json.writeStringProperty("name", check.name());
                    json.writeStringProperty("seen", check.seen());
                    if (check.cure().isPresent())
                        json.writeStringProperty("cure", check.cure().get());
                    else json.writeNullProperty("cure");
                    json.writeEndObject();
                }
            json.writeEndArray();
            json.writeEndObject();
        });
    }
}
