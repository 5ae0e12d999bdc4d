package homelab.lab;

import homelab.lab.proxmox.ProxmoxLab;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Something that a script lets happen. */
sealed interface Happening {
    /** The containers that it happens to; the host where it happens to none. */
    List<String> to();

    /** {@code saying} is its last log line. */
    record Crash(List<String> to, int code, Optional<String> saying) implements Happening {}

    record OutOfMemory(List<String> to) implements Happening {}

    /** From now on its health check fails, until it is started anew. */
    record Unhealthy(List<String> to, Optional<String> saying) implements Happening {}

    record Healthy(List<String> to) implements Happening {}

    /** From now on its health check fails after each start. */
    record NeverHealthy(List<String> to) implements Happening {}

    /** From now on it ends soon after each start. */
    record KeepsCrashing(List<String> to, int code, Duration after, Optional<String> saying) implements Happening {}

    /** The engine refuses to start it, and says why. */
    record CannotStart(List<String> to, String why) implements Happening {}

    /** What was wrong with it for good is over; a job that failed will succeed. */
    record Mended(List<String> to) implements Happening {}

    /** Its scheduler starts it, and it ends after a while, now and whenever it is started again. */
    record Runs(List<String> to, Duration length, int code, Optional<String> saying) implements Happening {}

    /** A person does something at the engine, past the agent. */
    record Done(Hand hand, List<String> to) implements Happening {}

    /** A person answers what the agent asked about it. */
    record Answered(boolean yes, List<String> to) implements Happening {}

    /** It happens in the cluster. */
    record InCluster(Deed deed) implements Happening {
        @Override
        public List<String> to() {
            return List.of(Lab.HOST);
        }
    }

    /** How it is made to happen. */
    interface Deed {
        void happenIn(ProxmoxLab cluster);
    }

    /** What a person does with a container. */
    enum Hand {
        STOPS,
        KILLS,
        STARTS,
        RESTARTS,
        RECREATES
    }
}
