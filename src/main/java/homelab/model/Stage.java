package homelab.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where an incident stands. Saved with each turn; a restart resumes here. */
public sealed interface Stage {
    record Opened() implements Stage {}

    /** Evidence is being fetched outside the loop; it was asked for at {@code since}. */
    record Gathering(Instant since) implements Stage {}

    /** Lessons and advisers are being asked, since {@code since}. */
    record Consulting(Instant since) implements Stage {}

    record Deciding() implements Stage {}

    /** Nothing may be done before {@code until}. */
    record Waiting(Instant until, String why) implements Stage {}

    /** A question was asked about the remedy with this hash. */
    record AwaitingApproval(String hash, Instant askedAt, Instant expiresAt) implements Stage {}

    /** The plan runs. */
    record Acting(List<StepRun> runs) implements Stage {
        public Acting {
            runs = List.copyOf(runs);
        }
    }

    /** The plan ran; whether it helped is being watched. */
    record Settling(List<StepRun> runs, Instant since, Instant until) implements Stage {
        public Settling {
            runs = List.copyOf(runs);
        }
    }

    /** Decided not to act; keeps watching. */
    record HandsOff(String why) implements Stage {}

    /** A person is needed; keeps watching. */
    record Escalated(String why) implements Stage {}

    /** Belongs to another incident. */
    record Joined(Incident.Id to) implements Stage {}

    record Resolved(Resolution how, Instant at) implements Stage {}

    /**
     * One step of a running plan.
     *
     * @param intent written down before the call; empty while the step waits for its turn
     */
    record StepRun(Step step, Progress progress, Optional<Intent> intent, String note) {
        /** How far a step has come. */
        public enum Progress {
            PENDING,
            /** The intent is written; whether the call happened is a question until it is answered or looked at. */
            SENT,
            DONE,
            SKIPPED,
            /** It was held back, or something stood in its way: nothing was done, and it may be done later. */
            NOT_BEGUN,
            FAILED
        }

        public boolean over() {
            return progress != Progress.PENDING && progress != Progress.SENT;
        }
    }

    /** The name in REST and on the page. */
    default String word() {
        return switch (this) {
            case Opened ignored -> "OPENED";
            case Gathering ignored -> "GATHERING";
            case Consulting ignored -> "CONSULTING";
            case Deciding ignored -> "DECIDING";
            case Waiting ignored -> "WAITING";
            case AwaitingApproval ignored -> "AWAITING_APPROVAL";
            case Acting ignored -> "ACTING";
            case Settling ignored -> "SETTLING";
            case HandsOff ignored -> "HANDS_OFF";
            case Escalated ignored -> "ESCALATED";
            case Joined ignored -> "JOINED";
            case Resolved ignored -> "RESOLVED";
        };
    }
}
