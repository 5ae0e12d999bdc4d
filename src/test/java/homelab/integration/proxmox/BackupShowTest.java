package homelab.integration.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.integration.proxmox.ClusterRows.BackupJob;
import homelab.integration.proxmox.ClusterRows.Guest;
import homelab.integration.proxmox.ClusterRows.Membership;
import homelab.integration.proxmox.ClusterRows.Node;
import homelab.integration.proxmox.ClusterRows.Resources;
import homelab.integration.proxmox.ClusterRows.Storage;
import homelab.integration.proxmox.NodeRows.Backup;
import homelab.integration.proxmox.NodeRows.StorageState;
import homelab.model.Backups;
import homelab.model.Kind;
import homelab.model.Observation;
import homelab.model.Resource;
import homelab.model.Wishes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BackupShowTest {
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final Home HOME = new Home("home", new Resource.Id("proxmox:home"));

    private final Slow slow = new Slow();
    private final List<Node> nodes = new ArrayList<>(List.of(node("pve1", "online")));
    private final List<Storage> storages = new ArrayList<>();

    @BeforeEach
    void aJobToTheNas() throws Exception {
        slow.permissions.ask(
                Slow.ALL, NOW, () -> new Permissions(Map.of("/storage", Map.of("Datastore.Allocate", true))));
        slow.inNoJob.ask(Slow.ALL, NOW, List::of);
        job("nas");
    }

    @Test
    void what_was_looked_for_where_it_should_be_and_not_found_is_not_there() {
        listed(storage("nas", "pve1", true), NOW);

        assertThat(shown())
                .get()
                .satisfies(backups -> assertThat(backups.latest()).isEmpty());
    }

    @Test
    void where_no_storage_for_backups_can_be_seen_nothing_is_said() {
        assertThat(shown()).isEmpty();
    }

    @Test
    void one_storage_says_nothing_about_a_guest_whose_job_names_another() {
        listed(storage("local", "pve1", false), NOW);

        assertThat(shown()).isEmpty();
    }

    @Test
    void what_may_be_on_a_node_that_is_offline_is_not_called_missing() {
        job("local");
        nodes.add(node("pve2", "offline"));
        listed(storage("local", "pve1", false), NOW);
        storages.add(storage("local", "pve2", false));

        assertThat(shown()).isEmpty();
    }

    @Test
    void where_the_job_names_no_storage_a_node_that_is_offline_may_have_it() {
        job("");
        nodes.add(node("pve2", "offline"));
        listed(storage("local", "pve1", false), NOW);
        assertThat(shown()).isPresent();

        storages.add(storage("local", "pve2", false));

        assertThat(shown()).isEmpty();
    }

    @Test
    void a_list_holds_for_an_hour() {
        listed(storage("nas", "pve1", true), NOW.minus(Duration.ofMinutes(60)));
        assertThat(shown()).isPresent();

        listed(storage("nas", "pve1", true), NOW.minus(Duration.ofMinutes(61)));

        assertThat(shown()).isEmpty();
    }

    @Test
    void another_storage_that_was_not_listed_yet_may_have_a_newer_one() {
        listed(storage("nas", "pve1", true), NOW);
        storages.add(storage("usb", "pve1", false));

        assertThat(shown()).isEmpty();
    }

    @Test
    void another_storage_that_is_away_hides_nothing_of_what_goes_to_this_one() {
        listed(storage("nas", "pve1", true), NOW);
        storages.add(storage("usb", "pve1", false));
        slow.storages.ask(
                new Slow.OnNode("pve1", "usb"), NOW, () -> new StorageState(false, true, false, "dir", 0, 0, 0));

        assertThat(shown()).isPresent();
    }

    private Optional<Backups> shown() {
        var all = new Resources(nodes, List.of(GUEST), storages);
        var picture = new Picture(
                all,
                new Membership("home", true, List.of()),
                new TaskBook(FakePve.TOKEN, List.of()),
                Map.of(),
                Map.of());
        var resource = HOME.part(Kind.VM, HOME.guest(100), "db", HOME.host(), Wishes.NONE);
        return new BackupShow(HOME, picture, slow, Duration.ofDays(2), NOW)
                .of(GUEST, resource)
                .map(seen -> (Backups) ((Observation.Health) seen).detail());
    }

    private void listed(Storage storage, Instant at, Backup... backups) {
        storages.remove(storage);
        storages.add(storage);
        slow.backups.ask(new Slow.OnNode(storage.node(), storage.name()), at, () -> List.of(backups));
    }

    private void job(String storage) {
        slow.jobs.ask(
                Slow.ALL,
                NOW,
                () -> List.of(new BackupJob(
                        "nightly", true, true, Set.of(), Set.of(), "", "", storage, "21:00", Optional.empty())));
    }

    private static Storage storage(String name, String node, boolean shared) {
        return new Storage(name, node, "available", shared, "dir", Set.of("backup"), 0, 100);
    }

    private static Node node(String name, String status) {
        return new Node(name, status, Optional.empty(), 8, 0, 0, 0, 0, 100, "");
    }

    private static final Guest GUEST = new Guest(
            100, false, "db", "pve1", "running", Optional.empty(), 4, 0, 0, 0, 0, 60, false, "", "", "", List.of());
}
