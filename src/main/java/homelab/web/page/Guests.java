package homelab.web.page;

import homelab.model.ClusterTree;
import homelab.model.Expectation;
import homelab.model.Guest;
import homelab.model.Kind;
import homelab.model.Mode;
import homelab.model.Resource;
import homelab.model.Sighting;
import homelab.model.State;
import homelab.model.Task;
import homelab.model.Wishes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A guest of Proxmox as people read it. */
final class Guests {
    private Guests() {}

    static GuestView view(
            ClusterTree.OfGuest of,
            Map<Resource.Id, String> incidents,
            Optional<Expectation> expectation,
            Optional<Bar> bar,
            List<HostView> engines) {
        var guest = of.guest();
        var resource = guest.resource();
        var incident = Optional.ofNullable(incidents.get(resource.id()));
        var unseen = guest.unseen();
        var tone = of.isTemplate() && unseen.isEmpty() ? Tone.OFF : Tone.of(guest.shown());
        return new GuestView(
                Digest.of(resource.id().value()),
                of.vmid(),
                resource.kind() == Kind.LXC ? "CT" : "VM",
                resource.name(),
                state(guest, of),
                incident.isPresent() && tone != Tone.UNSEEN ? Tone.WRONG : tone,
                since(guest, of),
                of.told().filter(ignored -> unseen.isEmpty()).flatMap(told -> why(guest, told, expectation)),
                unseen,
                // While it is seen, every look would make this another view; nobody is shown it.
                unseen.isPresent() ? guest.at() : guest.since(),
                of.told().filter(ignored -> unseen.isEmpty()).map(Guests::facts).orElse(List.of()),
                limits(resource.wishes(), of.told().filter(Guest::own).isPresent()),
                of.parts().stream()
                        .filter(one -> one.resource().kind() != Kind.BACKUP)
                        .map(one -> PartView.of(
                                one,
                                Optional.ofNullable(incidents.get(one.resource().id()))))
                        .filter(one -> one.tone() == Tone.WRONG)
                        .toList(),
                of.part(Kind.BACKUP)
                        .flatMap(one -> BackupView.of(
                                one,
                                Optional.ofNullable(incidents.get(one.resource().id())))),
                incident,
                bar,
                engines);
    }

    /** How it is now, in a word. */
    static String state(Sighting guest, ClusterTree.OfGuest of) {
        return of.isTemplate() && guest.unseen().isEmpty() ? "template" : Phrases.word(guest.shown());
    }

    /** It may have run for long when the agent first saw it. */
    private static Instant since(Sighting guest, ClusterTree.OfGuest of) {
        return of.told()
                .filter(ignored -> guest.shown() == State.RUNNING)
                .flatMap(Guest::usage)
                .map(usage -> guest.at().minus(usage.up()).truncatedTo(ChronoUnit.MINUTES))
                .filter(started -> started.isBefore(guest.since()))
                .orElse(guest.since());
    }

    /** By whose word it does not run. */
    private static Optional<String> why(Sighting guest, Guest told, Optional<Expectation> expectation) {
        if (!guest.state().isDown() || told.template()) return Optional.empty();
        if (told.ha().filter(Guest.Ha::keepsItStopped).isPresent())
            return Optional.of("high availability keeps it stopped");
        return expectation
                .map(word -> switch (word.word()) {
                    case A_PERSON_STOPPED_IT -> "stopped by " + by(told);
                    case WAS_DOWN_WHEN_I_CAME -> "was down when the agent first came";
                    case A_PERSON_SAID_LEAVE_IT -> "a person said to leave it";
                    case RAN_BEFORE_THE_ENGINE_FELL -> "ran before its node fell";
                })
                .or(() -> told.lastTask().filter(Task::ended).map(task -> "stopped by " + by(told)));
    }

    private static String by(Guest told) {
        return told.lastTask()
                .filter(Task::ended)
                .map(task -> switch (task.whose()) {
                    case OURS -> "the agent";
                    case A_PERSON -> task.by().isEmpty() ? "a person" : task.by();
                    case THE_NODE -> "its node";
                    case HA -> "high availability";
                })
                .orElse("a person");
    }

    private static List<String> facts(Guest told) {
        var facts = new ArrayList<String>();
        told.lock().ifPresent(lock -> facts.add("locked: " + lock.why()));
        told.usage().ifPresent(usage -> {
            facts.add("cpu " + Math.round(usage.cpu() * 100) + " %");
            if (usage.memoryLimit() > 0)
                facts.add("memory " + Math.round(usage.memory() * 100.0 / usage.memoryLimit()) + " %");
        });
        told.ha().ifPresent(ha -> facts.add("HA: " + ha.state()));
        told.agent().filter(answers -> !answers).ifPresent(ignored -> facts.add("its guest agent does not answer"));
        return facts;
    }

    private static List<String> limits(Wishes wishes, boolean own) {
        var limits = new ArrayList<String>();
        if (own) limits.add("the agent lives in it");
        if (wishes.handsOff()) limits.add("hands off");
        if (wishes.ceiling().filter(mode -> mode == Mode.ASK).isPresent()) limits.add("asks first");
        if (wishes.protect() && !own) limits.add("protected");
        if (wishes.critical()) limits.add("critical");
        return limits;
    }
}
