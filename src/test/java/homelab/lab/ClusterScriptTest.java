package homelab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import homelab.lab.proxmox.Flavour;
import homelab.lab.proxmox.GuestPlan;
import homelab.lab.proxmox.GuestPlan.Trait;
import homelab.lab.proxmox.JobPlan;
import homelab.lab.proxmox.NodePlan;
import homelab.lab.proxmox.StoragePlan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts in which there is a Proxmox cluster. */
class ClusterScriptTest {
    private static final String HOME = """
            # A cluster.
            cluster home, version 8.2
            node pve1, 8 cores, 32 GB
            node pve2, 4 cores, 16 GB
            vm 100 web on pve1, 2 cores, 4 GB, 64 GB disk, starts at boot, with agent, tagged homelab-agent-critical
            lxc 101 dns on pve2, 1 cores, run by HA, in pool net
            vm 102 old on pve1, stopped
            vm 103 golden on pve1, a template
            storage local on pve1, 100 GB, for backups
            storage nas shared, 2 TB, for backups, a PBS
            backup job at 03:00 to nas of 100, dns
            """;

    private Instant now = Instant.parse("2026-01-10T12:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void reads_who_is_in_the_cluster() throws Exception {
        var cluster = read(HOME).cluster().orElseThrow();

        assertThat(cluster.name()).isEqualTo("home");
        assertThat(cluster.flavour()).isEqualTo(Flavour.PVE_8_2);
        assertThat(cluster.nodes()).containsExactly(NodePlan.of("pve1", 8, 32), NodePlan.of("pve2", 4, 16));
        assertThat(cluster.guests())
                .containsExactly(
                        GuestPlan.vm(100, "web", "pve1")
                                .sized(2, 4, 64)
                                .with(Trait.ONBOOT, Trait.AGENT)
                                .tagged("homelab-agent-critical"),
                        GuestPlan.lxc(101, "dns", "pve2")
                                .sized(1, 4, 32)
                                .with(Trait.HA)
                                .in("net"),
                        GuestPlan.vm(102, "old", "pve1").with(Trait.STOPPED),
                        GuestPlan.vm(103, "golden", "pve1").with(Trait.TEMPLATE));
        assertThat(cluster.storages())
                .containsExactly(
                        StoragePlan.local("local", 100, "backup").on("pve1"),
                        StoragePlan.shared("nas", "pbs", 2048, "backup"));
        assertThat(cluster.jobs())
                .containsExactly(new JobPlan("backup-1", LocalTime.of(3, 0), "nas", List.of(100, 101)));
    }

    @Test
    void a_script_may_have_containers_and_a_cluster() throws Exception {
        var script = read("project shop\ncontainer web\nnode pve1, 8 cores, 32 GB\nat 5s: web crashes with 1\n");

        assertThat(script.residents()).hasSize(1);
        assertThat(script.cluster()).isPresent();
        assertThat(read("project shop\ncontainer web\n").cluster()).isEmpty();
    }

    @Test
    void says_what_is_wrong_where_and_how_to_cure_it() {
        var mistakes = String.valueOf(catchThrowable(() -> read(HOME + """
                        vm 100 other on pve1
                        vm 110 third on pve3
                        vm 111 fourth on pve1, starts at boots
                        storage tape, 3 GB, for fun
                        backup job at 3 to nas of all
                        at 5s: vm webb crashes
                        at 5s: vm web falls
                        at 5s: node pve1 sleeps
                        at 5s: root@pam eats vm web
                        at 5s: storage nas fills to much
                        at 5s: vm web uses 90% of its time
                        """)).getMessage());

        assertThat(mistakes)
                .contains("test, line 12: there is a guest 100 or \"other\" already")
                .contains("test, line 13: there is no node \"pve3\" (did you mean \"pve1\"?)")
                .contains("test, line 14: a guest cannot be described by \"starts\"")
                .contains("test, line 15: a storage cannot be described by \"for\"")
                .contains("test, line 16: a time of the day is written 03:00, not \"3\"")
                .contains("test, line 17: there is no guest \"webb\" (did you mean \"web\"?)")
                .contains("test, line 18: nothing is known of a guest that begins with \"falls\"; a guest crashes,")
                .contains("test, line 19: nothing is known of a node that begins with \"sleeps\"; a node fails,")
                .contains("test, line 20: a person of the cluster cannot do \"eats\"; a person stops,")
                .contains("test, line 21: a share is written 92%, not \"much\"")
                .contains("test, line 22: one of cpu, memory, disk should come where \"time\" is");
    }

