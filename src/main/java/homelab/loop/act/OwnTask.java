package homelab.loop.act;

import homelab.model.Intent;
import homelab.model.Task;
import java.time.Instant;
import java.util.Optional;

/** The latest task of the agent's own about a thing, by which it is told after a crash whether a call happened. */
record OwnTask(Optional<Task> latest) {
    /** What is there before the call. */
    Optional<Instant> startedAt() {
        return latest.map(Task::startedAt);
    }

    /** True when it is another than the one that was there before the call. */
    boolean isSince(Intent intent) {
        return latest.filter(task -> intent.startedBefore()
                        .filter(before -> !task.startedAt().isAfter(before))
                        .isEmpty())
                .isPresent();
    }
}
