package homelab.app;

import homelab.integration.Desk;
import homelab.model.Course;
import homelab.model.Incident;
import homelab.model.Person;
import homelab.model.Resource;
import homelab.model.ShadowScore;
import homelab.model.Sighting;
import homelab.model.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The loop's desk, whose status also says what only the wiring knows. */
record NotedDesk(Desk desk, Optional<String> note) implements Desk {
    @Override
    public Status status() {
        var status = desk.status();
        if (note.isEmpty()) return status;
        var notes = new ArrayList<>(status.notes());
        notes.add(note.get());
        return status.with(notes);
    }

    @Override
    public List<Sighting> resources() {
        return desk.resources();
    }

    @Override
    public Page incidents(boolean openOnly, int page, int size) {
        return desk.incidents(openOnly, page, size);
    }

    @Override
    public Optional<Incident> incident(Incident.Id id) {
        return desk.incident(id);
    }

    @Override
    public List<ShadowScore> shadowScores() {
        return desk.shadowScores();
    }

    @Override
    public Map<Resource.Id, Course> courses(Instant since) {
        return desk.courses(since);
    }

    @Override
    public AutoCloseable watch(Runnable changed) {
        return desk.watch(changed);
    }

    @Override
    public CompletionStage<Reply> say(Person by, Word word) {
        return desk.say(by, word);
    }
}
