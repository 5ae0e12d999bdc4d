package homelab.loop;

import homelab.model.Finding;
import homelab.model.Kind;

/** One line for a list: what is wrong with what. */
final class Title {
    private Title() {}

    /** @param name of the resource, with its host where there are several */
    static String of(Finding finding, String name) {
        return switch (finding.trouble()) {
            case CRASHED -> name + " crashed";
            case OUT_OF_MEMORY -> name + " ran out of memory";
            case UNHEALTHY -> name + " is unhealthy";
            case PAUSED -> name + " is paused";
            case NETWORK_LOST, NETWORK_GONE -> name + " has no network";
            case RESTART_LOOP -> name + " restarts over and over";
            case JOB_FAILED -> "the job " + name + " failed";
            case DOWN_UNEXPLAINED -> name + " is down";
            case FELL_WITH_ENGINE ->
                name + " did not come back with " + (finding.resource().kind().isAGuest() ? "its node" : "Docker");
            case DISK_FILLING -> name + " is filling";
            case NODE_OFFLINE -> name + " is offline";
            case QUORUM_LOST -> name + " has lost its quorum";
            case LOCKED -> name + " has been locked for long";
            case HA_GAVE_UP -> name + " was given up by high availability";
            case HIGH -> name + (finding.resource().kind() == Kind.CPU ? " are busy" : " is filling");
            case STORAGE_INACTIVE -> name + " is not active";
            case REPORTED ->
                isThePlan(finding)
                        ? "some guests are in no backup job"
                        : switch (finding.resource().kind()) {
                            case CLUSTER -> "guests of " + name + " are hidden";
                            default -> name + " is not well";
                        };
            case CERTIFICATE_ENDS -> name + " ends soon";
            case BACKUP_BROKEN -> "the latest of the " + name + " is broken";
            case BACKUP_FAILED -> "the last of the " + name + " failed";
            case BACKUP_TOO_OLD -> name + " are too old";
            case TASK_FAILED -> "something that " + name + " does by itself failed";
            case SNAPSHOT_TOO_OLD -> "one of the " + name + " is old";
            case STORM -> "much of " + name + " fell at once";
            case ENGINE_UNSEEN ->
                switch (finding.resource().kind()) {
                    case HOST -> "Docker on " + name + " can't be seen";
                    case CLUSTER -> "Proxmox " + name + " can't be seen";
                    case BACKUP_SERVER -> "the backup server " + name + " can't be seen";
                    default -> name + " can't be seen";
                };
            case ORDERED -> finding.says();
        };
    }

    /** What is said of all backups together. */
    private static boolean isThePlan(Finding finding) {
        return finding.resource().kind() == Kind.BACKUP
                && finding.resource().id().value().startsWith("backups/plan@");
    }
}
