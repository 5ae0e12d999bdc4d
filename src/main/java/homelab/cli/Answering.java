package homelab.cli;

import homelab.model.Text;
import java.util.Optional;

/** A person's answer about one incident: bound to the remedy that was shown. */
record Answering(Door door, String id) {

    int approve(Optional<String> seen) {
        var agent = door.agent();
        var incident = fetched(agent);
        var remedy = incident.fields("remedy")
                .orElseThrow(() -> new Problem(id + " has nothing to approve: it is " + IncidentsCommand.stage(incident)
                        + incident.fields("decision")
                                .map(decision -> ", " + decision.shown("reason"))
                                .orElse("")));
        var hash = remedy.text("hash").orElseThrow(() -> new Problem("the remedy has no hash to approve it by"));
        if (seen.isPresent() && !seen.get().equals(hash))
            throw new Problem("the remedy has changed since " + Text.harmless(seen.get(), 40) + "; it is now " + hash
                    + ", and nothing was approved");
        return say(agent, "approve", incident, Optional.of(remedy));
    }

    int reject() {
        var agent = door.agent();
        var incident = fetched(agent);
        return say(agent, "reject", incident, incident.fields("remedy"));
    }

    private Fields fetched(Agent agent) {
        var answer = agent.get("/api/incidents/" + id);
        if (!answer.isDone()) throw new Problem(IncidentsCommand.error(id, answer));
        return answer.fields();
    }

    private void shown(Fields incident, Optional<Fields> remedy) {
        door.say(id + "  " + incident.shown("title"));
        remedy.ifPresent(each -> RemedyLines.of(each).forEach(door::say));
    }

    /** What was answered is shown once the answer was taken; a refusal stands alone. */
    private int say(Agent agent, String word, Fields incident, Optional<Fields> remedy) {
        var body = Json.write(json -> {
            json.writeStartObject();
            remedy.flatMap(each -> each.text("hash")).ifPresent(each -> json.writeStringProperty("remedy", each));
            json.writeEndObject();
        });
        var answer = agent.post("/api/incidents/" + id + "/" + word, body);
        if (answer.isDone()) {
            shown(incident, remedy);
            door.say(answer.fields().text("done").orElse("Done."));
            return Cli.OK;
        }
        door.note(Door.error(answer));
        answer.fields().fields("remedy").ifPresent(changed -> {
            door.say("What may be approved now:");
            RemedyLines.of(changed).forEach(door::say);
        });
        return Cli.PROBLEM;
    }
}
