package homelab.loop.diagnose;

import homelab.model.Detail;
import homelab.model.Evidence;
import homelab.model.Finding;
import homelab.model.History;
import homelab.model.Sighting;
import homelab.model.Text;
import homelab.model.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Everything a diagnosis can rest on, read once for all rules; text from outside is harmless here.
 *
 * @param container empty when the resource is no container
 * @param refusal the engine's own words about a start that it could not do; empty when there was none
 * @param ending of the run in question; empty when it is not remembered
 * @param log the last few lines
 * @param logOfRunBefore the last few lines before the run that its engine's policy has begun; empty when not told apart
 * @param portHolders such as {@code web publishes 0.0.0.0:80/tcp}: who else holds a port that this one wants; empty when
 *     nobody could look
 * @param other what was gathered besides, such as why the log could not be read
 */
record Clues(
        Finding finding,
        Sighting sighting,
        Optional<Detail.Container> container,
        Optional<History> history,
        String refusal,
        Optional<History.Ending> ending,
        List<String> log,
        Optional<List<String>> logOfRunBefore,
        List<String> healthOutput,
        Optional<List<String>> portHolders,
        List<Evidence> other) {

    private static final int LONGEST_LINE = 200;
    /** With two fingerprints, and the line that is to be set. */
    private static final int LONGEST_FOUND = 1000;

    // the engine names endpoint and id first; the reason comes last and must not be cut off
    private static final int LONGEST_ERROR = 350;
    private static final int MOST_LINES = 5;
    private static final String RUN_BEFORE = "log of the run before";
    private static final String PORT_HOLDER = "port holder";
    /** The first address in an engine's words is the host's: {@code listen tcp4 0.0.0.0:8080: bind: …}. */
    private static final Pattern PORT = Pattern.compile("(?:\\.[0-9]{1,3}|]|::):([0-9]{1,5})(?![0-9])");

    static Clues of(Finding finding, Sighting sighting, Optional<History> history, List<Evidence> gathered) {
        var container =
                sighting.detail() instanceof Detail.Container c ? Optional.of(c) : Optional.<Detail.Container>empty();
        var run = container.flatMap(Detail.Container::startedAt);
        var ending = history.flatMap(History::ending)
                .filter(e -> sighting.state().runs()
                        || e.run().isEmpty()
                        || run.isEmpty()
                        || e.run().equals(run));
        var probe = container.flatMap(Detail.Container::health).map(Detail.HealthCheck::output).stream()
                .flatMap(String::lines)
                .toList();
        return new Clues(
                finding,
                sighting,
                container,
                history,
                refusal(container, gathered),
                ending,
                last(linesFrom("log", gathered)),
                gathered.stream()
                        .filter(e -> e.from().equals(RUN_BEFORE))
                        .map(e -> last(e.lines()))
                        .findFirst(),
                last(probe.isEmpty() ? linesFrom("health check", gathered) : probe),
                gathered.stream()
                        .filter(e -> e.from().equals(PORT_HOLDER))
                        .map(e -> holding(refusal(container, gathered), e.lines()))
                        .findFirst(),
                gathered.stream()
                        .filter(e -> !List.of("log", RUN_BEFORE, "health check", "engine", PORT_HOLDER)
                                .contains(e.from()))
                        .map(e -> new Evidence(e.from(), last(e.lines())))
                        .toList());
    }

    /** What was fetched just now knows of a start that the engine refused a moment ago. */
    private static String refusal(Optional<Detail.Container> container, List<Evidence> gathered) {
        return gathered.stream()
                .filter(e -> e.from().equals("engine"))
                .flatMap(e -> e.lines().stream())
                .findFirst()
                .or(() -> container.map(Detail.Container::error))
                .orElse("");
    }

    /** Where the engine names the port, only who holds that one matters. */
    private static List<String> holding(String refusal, List<String> holders) {
        var port = PORT.matcher(refusal);
        var named = port.find() ? ":" + port.group(1) + "/" : "";
        return last(holders.stream().filter(line -> line.contains(named)).toList());
    }

    boolean is(Trouble trouble) {
        return finding.trouble() == trouble;
    }

    String found() {
        return Sentence.closed(Text.harmless(finding.says(), LONGEST_FOUND));
    }

    /** The engine's own words about a start that it could not do; empty when there was none. */
    String error() {
        return Text.harmless(refusal, LONGEST_ERROR);
    }

    boolean errorSays(String... any) {
        return Sentence.mentions(refusal, any);
    }

    /** Of the run that ended. What runs again shows 0, so its last ending counts. */
    int exitCode() {
        if (sighting.state().runs() && ending.isPresent()) return ending.get().exitCode();
        return container
                .map(Detail.Container::exitCode)
                .or(() -> ending.map(History.Ending::exitCode))
                .orElse(0);
    }

    /** While it runs once more, its exit code is 0 whatever the last one was. */
    boolean knowsHowItEnded() {
        return !sighting.state().runs() || ending.isPresent();
    }

    boolean endedWith(int code) {
        return container.isPresent() && exitCode() == code;
    }

    /** The engine told it at the time, which is worth more than its flag. */
    boolean outOfMemoryWasHeard() {
        return history.map(History::outOfMemory).orElse(false);
    }

    boolean outOfMemoryIsFlagged() {
        return container.map(Detail.Container::oomKilled).orElse(false);
    }

    Optional<Long> memoryLimit() {
        return container.flatMap(Detail.Container::memoryLimit);
    }

    /** True when a stopping signal came through the engine, whoever sent it. */
    boolean aKillWasHeard() {
        return ending.map(e -> e.how() == History.How.BY_A_PERSON || e.how() == History.How.BY_US)
                .orElse(false);
    }

    boolean endedByItself() {
        return ending.map(e -> e.how() == History.How.BY_ITSELF).orElse(false);
    }

    /** What the run that ended said last; the first words of the next one do not tell why. */
    List<String> lastWords() {
        return is(Trouble.RESTART_LOOP) ? logOfRunBefore.orElse(log) : log;
    }

    Optional<Detail.HealthCheck> health() {
        return container.flatMap(Detail.Container::health);
    }

    int restartCount() {
        return container.map(Detail.Container::restartCount).orElse(0);
    }

    /** True when this very run was healthy once; what is not known counts as never. */
    boolean wasHealthyInThisRun() {
        var run = container.flatMap(Detail.Container::startedAt);
        return run.isPresent() && history.flatMap(History::healthyRun).equals(run);
    }

    List<Evidence> evidence() {
        var all = new ArrayList<Evidence>();
        var inspected = inspected();
        if (!inspected.isEmpty()) all.add(new Evidence("inspect", inspected));
        if (!is(Trouble.UNHEALTHY))
            ending.ifPresent(e -> all.add(new Evidence("events", Sentence.of(e, outOfMemoryWasHeard()))));
        if (is(Trouble.UNHEALTHY) && !healthOutput.isEmpty()) all.add(new Evidence("health check", healthOutput));
        logOfRunBefore.filter(lines -> !lines.isEmpty()).ifPresent(lines -> all.add(new Evidence(RUN_BEFORE, lines)));
        if (!log.isEmpty()) all.add(new Evidence("log", log));
        portHolders.filter(lines -> !lines.isEmpty()).ifPresent(lines -> all.add(new Evidence(PORT_HOLDER, lines)));
        all.addAll(Filling.evidence(this));
        all.addAll(other);
        return all;
    }

    private List<String> inspected() {
        var lines = new ArrayList<String>();
        container.ifPresent(c -> {
            if (!is(Trouble.UNHEALTHY) && knowsHowItEnded()) lines.add("exit code " + exitCode());
            if (outOfMemoryIsFlagged()) lines.add("marked as out of memory");
            memoryLimit().ifPresent(limit -> lines.add("memory limit " + Sentence.bytes(limit)));
            if (!error().isEmpty()) lines.add("engine's error: " + error());
            if (is(Trouble.UNHEALTHY))
                health().ifPresent(h -> lines.add("failed checks in a row: " + h.failingStreak()));
            if (restartCount() > 0) lines.add("restarts by the engine's policy: " + restartCount());
        });
        sighting.unseen().ifPresent(why -> lines.add("cannot be seen: " + Text.harmless(why, LONGEST_LINE)));
        return lines;
    }

    private static List<String> linesFrom(String where, List<Evidence> gathered) {
        return gathered.stream()
                .filter(e -> e.from().equals(where))
                .flatMap(e -> e.lines().stream())
                .toList();
    }

    private static List<String> last(List<String> lines) {
        var told = lines.stream()
                .map(line -> Text.harmless(line, LONGEST_LINE))
                .filter(line -> !line.isBlank())
                .toList();
        return told.subList(Math.max(0, told.size() - MOST_LINES), told.size());
    }
}
