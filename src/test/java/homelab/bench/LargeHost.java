package homelab.bench;

import homelab.integration.docker.FakeContainers;
import homelab.integration.docker.FakeEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Measures the whole agent, in a process of its own, before a simulated engine with very many containers. */
final class LargeHost {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final int CRASHES = 30;
    private static final int FALLEN = 200;

    private final Path homelab;
    private final Path folder;
    private final int number;

    private LargeHost(Path homelab, Path folder, int number) {
        this.homelab = homelab;
        this.folder = folder;
        this.number = number;
    }

    /** @param args the program, a folder to work in, and how many containers, once or several times */
    static void main(String[] args) throws Exception {
        System.out.println(
                "containers  full look ms  event to request ms  quiet look  question after s  messages  RSS MB");
        for (var number : List.of(args).subList(2, args.length)) {
            var folder = Files.createDirectories(Path.of(args[1], number));
            new LargeHost(Path.of(args[0]), folder, Integer.parseInt(number)).measure();
        }
        System.out.println("goals       2000          300                  1 list, 0 inspects");
    }

    private void measure() throws Exception {
        try (var engine = FakeEngine.well(folder)) {
            var containers = FakeContainers.on(engine, InstantSource.system());
            var boxes = IntStream.range(0, number)
                    .mapToObj(i -> containers.run("c" + i))
                    .toList();
            var agent = start(engine);
            try {
                var look = firstLook(engine, boxes);
                var quiet = quietLook(engine);
                var crash = median(crashes(engine, containers, boxes));
                var storm = number >= 2 * FALLEN ? fall(containers, boxes) : Optional.<Duration>empty();
                System.out.printf(
                        Locale.ROOT,
                        "%10d  %12d  %19d  %-10s  %16s  %8s  %6d%n",
                        number,
                        look.toMillis(),
                        crash.toMillis(),
                        quiet,
                        storm.map(after -> "%.1f".formatted(after.toMillis() / 1000.0))
                                .orElse("-"),
                        storm.map(ignored -> Integer.toString(told().size())).orElse("-"),
                        memory(agent));
            } finally {
                agent.destroy();
                agent.waitFor();
            }
        }
    }

    private Process start(FakeEngine engine) throws IOException {
        var builder = new ProcessBuilder(homelab.toString(), "run")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        var environment = builder.environment();
        environment.put("HOMELAB_DATA", folder.resolve("data").toString());
        environment.put("HOMELAB_MODE", "heal");
        environment.put("DOCKER_HOST", engine.host());
        environment.put("DASHBOARD_PORT", "18097");
        environment.put("MONITOR_INTERVAL", Long.toString(INTERVAL.toSeconds()));
        return builder.start();
    }

    /** From the request for the list to the last inspection. */
    private static Duration firstLook(FakeEngine engine, List<FakeContainers.Box> boxes) throws InterruptedException {
        var wanted = new HashSet<String>();
        boxes.forEach(box -> wanted.add("GET /containers/" + box.id() + "/json"));
        until(() -> engine.asked().size() >= boxes.size() && new HashSet<>(engine.requests()).containsAll(wanted));
        var asked = engine.asked();
        var begun = asked.stream()
                .filter(one -> one.request().startsWith("GET /containers/json"))
                .findFirst()
                .orElseThrow();
        var last = asked.stream()
                .filter(one -> wanted.contains(one.request()))
                .mapToLong(FakeEngine.Asked::at)
                .max()
                .orElseThrow();
        return Duration.ofNanos(last - begun.at());
    }

    /** What is asked in a whole interval in which nothing happens. */
    private static String quietLook(FakeEngine engine) throws InterruptedException {
        Thread.sleep(Duration.ofSeconds(2));
        var before = engine.requests().size();
        Thread.sleep(INTERVAL);
        var since = engine.requests();
        since = since.subList(before, since.size());
        return count(since, "GET /containers/json") + " list, " + count(since, "GET /containers/0") + " inspects";
    }

    private static long count(List<String> requests, String beginning) {
        return requests.stream().filter(one -> one.startsWith(beginning)).count();
    }

    private static List<Duration> crashes(FakeEngine engine, FakeContainers containers, List<FakeContainers.Box> boxes)
            throws InterruptedException {
        var took = new ArrayList<Duration>();
        for (var box : boxes.subList(boxes.size() - CRASHES, boxes.size())) {
            var begun = System.nanoTime();
            containers.crash(box, 1);
            until(() -> containers.asked(box) > 0);
            var start = engine.asked().stream()
                    .filter(one -> one.request().equals("POST /containers/" + box.id() + "/start"))
                    .findFirst()
                    .orElseThrow();
            took.add(Duration.ofNanos(start.at() - begun));
            Thread.sleep(300);
        }
        return took;
    }

    /** Until a person is asked about it, which must not be before it is quiet for 5 s. */
    private Optional<Duration> fall(FakeContainers containers, List<FakeContainers.Box> boxes) throws Exception {
        Thread.sleep(Duration.ofSeconds(40));
        Files.delete(notifications());
        var begun = System.nanoTime();
        boxes.subList(0, FALLEN).forEach(box -> containers.crash(box, 137));
        until(() -> told().stream().anyMatch(line -> line.contains("Question: ")));
        var asked = Duration.ofNanos(System.nanoTime() - begun);
        Thread.sleep(Duration.ofSeconds(10));
        return Optional.of(asked);
    }

    private List<String> told() {
        try {
            return Files.exists(notifications()) ? Files.readAllLines(notifications()) : List.of();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Path notifications() {
        return folder.resolve("data").resolve("notifications.log");
    }

    private static long memory(Process agent) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + agent.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    private static Duration median(List<Duration> all) {
        return all.stream().sorted().toList().get(all.size() / 2);
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) throw new IllegalStateException("it did not come within " + PATIENCE);
            Thread.sleep(5);
        }
    }
}
