package homelab.integration.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.integration.proxmox.TaskRows.Ending;
import homelab.integration.proxmox.TaskRows.Task;
import homelab.model.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailuresTest {
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final Ending REFUSED = new Ending.Failed("command 'apt-get update' failed: exit code 100");

    @Test
    void the_nightly_look_for_updates_that_failed_is_told_with_its_reason() {
        assertThat(failures(task("aptupdate", "root@pam", 8, REFUSED)))
                .contains("Failed: the look for updates on pve1 (command 'apt-get update' failed: exit code 100).");
    }

    @Test
    void it_is_over_once_the_same_was_done() {
        assertThat(failures(
                        task("aptupdate", "root@pam", 1, new Ending.Done(0)),
                        task("aptupdate", "root@pam", 8, REFUSED)))
                .isEmpty();
    }

    @Test
    void one_that_runs_again_is_no_better_yet() {
        assertThat(failures(
                        task("aptupdate", "root@pam", 0, new Ending.Running()),
                        task("aptupdate", "root@pam", 8, REFUSED)))
                .isPresent();
    }

    @Test
    void what_a_person_began_they_saw_fail() {
        assertThat(failures(task("aptupdate", "ada@pve", 8, REFUSED), task("qmstart", "root@pam", 8, REFUSED)))
                .isEmpty();
    }

    @Test
    void what_is_long_ago_is_not_told() {
        assertThat(failures(task("aptupdate", "root@pam", 40, REFUSED))).isEmpty();
    }

    private static Optional<String> failures(Task... newestFirst) {
        var token = new ProxmoxConfig.Token("agent@pve!homelab", Secret.of("secret"));
        return Failures.of(new TaskBook(token, List.of(newestFirst)), NOW);
    }

    private static Task task(String type, String user, int hoursAgo, Ending ending) {
        var begun = NOW.minus(Duration.ofHours(hoursAgo));
        var upid = new Upid("UPID:" + type + hoursAgo, "pve1", 1, 1, begun, type, "", user, Optional.empty());
        return new Task(upid, ending, Optional.of(begun));
    }
}