    @Test
    void plays_what_happens_in_the_cluster() throws Exception {
        var seen = new CopyOnWriteArrayList<String>();
        var script = read(HOME + """
                at 5s: vm web crashes
                at 10s: root@pam starts vm old
                at 20s: root@pam moves vm old to pve2
                """);
        try (var lab = Lab.open(
                script, folder.resolve("lab.sock"), () -> now, new Transcript(seen::add), (about, yes) -> {})) {
            lab.begin();
            var cluster = lab.cluster().orElseThrow();
            pass(lab, 6);
            var crashed = !cluster.happenings().runs(100);
            pass(lab, 40);

            assertThat(crashed).isTrue();
            assertThat(cluster.happenings().runs(102)).isTrue();
            assertThat(cluster.happenings().nodeOf(102)).isEqualTo("pve2");
            assertThat(seen)
                    .containsExactly(
                            "00:05    vm web crashes",
                            "00:10    root@pam starts vm old",
                            "00:20    root@pam moves vm old to pve2");
        }
    }

    @Test
    void each_line_that_may_happen_in_the_cluster_can_happen() throws Exception {
        var script = read(HOME + """
                at 1s: vm web is shut down from inside
                at 2s: vm web cannot start saying "no"
                at 2s: vm web can start again
                at 2s: vm web starts with warnings
                at 2s: vm web no longer answers
                at 2s: vm web answers again
                at 2s: vm web is locked for backup
                at 3s: vm web is unlocked
                at 3s: vm web ignores shutdowns
                at 3s: vm web uses 90% of its memory
                at 4s: lxc dns is in error with HA
                at 5s: root@pam stops vm web
                at 5s: root@pam shuts down vm web
                at 5s: root@pam reboots vm web
                at 6s: root@pam backs up vm old to nas
                at 7s: backups of vm old fail saying "no space"
                at 7s: backups of vm old work again
                at 7s: storage nas becomes inactive
                at 7s: storage nas becomes active
                at 7s: storage nas fills to 92%
                at 8s: node pve1 has a clock ahead by 1h
                at 8s: node pve1 loses its service cron
                at 8s: node pve1 has a degraded pool tank
                at 8s: node pve1 has a failing disk /dev/sdb
                at 8s: node pve1 uses 95% of its disk
                at 9s: the quorum is lost
                at 10s: the quorum returns
                at 11s: node pve2 fails
                at 12s: node pve2 comes back
                at 13s: node pve2 is rebooted
                at 14s: the certificate changes
                at 15s: the token is revoked
                at 16s: a person approves vm web
                at 17s: a person rejects node pve1
                """);
        var seen = new CopyOnWriteArrayList<String>();
        var answers = new CopyOnWriteArrayList<String>();
        try (var lab = Lab.open(
                script,
                folder.resolve("lab.sock"),
                () -> now,
                new Transcript(seen::add),
                (about, yes) -> answers.add(about + " " + yes))) {
            lab.begin();
            pass(lab, 120);

            assertThat(seen.stream().filter(line -> !line.contains("HA ")))
                    .hasSize(script.cues().size());
            assertThat(answers).containsExactly("web true", "pve1 false");
        }
    }

    private void pass(Lab lab, int seconds) {
        for (var second = 0; second < seconds; second++) {
            now = now.plus(Duration.ofSeconds(1));
            lab.happen();
        }
    }

    private static Script read(String text) throws ScriptException {
        return new ScriptReader("test", name -> name.equals("test") ? Optional.of(text) : Optional.empty()).read();
    }
}
