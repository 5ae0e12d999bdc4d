package homelab.cli;

import static homelab.web.FakeDesk.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import homelab.integration.Desk;
import homelab.model.Resolution;
import homelab.model.Stage;
import homelab.model.State;
import homelab.model.Status;
import homelab.web.Clusters;
import homelab.web.Examples;
import homelab.web.FakeDesk;
import homelab.web.OpenDoor;
import homelab.web.WebException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShortCommandsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private OpenDoor door;

    @BeforeEach
    void open() throws WebException {
        door = new OpenDoor();
    }

    @AfterEach
    void close() {
        door.close();
        System.clearProperty("homelab.called");
    }

    @Test
    void says_in_its_own_words_that_there_is_no_such_incident() {
        System.setProperty("homelab.called", "./homelab");

        assertThat(homelab("approve", "INC-99")).isEqualTo(Cli.PROBLEM);
        assertThat(homelab("incidents", "show", "INC-99")).isEqualTo(Cli.PROBLEM);

        assertThat(err.toString()).isEqualTo("homelab: there is no INC-99; see: ./homelab incidents list\n".repeat(2));
    }

    @Test
    void a_refusal_stands_alone() {
        door.desk.incidents = List.of(Examples.awaiting(1, "web").at(new Stage.Resolved(Resolution.HEALED, NOON)));
        door.desk.answers(new Desk.Reply.NotFound("INC-1 is not open"));

        assertThat(homelab("approve", "INC-1")).isEqualTo(Cli.PROBLEM);
        assertThat(homelab("reject", "INC-1")).isEqualTo(Cli.PROBLEM);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isEqualTo("homelab: INC-1 is not open\n".repeat(2));
    }

    @Test
    void an_approval_shows_what_was_approved() {
        door.desk.incidents = List.of(Examples.awaiting(1, "web"));
        door.desk.answers(new Desk.Reply.Done("approved: container.restart web", Optional.empty()));

        assertThat(homelab("approve", "INC-1")).isEqualTo(Cli.OK);

        assertThat(out.toString()).isEqualTo("""
                INC-1  web crashed
                Remedy  container.restart web
                Risk    MEDIUM
                Warning: its data may be old
                approved: container.restart web
                """);
    }

    @Test
    void status_names_the_questions_that_wait_and_says_how_often_all_is_looked_at() {
        door.now = NOON.plusSeconds(39);
        var source = new Status.SourceState("docker", Optional.of(NOON), Optional.empty());
        door.desk.status = FakeDesk.status(NOON, List.of(source));
        door.desk.incidents = LongStream.rangeClosed(1, 7)
                .mapToObj(number -> Examples.awaiting(number, "web" + number))
                .toList();

        assertThat(homelab("status")).isEqualTo(Cli.OK);

        assertThat(out.toString()).contains("""
                Questions
                  INC-1  web1 crashed
                  INC-2  web2 crashed
                  INC-3  web3 crashed
                  INC-4  web4 crashed
                  INC-5  web5 crashed
                  … and 2 more; see: homelab incidents --open
                Sources
                  docker  SEEN, last full look 39 s ago (every 60 s)
                """.indent(0));
    }

    @Test
    void status_says_when_there_was_no_full_look_yet_and_why() {
        var never = new Status.SourceState("nas", Optional.empty(), Optional.of("it is the same engine as docker"));
        door.desk.status = FakeDesk.status(NOON, List.of(never));

        assertThat(homelab("status")).isEqualTo(Cli.OK);

        assertThat(out.toString()).contains("  nas  UNSEEN, no full look yet: it is the same engine as docker\n");
    }

    @Test
    void status_tells_of_a_cluster_how_much_of_it_is_up() {
        door.desk.resources = List.of(
                Clusters.cluster(false),
                Clusters.node("pve1", State.RUNNING),
                Clusters.node("pve2", State.STOPPED),
                Clusters.guest(100, "web", "pve1", State.RUNNING));

        assertThat(homelab("status")).isEqualTo(Cli.OK);

        assertThat(out.toString())
                .contains("Cluster     home: 1 of 2 nodes online, 1 of 1 guest running, without a quorum\n");
    }

    @Test
    void status_does_not_call_down_what_cannot_be_seen() {
        door.desk.resources = List.of(Clusters.cluster(true).greyed("connection refused"));

        assertThat(homelab("status")).isEqualTo(Cli.OK);

        assertThat(out.toString()).contains("Cluster     home: can't be seen: connection refused\n");
    }

    @Test
    void status_says_nothing_of_clusters_where_there_is_none() {
        assertThat(homelab("status")).isEqualTo(Cli.OK);

        assertThat(out.toString()).doesNotContain("Cluster");
    }

    @Test
    void where_nothing_offers_a_command_do_says_so() {
        assertThat(homelab("do")).isEqualTo(Cli.OK);
        assertThat(homelab("do", "vms")).isEqualTo(Cli.PROBLEM);

        assertThat(out.toString()).isEqualTo("None: nothing that offers one, such as Proxmox, is configured.\n");
        assertThat(err.toString()).startsWith("homelab: there is no command \"vms\".");
    }

    @Test
    void times_are_in_utc_as_stories_tell_them() {
        assertThat(Times.exact(NOON.plusMillis(5_400))).isEqualTo("2026-03-01 12:00:05 UTC");
    }

    @Test
    void help_goes_by_the_name_that_was_called_and_names_a_file_in_one_piece() {
        System.setProperty("homelab.called", "./homelab");

        assertThat(homelab("--help")).isEqualTo(Cli.OK);

        assertThat(out.toString()).startsWith("Usage: ./homelab ").contains("\nSettings: docs/configuration.md\n");
    }

    private int homelab(String... args) {
        return new Cli(Machine.of(door), new PrintWriter(out, true), new PrintWriter(err, true)).run(args);
    }
}
