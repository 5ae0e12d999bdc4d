package homelab.integration.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.integration.proxmox.TaskRows.Ending;
import homelab.integration.proxmox.TaskRows.Task;
import homelab.model.Secret;
import homelab.model.Task.Whose;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TaskBookTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Task ALL = task("stopall", "", 0, new Ending.Done(0));
    private static final Task WEB = task("qmshutdown", "100", 5, new Ending.Done(0));

    @Test
    void of_two_words_about_one_task_the_end_is_the_newer_one() {
        var running = new TaskBook(token(), List.of(task("qmshutdown", "100", 5, new Ending.Running())));

        assertThat(running.with(List.of(WEB)).all()).containsExactly(WEB);
        assertThat(new TaskBook(token(), List.of(WEB)).with(running.all()).all())
                .containsExactly(WEB);
    }

    @Test
    void a_person_who_stops_all_guests_of_a_node_is_a_person() {
        var book = new TaskBook(token(), List.of(WEB, ALL));

        assertThat(book.of(100, false, ignored -> false))
                .extracting(homelab.model.Task::whose)
                .containsExactly(Whose.A_PERSON);
    }

    @Test
    void a_node_that_went_down_with_it_stopped_them_itself() {
        var book = new TaskBook(token(), List.of(WEB, ALL));

        assertThat(book.of(100, false, ignored -> true))
                .extracting(homelab.model.Task::whose)
                .containsExactly(Whose.THE_NODE);
    }

    @Test
    void a_stop_soon_after_a_node_has_started_all_is_no_part_of_that() {
        var book = new TaskBook(token(), List.of(WEB, task("startall", "", 0, new Ending.Done(0))));

        assertThat(book.of(100, false, ignored -> true))
                .extracting(homelab.model.Task::whose)
                .containsExactly(Whose.A_PERSON);
    }

    private static ProxmoxConfig.Token token() {
        return new ProxmoxConfig.Token("agent@pve!homelab", Secret.of("secret"));
    }

    private static Task task(String type, String id, int after, Ending ending) {
        var begun = NOON.plusSeconds(after);
        var upid = new Upid("UPID:" + type + id, "pve1", 1, 1, begun, type, id, "root@pam", Optional.empty());
        return new Task(
                upid, ending, ending instanceof Ending.Running ? Optional.empty() : Optional.of(begun.plusSeconds(1)));
    }
}
