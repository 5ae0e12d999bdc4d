package homelab.web.page;

import static homelab.web.FakeDesk.NOON;
import static homelab.web.page.FilledHomelab.ATTIC;
import static homelab.web.page.FilledHomelab.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Course;
import homelab.model.Detail;
import homelab.model.Finding;
import homelab.model.Freshness;
import homelab.model.Incident;
import homelab.model.Resource;
import homelab.model.Severity;
import homelab.model.Sighting;
import homelab.model.State;
import homelab.model.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostsTest {
    private static final Freshness FRESHNESS = Freshness.of(Duration.ofMinutes(1));
    private static final Detail ENGINE = new Detail.Engine("E", "27", true);

    @Test
    void containers_stand_under_their_project_and_problems_come_first() {
        var seen = List.of(
                seen(FilledHomelab.host(HOME), State.RUNNING),
                seen(FilledHomelab.container(HOME, "b", "b1"), State.RUNNING),
                seen(FilledHomelab.container(HOME, "b", "b2"), State.UNHEALTHY),
                seen(FilledHomelab.container(HOME, "a", "a1"), State.RUNNING),
                seen(FilledHomelab.container(HOME, "", "alone"), State.STOPPED));

        var host = hosts(seen).getFirst();

        assertThat(host.says()).isEqualTo("2 running, 1 unhealthy, 1 stopped");
        assertThat(host.groups()).extracting(GroupView::name).containsExactly("b", "a", "");
        assertThat(host.groups().getFirst().shown())
                .extracting(ContainerView::name)
                .containsExactly("b2", "b1");
        assertThat(host.groups()).allSatisfy(group -> assertThat(group.folded()).isEmpty());
    }

    @Test
    void of_many_only_the_problems_are_unfolded() {
        var seen = new ArrayList<Sighting>();
        seen.add(seen(FilledHomelab.host(HOME), State.RUNNING));
        for (var i = 0; i < 200; i++)
            seen.add(seen(
                    FilledHomelab.container(HOME, "p" + i % 10, "c" + i), i == 7 ? State.RESTARTING : State.RUNNING));

        var host = hosts(seen).getFirst();

        assertThat(host.groups()).hasSize(10);
        assertThat(host.groups().getFirst().shown())
                .extracting(ContainerView::name)
                .containsExactly("c7");
        assertThat(host.groups()).extracting(GroupView::says).startsWith("19 running", "20 running");
    }

    @Test
    void what_an_open_incident_is_about_is_wrong_though_it_stopped_like_others() {
        var web = FilledHomelab.container(HOME, "a", "web");
        var finding = new Finding(web, Trouble.CRASHED, Severity.WARNING, "It ended with 1.", NOON);
        var incident = Incident.open(new Incident.Id(3), "web crashed", finding, NOON);
        var seen = List.of(
                seen(FilledHomelab.host(HOME), State.RUNNING),
                seen(web, State.STOPPED),
                seen(FilledHomelab.container(HOME, "a", "job"), State.STOPPED));

        var shown = views(seen, List.of(incident), Map.of(), FRESHNESS)
                .getFirst()
                .groups()
                .getFirst()
                .shown();

        assertThat(shown).extracting(ContainerView::tone).containsExactly(Tone.WRONG, Tone.OFF);
        assertThat(shown.getFirst().incident()).contains("INC-3");
    }

    @Test
    void behind_an_unseen_host_everything_is_grey_with_its_reason() {
        var host = unseen(FilledHomelab.host(ATTIC));
        var web = unseen(FilledHomelab.container(ATTIC, "a", "web"));

        var shown = hosts(List.of(host, web)).getFirst();

        assertThat(shown.unseen()).contains("connection refused");
        var container = shown.groups().getFirst().shown().getFirst();
        assertThat(container.tone()).isEqualTo(Tone.UNSEEN);
        assertThat(container.state()).isEqualTo("not seen");
        assertThat(container.reason()).contains("connection refused");
        assertThat(container.at()).isEqualTo(NOON.plusSeconds(5));
    }

    @Test
    void of_a_host_that_was_looked_at_too_long_ago_nothing_is_green() {
        var old = NOON.minus(Duration.ofHours(2));
        var host = FilledHomelab.host(HOME);
        var web = FilledHomelab.container(HOME, "a", "web");
        var seen = List.of(seen(host, State.RUNNING, old), seen(web, State.RUNNING, old));
        var ran = new Course(List.of(new Sighting.Change(NOON.minus(Duration.ofDays(3)), State.RUNNING)));

        var shown = views(seen, List.of(), Map.of(host.id(), ran, web.id(), ran), FRESHNESS)
                .getFirst();

        assertThat(shown.unseen()).contains("the last full look was 2 h ago");
        assertThat(shown.lastSeen()).contains(old);
        assertThat(shown.says()).isEqualTo("1 not seen");
        var container = shown.groups().getFirst().shown().getFirst();
        assertThat(container.tone()).isEqualTo(Tone.UNSEEN);
        assertThat(container.reason()).contains("its host can’t be seen");
        assertThat(List.of(shown.bar(), container.bar()))
                .extracting(Bar::says)
                .containsOnly("running 21 h 45 min, not seen 2 h 0 min");
    }

    @Test
    void how_old_a_look_may_be_goes_by_how_often_it_is_looked() {
        var seen = List.of(seen(FilledHomelab.host(HOME), State.RUNNING, NOON.minus(Duration.ofMinutes(21))));

        var often = views(seen, List.of(), Map.of(), Freshness.of(Duration.ofMinutes(9)));
        var seldom = views(seen, List.of(), Map.of(), Freshness.of(Duration.ofMinutes(10)));

        assertThat(often.getFirst().unseen()).contains("the last full look was 21 min ago");
        assertThat(seldom.getFirst().unseen()).isEmpty();
        assertThat(seldom.getFirst().lastSeen()).isEmpty();
    }

    @Test
    void a_look_that_shows_nothing_new_is_the_same_view() {
        var host = FilledHomelab.host(HOME);
        var web = FilledHomelab.container(HOME, "a", "web");

        var before = hosts(List.of(seen(host, State.RUNNING), seen(web, State.RUNNING)));
        var later = hosts(List.of(
                seen(host, State.RUNNING, NOON.plusSeconds(30)), seen(web, State.RUNNING, NOON.plusSeconds(30))));

        assertThat(later.toString()).isEqualTo(before.toString());
    }

    private static List<HostView> hosts(List<Sighting> seen) {
        return views(seen, List.of(), Map.of(), FRESHNESS);
    }

    private static List<HostView> views(
            List<Sighting> seen, List<Incident> open, Map<Resource.Id, Course> courses, Freshness freshness) {
        return List.copyOf(
                Hosts.of(seen, Hosts.incidents(open), courses, freshness, NOON).values());
    }

    private static Sighting seen(Resource resource, State state) {
        return seen(resource, state, NOON.plusSeconds(5));
    }

    private static Sighting seen(Resource resource, State state, Instant at) {
        return new Sighting(resource, state, ENGINE, at, NOON, List.of(), Optional.empty());
    }

    private static Sighting unseen(Resource resource) {
        return new Sighting(
                resource,
                State.RUNNING,
                ENGINE,
                NOON.plusSeconds(5),
                NOON,
                List.of(),
                Optional.of("connection refused"));
    }
}
