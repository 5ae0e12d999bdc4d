package homelab.loop.act;

import homelab.model.Intent;
import homelab.model.Kind;
import homelab.model.Report;
import homelab.model.Risk;
import homelab.model.Sighting;
import homelab.model.State;
import homelab.model.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The restart of a service of a node. */
record ServiceEntry() implements Entry {
    private static final Duration RESTART = Duration.ofMinutes(1);

    @Override
    public Risk risk(Sighting target, int runningDependants) {
        return Risk.MEDIUM;
    }

    @Override
    public Optional<String> obstacle(Step step, Sighting subject) {
        if (subject.resource().kind() != Kind.SERVICE) return Optional.of("it is no service of a node");
        return subject.state() == State.UNSEEN ? Optional.of("it can't be seen") : Optional.empty();
    }

    @Override
    public Duration mayTake(Sighting subject) {
        return RESTART;
    }

    @Override
    public Optional<Instant> before(Sighting subject) {
        return ours(subject).startedAt();
    }

    @Override
    public boolean happened(Intent intent, Sighting now) {
        return ours(now).isSince(intent);
    }

    private static OwnTask ours(Sighting sighting) {
        return new OwnTask(sighting.detail() instanceof Report report ? report.ours() : Optional.empty());
    }
}
