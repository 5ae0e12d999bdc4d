package homelab.integration.docker;

import homelab.integration.IntegrationException;
import homelab.model.Observation;
import homelab.model.Resource;

/** What wakes the looker. */
sealed interface Signal {
    record Heard(EventStream from, EngineEvent event) implements Signal {}

    /** An event too long to be read; what it told is lost. */
    record Unreadable() implements Signal {}

    record Ended(EventStream stream, IntegrationException why) implements Signal {}

    /** The engine did not answer when it was asked whether it lives. */
    record Silent(IntegrationException why) implements Signal {}

    /** An inspect that took long; what it found may be old by now. */
    record Landed(Rounds.Found found) implements Signal {}

    /** The disk was looked at. */
    record Measured(Observation.Health disk) implements Signal {}

    record LookAt(Resource.Id id) implements Signal {}
}
