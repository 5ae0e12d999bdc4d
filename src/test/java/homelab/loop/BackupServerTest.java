package homelab.loop;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.integration.backupserver.BackupServerConfig;
import homelab.integration.backupserver.BackupServerIntegration;
import homelab.integration.http.Trust;
import homelab.lab.backupserver.BackupServerLab;
import homelab.lab.backupserver.Token;
import homelab.loop.act.Brake;
import homelab.loop.act.Hands;
import homelab.loop.decide.Limits;
import homelab.loop.report.Post;
import homelab.model.Kind;
import homelab.model.Secret;
import homelab.model.Story;
import homelab.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole loop, and the real client of a simulated backup server: what is told, once, and that it heals. */
@Timeout(120)
class BackupServerTest {
    private static final int A_WHILE = 8;

    private final ManualClock clock = new ManualClock();
    private final List<String> told = new ArrayList<>();
    private String lastStory = "";
    private BackupServerLab lab;
    private BackupServerIntegration client;
    private Glanced source;
    private Store store;
    private HealingLoop loop;

    @TempDir
    Path data;

    @BeforeEach
    void aServer() throws Exception {
        lab = BackupServerLab.open("4.0");
        lab.store("main").backup("", "vm", "100", ManualClock.START, "ok");
        var config = new BackupServerConfig(
                "pbs",
                BackupServerConfig.Address.parse(lab.address().toString()),
                new BackupServerConfig.Token(Token.WATCHING.id(), Secret.of(Token.WATCHING.secret())),
                new Trust.Pinned(lab.fingerprint()),
                Duration.ofDays(1));
        client = new BackupServerIntegration(config, clock);
        source = new Glanced(client.source());
        store = Store.open(data, "test", clock);
        store.recipients(List.of("test"));
        var brake = new Brake(data);
        var hands = new Hands(List.of(), brake, ignored -> true, Runnable::run);
        var outside = new Outside(List.of(source), List.of(), hands, Runnable::run);
        var healing = new LoopConfig(
                Optional.of(true),
                Map.of(),
                Duration.ofSeconds(30),
                Limits.defaults(),
                Optional.empty(),
                Duration.ofSeconds(60));
        loop = new HealingLoop(healing, store, outside, brake, clock, new Post() {
            @Override
            public void wake() {}

            @Override
            public void atOnce(Story story) {
                told.add(story.title());
            }
        });
        look();
    }

    @AfterEach
    void close() {
        assertThat(lab.violations()).isEmpty();
        client.close();
        store.close();
        lab.close();
    }

    private void look() throws Exception {
        source.full();
        settle();
        while (source.isAsked()) {
            source.atWishes();
            settle();
        }
    }

    private void settle() throws Exception {
        for (var quiet = 0; quiet < 2; quiet++) {
            do loop.turnOnce();
            while (loop.hasMail());
        }
        for (var delivery : store.undelivered("test", 100)) {
            told.add(delivery.story().title());
            lastStory = String.join("\n", delivery.story().lines());
            store.delivered(delivery, clock.instant());
        }
    }

    private void pass(int minutes) throws Exception {
        for (var minute = 0; minute < minutes; minute++) {
            clock.advance(Duration.ofMinutes(1));
            look();
        }
    }

    @Test
    void a_server_that_is_well_is_nothing_to_tell_of() throws Exception {
        pass(A_WHILE);

        assertThat(told).isEmpty();
    }

    @Test
    void a_server_that_cannot_be_seen_is_told_once_and_says_nothing_of_its_backups() throws Exception {
        lab.store("main").backup("", "vm", "100", ManualClock.START, "failed");
        lab.mishaps().falls();
        pass(A_WHILE);

        assertThat(told).containsExactly("A person is needed: the backup server pbs can't be seen");
        assertThat(lastStory).contains("This says nothing about its backups");

        lab.store("main").backup("", "vm", "100", ManualClock.START, "ok");
        lab.mishaps().end();
        pass(A_WHILE);
        assertThat(told)
                .containsExactly(
                        "A person is needed: the backup server pbs can't be seen",
                        "Over: the backup server pbs can't be seen");
    }

    @Test
    void a_datastore_that_fills_is_told_once_and_once_more_when_it_is_well() throws Exception {
        lab.store("main").fills(88);
        pass(A_WHILE);
        assertThat(told).containsExactly("A person is needed: datastore main is filling");

        lab.store("main").fills(50);
        pass(A_WHILE);
        assertThat(told)
                .containsExactly("A person is needed: datastore main is filling", "Over: datastore main is filling");
    }

    @Test
    void a_datastore_in_maintenance_is_grey_and_told_once_after_a_while() throws Exception {
        lab.store("main").maintained("type=offline");
        pass(3);
        assertThat(told).isEmpty();
        pass(A_WHILE);
        assertThat(told).containsExactly("A person is needed: datastore main is not active");

        lab.store("main").maintained("");
        pass(A_WHILE);
        assertThat(told).hasSize(2).last().isEqualTo("Over: datastore main is not active");
    }

    @Test
    void one_that_was_never_seen_in_use_is_a_datastore_all_the_same() throws Exception {
        lab.store("new").maintained("type=offline");
        pass(1);

        assertThat(loop.published().state().snapshot().sightings().values())
                .filteredOn(one -> one.resource().name().endsWith("new"))
                .extracting(one -> one.resource().kind())
                .containsOnly(Kind.STORAGE, Kind.BACKUP);
    }

    @Test
    void snapshots_that_failed_verification_are_told_once_and_over_when_they_are_gone() throws Exception {
        lab.store("main").backup("", "vm", "100", ManualClock.START, "failed");
        pass(20);
        assertThat(told).containsExactly("A person is needed: the verification of main is not well");
        assertThat(lastStory).contains("vm/100 of 2026-01-01T00:00:00Z");

        lab.store("main").backup("", "vm", "100", ManualClock.START, "ok");
        pass(20);
        assertThat(told).hasSize(2).last().isEqualTo("Over: the verification of main is not well");
    }

    @Test
    void a_job_that_failed_is_told_once_and_over_when_it_succeeds() throws Exception {
        lab.jobEnded("/admin/gc", "main", "", clock.instant(), "no space left on device");
        pass(A_WHILE);
        assertThat(told).containsExactly("A person is needed: the upkeep of main is not well");
        assertThat(lastStory).contains("garbage collection failed: no space left on device");

        lab.jobEnded("/admin/gc", "main", "", clock.instant(), "OK");
        pass(A_WHILE);
        assertThat(told).hasSize(2).last().isEqualTo("Over: the upkeep of main is not well");
    }

    @Test
    void a_certificate_that_changed_is_told_as_that() throws Exception {
        lab.mishaps().certificateChanges();
        pass(A_WHILE);

        assertThat(told).containsExactly("A person is needed: the backup server pbs can't be seen");
        assertThat(lastStory).contains("the certificate has changed");
    }
}
