package homelab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import homelab.lab.Happening.Hand;
import homelab.lab.Resident.Condition;
import homelab.lab.Resident.Need;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScriptReaderTest {
    private static final String SHOP = """
            project shop
            container db, image postgres:16, checked every 5s, limited to 64 MB, says "ready, and waiting"
            container web, needs db healthy, restarted by Docker, labelled "homelab-agent.heal=ask"
            container backup, a job, stopped, left alone
            """;

    @Test
    void reads_who_lives_there() throws Exception {
        var script = read(SHOP);

        assertThat(script.residents())
                .containsExactly(
                        new Resident(
                                "shop",
                                "db",
                                "postgres:16",
                                List.of(),
                                Optional.of(Duration.ofSeconds(5)),
                                false,
                                false,
                                64 << 20,
                                false,
                                Map.of(),
                                List.of("ready, and waiting")),
                        new Resident(
                                "shop",
                                "web",
                                "scratch",
                                List.of(new Need("db", Condition.HEALTHY)),
                                Optional.empty(),
                                true,
                                false,
                                0,
                                false,
                                Map.of("homelab-agent.heal", "ask"),
                                List.of()),
                        new Resident(
                                "shop",
                                "backup",
                                "scratch",
                                List.of(),
                                Optional.empty(),
                                false,
                                true,
                                0,
                                true,
                                Map.of("homelab-agent.enable", "false"),
                                List.of()));
    }

    @Test
    void reads_what_happens_and_when() throws Exception {
        var script = read("# Much happens.\n#   and more\n\n" + SHOP + """
                at 5s: web and db crash with 1 saying "no: more, memory"
                every 15m from 1m30s: db becomes unhealthy
                every 10s: backup runs for 4s and ends with 2
                at 1h: a person recreates web
                at 2h: a person approves homebox
                until 3h
                """);

        assertThat(script.about()).containsExactly("Much happens.", "  and more");
        assertThat(script.length()).isEqualTo(Duration.ofHours(3));
        assertThat(script.cues())
                .containsExactly(
                        new Cue(
                                Duration.ofSeconds(5),
                                Optional.empty(),
                                new Happening.Crash(List.of("web", "db"), 1, Optional.of("no: more, memory")),
                                "web and db crash with 1 saying \"no: more, memory\""),
                        new Cue(
                                Duration.ofSeconds(90),
                                Optional.of(Duration.ofMinutes(15)),
                                new Happening.Unhealthy(List.of("db"), Optional.empty()),
                                "db becomes unhealthy"),
                        new Cue(
                                Duration.ofSeconds(10),
                                Optional.of(Duration.ofSeconds(10)),
                                new Happening.Runs(List.of("backup"), Duration.ofSeconds(4), 2, Optional.empty()),
                                "backup runs for 4s and ends with 2"),
                        new Cue(
                                Duration.ofHours(1),
                                Optional.empty(),
                                new Happening.Done(Hand.RECREATES, List.of("web")),
                                "a person recreates web"),
                        new Cue(
                                Duration.ofHours(2),
                                Optional.empty(),
                                new Happening.Answered(true, List.of("homebox")),
                                "a person approves homebox"));
    }

    @Test
    void tells_all_mistakes_together_each_with_its_line_and_what_may_have_been_meant() {
        var mistakes = mistakes(SHOP + """
                evry 5s: web crashes with 1
                at 5s: wep crashes with 1
                at 5s: web chrashes with 1
                at soon: web crashes with 1
                at 5s: web crashes with 256
                at 5s: web becomes unhealthy
                at 5s: web is mended, and more
                at 5s web is mended
                at 5s: a person stopps web
                every 0s: web crashes with 1
                container web
                container x, imagge y
                container z, says "never closed
                with others
                """);

        assertThat(mistakes.lines().map(line -> line.substring(0, line.indexOf("; the line is: "))))
                .containsExactly(
                        "test, line 5: a line should begin with with, project, container, cluster, node, vm, lxc, storage, backup, before, at, every, until, not with"
                                + " \"evry\" (did you mean \"every\"?)",
                        "test, line 6: there is no container \"wep\" (did you mean \"web\"?)",
                        "test, line 7: nothing is known that begins with \"chrashes\" (did you mean \"crashes\"?); a"
                                + " container crashes with N, runs out of memory, becomes unhealthy, becomes healthy,"
                                + " is never healthy, keeps crashing with N after T, cannot start saying \"…\", is"
                                + " mended, runs for T and ends with N",
                        "test, line 8: a length of time such as 90s, 5m or 1h30m should be where \"soon\" is",
                        "test, line 9: an exit code should be a number from 0 to 255, not \"256\"",
                        "test, line 10: \"web\" has no health check; give it one with: checked every 5s",
                        "test, line 11: nothing should follow, but \",\" does",
                        "test, line 12: \":\" should come where \"web\" is",
                        "test, line 13: a person cannot do \"stopps\" (did you mean \"stops\"?); a person stops, kills,"
                                + " starts, restarts, recreates, approves, rejects",
                        "test, line 14: what comes again should not come more often than every 1s",
                        "test, line 15: there is a container \"web\" already",
                        "test, line 16: a container cannot be described by \"imagge\" (did you mean \"image\"?); it can"
                                + " be: image I, checked every T, needs C [healthy], restarted by Docker, a job,"
                                + " limited to N MB, stopped, left alone, labelled \"K=V\", says \"…\"",
                        "test, line 17: a quote is not closed",
                        "test, line 18: there is no script \"others\"");
    }

    @Test
    void wants_somebody_to_live_there() {
        var mistakes = mistakes("# Nothing.\nuntil 5m\n");

        assertThat(mistakes)
                .isEqualTo(
                        "test: nobody lives here; say who with: container NAME, image IMAGE, or: node NAME, N cores, N GB");
    }

    @Test
    void knows_each_script_that_comes_with_the_program_and_no_other() throws Exception {
        try (var files = Files.list(Path.of("src/main/resources/lab"))) {
            var names = files.map(file -> file.getFileName().toString().replace(".lab", ""))
                    .filter(name -> !List.of("household", "cluster").contains(name))
                    .toList();

            assertThat(Script.NAMES).containsExactlyInAnyOrderElementsOf(names);
        }
        for (var name : Script.NAMES) assertThat(Script.named(name).about()).isNotEmpty();
        assertThat(catchThrowable(() -> Script.named("strom")))
                .hasMessage("there is no script \"strom\" (did you mean \"storm\"?); there are "
                        + String.join(", ", Script.NAMES));
    }

    private static Script read(String text) throws ScriptException {
        return new ScriptReader("test", name -> name.equals("test") ? Optional.of(text) : Optional.empty()).read();
    }

    private static String mistakes(String text) {
        return String.valueOf(catchThrowable(() -> read(text)).getMessage());
    }
}
