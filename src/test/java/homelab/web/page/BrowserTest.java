package homelab.web.page;

import static homelab.web.FakeDesk.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import homelab.integration.Desk;
import homelab.model.Ceiling;
import homelab.model.OverallState;
import homelab.model.Person;
import homelab.model.Status;
import homelab.web.OpenDoor;
import homelab.web.WebException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * A real browser before the real door; the desk behind it is a fake, and nothing is wrong there at first. Whatever a
 * test does, no page may ask for anything elsewhere or have something to complain about.
 */
abstract class BrowserTest {
    static Chromium chromium;
    static OpenDoor door;

    private final List<Tab> tabs = new ArrayList<>();

    @BeforeAll
    static void open() throws WebException {
        Chromium.require();
        chromium = new Chromium();
        door = new OpenDoor();
    }

    @AfterAll
    static void close() {
        if (chromium == null) return;
        chromium.close();
        door.close();
    }

    @BeforeEach
    void calm() {
        door.desk.said.clear();
        door.desk.incidents = List.of();
        door.desk.resources = List.of();
        door.desk.courses = Map.of();
        door.desk.shadowScores = List.of();
        door.desk.broken = false;
        door.desk.answers(new Desk.Reply.Done("done", Optional.empty()));
        door.desk.status = new Status(
                OverallState.HEALTHY,
                new Ceiling(false, false, Optional.empty(), NOON),
                false,
                NOON,
                NOON,
                0,
                0,
                0,
                Duration.ofSeconds(60),
                List.of(new Status.SourceState("docker", Optional.of(NOON), Optional.empty())),
                List.of());
    }

    @AfterEach
    void nothing_comes_from_elsewhere_and_no_page_complains() {
        for (var tab : tabs) {
            assertThat(tab.askedBeside(address("/"))).isEmpty();
            assertThat(tab.complaints()).isEmpty();
            tab.close();
        }
    }

    /** Judged when the test is over. */
    Tab watched(Tab tab) {
        tabs.add(tab);
        return tab;
    }

    /** In by a link of ann's, on the first page. */
    Tab in(Tab tab) {
        watched(tab);
        tab.go(link());
        tab.press("button");
        return tab;
    }

    static String link() {
        return door.web.link(new Person("ann", "page")).address().toString();
    }

    static String address(String path) {
        return "http://127.0.0.1:" + door.web.port() + path;
    }
}
