package homelab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.integration.Check;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DoctorCommandTest {
    private static final List<Examined> ILL = List.of(
            new Examined(
                    "engine\u202e lab",
                    List.of(
                            Check.problem("socket", "there is none\u001b[31m\u2028\u202e", "start it"),
                            Check.unknown("clock", "it could not be told", "look"),
                            Check.advice("health checks", "2 have none", "add them"))),
            new Examined("this machine", List.of(Check.ok("clock", "the kernel says it is synchronised"))));
    private static final List<Examined> WELL = List.of(ILL.getLast());

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(List<Examined> seen, String... args) {
        var nowhere = new Reach(Path.of("nowhere"), "127.0.0.1", 1, Optional.empty());
        var machine = new Machine(nowhere, InstantSource.system(), seen);
        return new Cli(machine, new PrintWriter(out), new PrintWriter(err)).run(args);
    }

    @Test
    void shows_each_part_with_its_checks_and_sums_up() {
        var code = run(ILL, "doctor");

        assertThat(out).hasToString("""
                engine lab
                  PROBLEM  socket         there is none
                           cure: start it
                  UNKNOWN  clock          it could not be told
                           cure: look
                  ADVICE   health checks  2 have none
                           cure: add them

                this machine
                  OK       clock          the kernel says it is synchronised

                1 problem; 1 unknown, 1 advice, 1 OK.
                """);
        assertThat(code).isEqualTo(1);
    }

    @Test
    void ends_well_without_a_problem() {
        var code = run(WELL, "doctor");

        assertThat(out).hasToString("""
                this machine
                  OK       clock  the kernel says it is synchronised

                No problem was seen; 0 unknown, 0 advice, 1 OK.
                """);
        assertThat(code).isZero();
    }

    @Test
    void tells_the_same_as_json() {
        var code = run(ILL, "doctor", "--json");

        assertThat(out).hasToString("""
                {"ok":false,"checks":[\
                {"part":"engine lab","level":"PROBLEM","name":"socket","seen":"there is none","cure":"start it"},\
                {"part":"engine lab","level":"UNKNOWN","name":"clock","seen":"it could not be told","cure":"look"},\
                {"part":"engine lab","level":"ADVICE","name":"health checks","seen":"2 have none","cure":"add them"},\
                {"part":"this machine","level":"OK","name":"clock","seen":"the kernel says it is synchronised","cure":null}]}
                """);
        assertThat(code).isEqualTo(1);
    }

    @Test
    void what_is_not_understood_ends_with_2_and_looks_at_nothing() {
        assertThat(run(ILL, "doctor", "--jsn")).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
    }
}
