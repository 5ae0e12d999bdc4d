package homelab.web.page;

import static homelab.web.FakeDesk.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Action;
import homelab.model.Attempt;
import homelab.model.Course;
import homelab.model.Detail;
import homelab.model.Diagnosis;
import homelab.model.Evidence;
import homelab.model.Guest;
import homelab.model.Intent;
import homelab.model.Kind;
import homelab.model.Outcome;
import homelab.model.OverallState;
import homelab.model.Resource;
import homelab.model.Sighting;
import homelab.model.Stage;
import homelab.model.State;
import homelab.model.Status;
import homelab.web.Examples;
import java.time.Duration;
import java.util.ArrayList;
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

    private static List<Sighting> cluster(String name) {
        var home = new FilledCluster(NOON).cluster(false, 1, 1);
        var node = FilledCluster.node(name);
        home.node(name, true).node(name + "2", false);
        home.running(100, name, name);
        home.guest(101, name, name, State.STOPPED, FilledCluster.told(101, name, draft -> {
            draft.task = Optional.of(name);
            draft.lock = Optional.of(new Guest.Lock(name, NOON, true));
            draft.ha = Optional.of(name);
        }));
        home.unseen(102, name, name).backups(100, name, 5);
        home.greyed(FilledCluster.part(Kind.STORAGE, "storage/" + name, name, FilledCluster.ID), name);
        home.level(Kind.MEMORY, "memory/" + name, name, node, 97, name);
        home.level(Kind.MEMORY, "memory/100", name, FilledCluster.guest(100), 97, name);
        home.level(Kind.STORAGE, "storage/2" + name, name, FilledCluster.ID, 97, name);
        home.report(Kind.SERVICE, "service/" + name, name, node, name);
        return home.report(Kind.BACKUP, "backups/plan", name, FilledCluster.ID, name).seen;
    }

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
        var everything = new ArrayList<>(cluster(name));
        everything.add(new Sighting(machine, State.RUNNING, engine, NOON, NOON, List.of(), unseen));
        everything.add(new Sighting(container, State.RUNNING, engine, NOON, NOON, List.of(), unseen));
        door.desk.resources = List.copyOf(everything);
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
