package homelab.app.doctor;

import homelab.integration.Check;
import homelab.integration.Checkup;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What checks say, a line for each and one more for its cure. */
final class Told {
    private Told() {}

    static List<String> by(Checkup checkup) {
        var checks = new ArrayList<Check>();
        checkup.look(false, checks::add);
        return lines(checks);
    }

    static List<String> lines(List<Check> checks) {
        return checks.stream()
                .flatMap(check -> Stream.concat(
                        Stream.of(check.level() + " " + check.name() + ": " + check.seen()), check.cure().stream()))
                .toList();
    }
}
