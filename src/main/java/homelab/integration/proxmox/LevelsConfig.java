package homelab.integration.proxmox;

import homelab.model.Level;
import java.time.Duration;

/**
 * From where on something is told as high, and until when.
 *
 * @param nodeCpu the processors of a node
 * @param guestCpu those that a guest was given; many work at their full power for a while, and should
 * @param memory of a node, or of a container
 * @param disk the root disk of a node, the disks of guests, and storages
 */
public record LevelsConfig(Level.Marks nodeCpu, Level.Marks guestCpu, Level.Marks memory, Level.Marks disk) {
    public static final LevelsConfig DEFAULT = new LevelsConfig(
            new Level.Marks(90, 95, 80, Duration.ofMinutes(5)),
            new Level.Marks(95, 100, 85, Duration.ofMinutes(15)),
            new Level.Marks(90, 95, 85, Duration.ofMinutes(5)),
            new Level.Marks(85, 95, 80, Duration.ofMinutes(2)));
}
