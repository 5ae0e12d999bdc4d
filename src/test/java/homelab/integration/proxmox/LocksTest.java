package homelab.integration.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Guest.Lock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocksTest {
    private static final Instant NIGHT = Instant.parse("2026-03-02T02:00:00Z");
    private static final Instant MORNING = NIGHT.plus(Duration.ofHours(4));

    private final Locks locks = new Locks();

    @Test
    void a_lock_that_is_worked_on_is_as_old_as_it_was_first_seen() {
        locks.of(locked("backup"), true, NIGHT);

        assertThat(locks.of(locked("backup"), true, MORNING)).contains(new Lock("backup", NIGHT, true));
    }

    @Test
    void what_a_long_backup_leaves_locked_counts_from_its_end() {
        locks.of(locked("backup"), true, NIGHT);

        assertThat(locks.of(locked("backup"), false, MORNING)).contains(new Lock("backup", MORNING, false));
        assertThat(locks.of(locked("backup"), false, MORNING.plusSeconds(60)))
                .contains(new Lock("backup", MORNING, false));
    }

    @Test
    void a_lock_of_another_sort_is_a_new_one() {
        locks.of(locked("backup"), false, NIGHT);

        assertThat(locks.of(locked("migrate"), false, MORNING)).contains(new Lock("migrate", MORNING, false));
    }

    @Test
    void what_was_unlocked_meanwhile_is_locked_anew() {
        locks.of(locked("backup"), false, NIGHT);
        assertThat(locks.of(locked(""), false, NIGHT.plusSeconds(60))).isEmpty();

        assertThat(locks.of(locked("backup"), false, MORNING)).contains(new Lock("backup", MORNING, false));
    }

    private static ClusterRows.Guest locked(String why) {
        return new ClusterRows.Guest(
                100,
                false,
                "db",
                "pve1",
                "running",
                Optional.empty(),
                4,
                0,
                0,
                0,
                0,
                60,
                false,
                why,
                "",
                "",
                List.of());
    }
}
