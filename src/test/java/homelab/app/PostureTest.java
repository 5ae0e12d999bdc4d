package homelab.app;

import static homelab.web.FakeDesk.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Ceiling;
import homelab.model.OverallState;
import homelab.model.Person;
import homelab.model.Status;
import homelab.web.FakeDesk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PostureTest {
    private static final Ceiling HEALS = new Ceiling(true, false, Optional.empty(), NOON);
    private static final Ceiling WATCHES = new Ceiling(false, false, Optional.of(new Person("root", "cli")), NOON);

    private final FakeDesk desk = new FakeDesk();
    private final List<String> told = new ArrayList<>();

    @Test
    void tells_a_pause_its_end_and_another_mode_once() {
        desk.status = status(false, HEALS);
        desk.watch(new Posture(desk, told::add)::look);

        desk.change();
        desk.status = status(true, HEALS);
        desk.change();
        assertThat(told).containsExactly("the agent is paused: nothing new is begun");
        desk.change();
        desk.status = status(false, HEALS);
        desk.change();
        desk.status = status(false, WATCHES);
        desk.change();

        assertThat(told)
                .containsExactly(
                        "the agent is paused: nothing new is begun",
                        "the agent goes on",
                        "the mode is now observe, chosen by root (cli)");
    }

    private static Status status(boolean paused, Ceiling ceiling) {
        return new Status(
                OverallState.HEALTHY, ceiling, paused, NOON, NOON, 0, 0, 0, FakeDesk.INTERVAL, List.of(), List.of());
    }
}
