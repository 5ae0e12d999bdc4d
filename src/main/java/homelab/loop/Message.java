package homelab.loop;

import homelab.integration.Desk;
import homelab.loop.act.Answer;
import homelab.model.Evidence;
import homelab.model.Incident;
import homelab.model.Intent;
import homelab.model.Look;
import homelab.model.Person;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What others tell the loop. */
sealed interface Message {
    record Looked(Look look) implements Message {}

    record Gathered(Incident.Id incident, List<Evidence> evidence) implements Message {}

    record Answered(Intent intent, Answer answer) implements Message {}

    record Said(Person by, Desk.Word word, CompletableFuture<Desk.Reply> reply) implements Message {}
}
