package homelab.web.page;

import static homelab.web.FakeDesk.NOON;
import static homelab.web.page.FilledCluster.guest;
import static homelab.web.page.FilledCluster.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import homelab.model.ClusterTree;
import homelab.model.Course;
import homelab.model.Detail;
import homelab.model.Expectation;
import homelab.model.Freshness;
import homelab.model.Guest;
import homelab.model.Resource;
import homelab.model.Sighting;
import homelab.model.State;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClustersTest {
    private static final Freshness FRESHNESS = Freshness.of(Duration.ofMinutes(1));

    private final Map<Resource.Id, String> incidents = new HashMap<>();
    private final Map<Resource.Id, Expectation> words = new HashMap<>();

    @Test
    void a_calm_cluster_has_its_nodes_with_their_guests() {
        var shown = view(FilledCluster.calm(NOON).seen);

        assertThat(shown.says()).isEqualTo("2 of 3 nodes online, 7 of 11 guests running, 2 not seen");
        assertThat(shown.nodes()).extracting(NodeView::name).containsExactly("pve1", "pve2", "pve3");
        assertThat(shown.nodes())
                .extracting(NodeView::foldedSays)
                .containsExactly("2 running, 2 stopped, 1 template", "5 running", "2 not seen");
        assertThat(shown.nodes()).allSatisfy(node -> assertThat(node.brief()).isFalse());
    }

    @Test
    void a_node_says_how_it_is_what_it_uses_and_what_of_it_is_wrong() {
        var pve1 = view(FilledCluster.calm(NOON).seen).nodes().getFirst();

        assertThat(pve1.says()).isEqualTo("online, up 12 days");
        assertThat(pve1.levels()).extracting(LevelView::says).containsExactly("cpu 12 %", "memory 61 %", "disk 91 %");
        assertThat(pve1.levels()).extracting(LevelView::tone).containsExactly(Tone.WELL, Tone.WELL, Tone.WRONG);
        assertThat(pve1.wrong()).extracting(PartView::says).containsExactly("cron is dead.");
        assertThat(pve1.well()).isEqualTo("1 service, 1 certificate, 1 drive well");
        assertThat(pve1.facts())
                .containsExactly(
                        "the agent runs here",
                        "Proxmox 9.1.2",
                        "3 updates wait",
                        "load 0.4",
                        "waits for its disks 14 % of the time");
    }

    @Test
    void an_offline_node_is_wrong_and_its_guests_are_grey() {
        var pve3 = view(FilledCluster.calm(NOON).seen).nodes().getLast();

        assertThat(pve3.says()).isEqualTo("offline");
        assertThat(pve3.tone()).isEqualTo(Tone.WRONG);
        assertThat(pve3.folded()).extracting(GuestView::tone).containsOnly(Tone.UNSEEN);
        assertThat(pve3.folded()).extracting(GuestView::state).containsOnly("not seen");
        assertThat(pve3.folded()).extracting(GuestView::vmid).containsExactly(110, 111);
        assertThat(pve3.folded().getFirst().reason()).contains("its node pve3 is offline");
    }

    @Test
    void a_guest_that_does_not_run_says_by_whose_word() {
        words.put(guest(102), new Expectation(guest(102), Expectation.Word.A_PERSON_STOPPED_IT, NOON));
        words.put(guest(103), new Expectation(guest(103), Expectation.Word.WAS_DOWN_WHEN_I_CAME, NOON));

        var guests = view(FilledCluster.calm(NOON).seen).nodes().getFirst().folded();

        assertThat(guests.get(2).why()).contains("stopped by ann@pve");
        assertThat(guests.get(3).why()).contains("was down when the agent first came");
        assertThat(guests.get(4).state()).isEqualTo("template");
        assertThat(guests.get(4).why()).isEmpty();
    }

    @Test
    void high_availability_keeps_a_guest_stopped_whoever_stopped_it_before() {
        var home = new FilledCluster(NOON).cluster(true, 1, 1).node("pve1", true);
        home.guest(200, "held", "pve1", State.STOPPED, told(200, "pve1", draft -> draft.ha = Optional.of("stopped")));

        assertThat(guests(home).getFirst().why()).contains("high availability keeps it stopped");
    }

    @Test
    void a_guest_says_what_it_uses_what_works_on_it_and_what_is_forbidden() {
        var nodes = view(FilledCluster.calm(NOON).seen).nodes();

        var db = nodes.get(1).folded().getFirst();
        assertThat(db.facts()).containsExactly("locked: backup", "cpu 34 %", "memory 75 %", "HA: started");
        assertThat(db.since())
                .isEqualTo(NOON.minusSeconds(4).minus(Duration.ofDays(40)).minusSeconds(56));
        var web = nodes.getFirst().folded().getFirst();
        assertThat(web.limits()).containsExactly("asks first", "protected", "critical");
        assertThat(web.wrong())
                .extracting(PartView::says)
                .containsExactly("memory of web 97 % used (3.9 GiB of 4 GiB)");
        assertThat(web.backup()).map(BackupView::at).contains(Optional.of(NOON.minus(Duration.ofHours(5))));
    }

    @Test
    void an_engine_stands_in_its_guest() {
        var engine = new HostView(
                "k",
                "docker-vm",
                "2 running",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Bar.of(Course.UNKNOWN, NOON),
                Optional.empty(),
                List.of());
        var tied = FilledHomelab.inGuest(FilledHomelab.host(FilledHomelab.HOME), guest(101));
        var seen = Stream.concat(
                        FilledCluster.calm(NOON).seen.stream(),
                        Stream.of(new Sighting(
                                tied,
                                State.RUNNING,
                                new Detail.Engine("E", "27", true),
                                NOON,
                                NOON,
                                List.of(),
                                Optional.empty())))
                .toList();

        var tree = ClusterTree.of(seen).getFirst();
        var shown = new Clusters(incidents, words, Map.of(), Map.of(FilledHomelab.HOME, engine), FRESHNESS, NOON)
                .view(tree);

        assertThat(shown.nodes().getFirst().folded().get(1).engines()).containsExactly(engine);
    }

    @Test
    void what_an_incident_is_about_comes_first() {
        incidents.put(guest(101), "INC-7");
        incidents.put(new Resource.Id("backups/100@home"), "INC-8");

        var pve1 = view(FilledCluster.calm(NOON).seen).nodes().getFirst();

        assertThat(pve1.shown()).extracting(GuestView::vmid).containsExactly(101, 100);
        assertThat(pve1.shown().getFirst().tone()).isEqualTo(Tone.WRONG);
        assertThat(pve1.shown().getLast().backup()).map(BackupView::incident).contains(Optional.of("INC-8"));
        assertThat(pve1.foldedSays()).isEqualTo("2 stopped, 1 template");
    }

    @Test
    void of_many_guests_what_is_well_is_a_count() {
        incidents.put(guest(150), "INC-9");

        var shown = view(FilledCluster.large(NOON, 4, 400).seen);

        assertThat(shown.says()).isEqualTo("4 of 4 nodes online, 400 of 400 guests running");
        var pve1 = shown.nodes().getFirst();
        assertThat(pve1.shown()).extracting(GuestView::vmid).containsExactly(150);
        assertThat(pve1.foldedSays()).isEqualTo("99 running");
        assertThat(pve1.brief()).isTrue();
        assertThat(pve1.folded().getFirst().brief()).isEqualTo("100 guest100, running");
    }

    @Test
    void storages_say_how_full_they_are_and_what_cannot_be_seen_is_grey() {
        var storages = view(FilledCluster.calm(NOON).seen).storages();

        assertThat(storages.shown())
                .extracting(PartView::says, PartView::tone)
                .containsExactlyInAnyOrder(
                        tuple("local of pve1 92 % used (92 of 100 GiB)", Tone.WRONG),
                        tuple("usb not seen: it is not active on pve1", Tone.UNSEEN),
                        tuple("nas 45 % used (0.9 TiB of 2 TiB)", Tone.WELL));
    }

    @Test
    void backups_are_counted_and_what_cannot_be_seen_is_not_called_missing() {
        var backups = view(FilledCluster.calm(NOON).seen).backups();

        assertThat(backups.says()).isEqualTo("2 of 11 guests have a backup that is not too old; of 7 it can’t be seen");
        assertThat(backups.shown()).extracting(PartView::says).containsExactly("In no backup job: windows (103).");
    }

    @Test
    void without_a_quorum_the_cluster_says_so() {
        var shown = view(new FilledCluster(NOON).cluster(false, 3, 1).seen);

        assertThat(shown.tone()).isEqualTo(Tone.WRONG);
        assertThat(shown.wrong())
                .containsExactly("It has no quorum: it can be read, but nothing in it can be started or changed.");
    }

    @Test
    void of_a_cluster_that_was_looked_at_too_long_ago_nothing_is_green() {
        var shown = view(FilledCluster.calm(NOON.minus(Duration.ofHours(2))).seen);

        assertThat(shown.unseen()).contains("the last full look was 2 h ago");
        assertThat(shown.tone()).isEqualTo(Tone.UNSEEN);
        assertThat(shown.nodes()).extracting(NodeView::tone).containsOnly(Tone.UNSEEN);
        assertThat(shown.nodes().stream().flatMap(node -> node.folded().stream()))
                .extracting(GuestView::tone)
                .containsOnly(Tone.UNSEEN);
        assertThat(shown.storages().shown()).extracting(PartView::tone).containsOnly(Tone.UNSEEN);
    }

    @Test
    void a_look_that_shows_nothing_new_is_the_same_view() {
        var home = FilledCluster.calm(NOON);
        var later = home.seen.stream()
                .map(one -> lookedAt(one, one.at().plusSeconds(30)))
                .toList();

        assertThat(view(later).toString()).isEqualTo(view(home.seen).toString());
    }

    /** What runs has run for as much longer. */
    private static Sighting lookedAt(Sighting one, Instant at) {
        var detail = one.detail() instanceof Guest told && told.usage().isPresent() ? older(told) : one.detail();
        return new Sighting(
                one.resource(),
                one.state(),
                detail,
                one.unseen().isPresent() ? one.at() : at,
                one.since(),
                one.changes(),
                one.unseen());
    }

    private static Guest older(Guest told) {
        var usage = told.usage().orElseThrow();
        var up = usage.up().plusSeconds(30);
        return new Guest(
                told.vmid(),
                told.node(),
                told.template(),
                told.own(),
                told.lock(),
                told.ha(),
                told.onboot(),
                told.order(),
                told.agent(),
                told.tasks(),
                Optional.of(new Guest.Usage(usage.cpu(), usage.memory(), usage.memoryLimit(), up)));
    }

    private List<GuestView> guests(FilledCluster home) {
        return view(home.seen).nodes().getFirst().folded();
    }

    private ClusterView view(List<Sighting> seen) {
        return new Clusters(incidents, words, Map.of(), Map.of(), FRESHNESS, NOON)
                .view(ClusterTree.of(seen).getFirst());
    }
}
