package homelab.model;

import java.time.Instant;

/** One fact about one resource at one time. {@code at} is the agent's clock when it was seen or heard. */
public sealed interface Observation {
    Resource.Id about();

    Instant at();

    /** A look at the resource itself. */
    record Health(Resource resource, Instant at, State state, Detail detail) implements Observation {
        @Override
        public Resource.Id about() {
            return resource.id();
        }
    }

    /** A number. */
    record Reading(Resource.Id about, Instant at, String metric, String unit, double value) implements Observation {}

    /** Something that happened, told by the system itself. */
    record Event(Resource.Id about, Instant at, What what) implements Observation {}

    /** The look failed. This says nothing about the resource's health. */
    record Unseen(Resource.Id about, Instant at, String reason) implements Observation {}
}
