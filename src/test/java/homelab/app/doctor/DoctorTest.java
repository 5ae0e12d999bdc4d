package homelab.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.cli.Examined;
import homelab.integration.Check;
import homelab.integration.Checkup;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DoctorTest {

    private static Checkup checkup(String part, Consumer<Consumer<Check>> look) {
        return new Checkup() {
            @Override
            public String part() {
                return part;
            }

            @Override
            public void look(boolean healing, Consumer<Check> checks) {
                look.accept(checks);
            }
        };
    }

    private static List<Examined> examine(Duration limit, Checkup... checkups) {
        return new Doctor(List.of(checkups), limit).examine(true);
    }

    @Test
    void keeps_the_order_of_the_parts_and_tells_the_worst_of_each_first() {
        var fine = Check.ok("a", "fine");
        var unseen = Check.unknown("b", "dark", "light");
        var bad = Check.problem("c", "broken", "glue");
        var so = Check.advice("d", "so so", "paint");

        var seen = examine(
                Duration.ofSeconds(10),
                checkup("data", checks -> checks.accept(fine)),
                checkup("engine", checks -> checks.accept(so)),
                checkup("data", checks -> {
                    checks.accept(so);
                    checks.accept(unseen);
                    checks.accept(bad);
                }));

        assertThat(seen)
                .containsExactly(
                        new Examined("data", List.of(bad, unseen, so, fine)), new Examined("engine", List.of(so)));
    }

    @Test
    void what_hangs_costs_only_the_answers_that_it_still_owes() {
        var early = Check.ok("early", "fine");
        var never = new CountDownLatch(1);

        var seen = examine(
                Duration.ofMillis(300),
                checkup("hangs", checks -> {
                    checks.accept(early);
                    while (true) {
                        try {
                            never.await();
                        } catch (InterruptedException e) {
                            // nothing wakes it
                        }
                    }
                }),
                checkup("well", checks -> checks.accept(early)));

        assertThat(seen)
                .containsExactly(
                        new Examined(
                                "hangs",
                                List.of(
                                        Check.unknown(
                                                "the rest",
                                                "no answer in time",
                                                "see what hangs: the disk, or what is named here"),
                                        early)),
                        new Examined("well", List.of(early)));
    }

    @Test
    void a_fault_of_ours_is_told_and_costs_nobody_else() {
        var seen = examine(
                Duration.ofSeconds(10),
                checkup("faulty", checks -> {
                    throw new IllegalStateException("oops");
                }),
                checkup("well", checks -> checks.accept(Check.ok("a", "fine"))));

        assertThat(seen)
                .containsExactly(
                        new Examined(
                                "faulty",
                                List.of(Check.unknown(
                                        "the rest",
                                        "a fault in the program: java.lang.IllegalStateException: oops",
                                        "report it, with this line"))),
                        new Examined("well", List.of(Check.ok("a", "fine"))));
    }
}
