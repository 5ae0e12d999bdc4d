package homelab.web.page;

import static homelab.web.FakeDesk.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Action;
import homelab.model.Attempt;
import homelab.model.Course;
import homelab.model.Detail;
import homelab.model.Diagnosis;
import homelab.model.Evidence;
import homelab.model.Intent;
import homelab.model.Outcome;
import homelab.model.OverallState;
import homelab.model.Resource;
import homelab.model.Sighting;
import homelab.model.Stage;
import homelab.model.State;
import homelab.model.Status;
import homelab.web.Examples;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names that are markup, code or a trap for whoever reads them, wherever a name is shown. */
class HostileNamesIT extends BrowserTest {
    static Stream<String> names() {
        return Stream.of(MARKUP + QUOTES + CODE + TERMINAL + TURNING, "x".repeat(64 << 10));
    }

    private static final String MARKUP = "</p></section><img src=x onerror=alert(1)><script>alert(2)</script>";
    private static final String QUOTES = "\"'><svg onload=alert(3)> \" autofocus onfocus=\"alert(4)";
    private static final String CODE = "{{7*7}} ${7*7} [[${7*7}]] [(${7*7})] __${7*7}__ *{7*7}";
    private static final String TERMINAL = "\u001B[31mred\u001B[2J\u001B]0;title\u0007";
    private static final String TURNING = "safe\u202Egnp.exe\u2066\u2067";

    @ParameterizedTest
    @MethodSource("names")
    void stay_text(String name) {
        everywhere(name);
        var shown = name.replaceAll("[\u202E\u2066\u2067]", "\uFFFD");
        var tab = in(Tab.onPhone(chromium));

        for (var path : List.of("/", "/incidents", "/incidents/INC-5")) {
            tab.go(address(path));
            tab.page.evaluate("() => document.querySelectorAll('details').forEach(one => { one.open = true })");

            assertThat(tab.page.locator("main").textContent()).as(path).contains(shown);
            assertThat(tab.page.locator(FOREIGN).count()).as(path).isZero();
            assertThat(tab.page.evaluate("() => document.documentElement.scrollWidth"))
                    .as(path)
                    .isEqualTo(Tab.PHONE);
            assertThat(tab.page.evaluate(TURNED_ROUND)).as(path).isEqualTo(List.of());
        }
        assertThat(tab.page.locator(".attempts code").textContent()).isEqualTo("container.start " + shown);
    }

    /** What no template of ours puts into a page's main part. */
    private static final String FOREIGN =
            "main script, main img, main iframe, main [onload], main [onerror], main [onfocus], main [autofocus]";

    /** Our own word behind a name, where it does not stand to the right of it. */
    private static final String TURNED_ROUND = """
            () => [...document.querySelectorAll('.attempts p.small')].filter(p => {
              const by = document.createRange(), text = p.childNodes[1]
              by.setStart(text, 1); by.setEnd(text, 3)
              const our = by.getBoundingClientRect(), name = [...p.querySelector('code').getClientRects()]
              return name.some(part => Math.abs(our.top - part.top) < 5 && our.left < part.right - 1)
            }).map(p => p.textContent)""";

    private static void everywhere(String name) {
        var host = new Resource.Id("docker:" + name);
        var engine = new Detail.Engine("E", "27", true);
        var unseen = Optional.of(name);
        var machine = FilledHomelab.host(host);
        var container = FilledHomelab.container(host, name, name);
        var attempt = new Attempt(
                new Intent.Id("i1"),
                Action.CONTAINER_START,
                container.id(),
                name,
                name,
                NOON,
                Optional.of(new Outcome.Failed(name)));
        door.desk.resources = List.of(
                new Sighting(machine, State.RUNNING, engine, NOON, NOON, List.of(), unseen),
                new Sighting(container, State.RUNNING, engine, NOON, NOON, List.of(), unseen));
        door.desk.courses = Map.of(
                container.id(),
                new Course(List.of(
                        new Sighting.Change(NOON.minusSeconds(9000), State.RUNNING),
                        new Sighting.Change(NOON.minusSeconds(60), State.STOPPED))));
        door.desk.incidents = List.of(Examples.fresh(5, name)
                .with(new Diagnosis(
                        name,
                        name,
                        0.5,
                        List.of(new Evidence(name, List.of(name, name))),
                        List.of(Action.CONTAINER_START)))
                .with(Optional.of(Examples.restart(name)))
                .with(List.of(attempt))
                .saying(NOON, name)
                .at(new Stage.Escalated(name)));
        var known = door.desk.status;
        door.desk.status = new Status(
                OverallState.UNHEALTHY,
                known.ceiling(),
                false,
                NOON,
                NOON,
                1,
                0,
                0,
                Duration.ofSeconds(60),
                List.of(new Status.SourceState(name, Optional.empty(), unseen)),
                List.of(name));
    }
}
