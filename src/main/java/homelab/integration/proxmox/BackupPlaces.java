package homelab.integration.proxmox;

import homelab.integration.proxmox.ClusterRows.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where backups can be, and whether what is in there is known: what is not found may be where nobody could look. */
record BackupPlaces(Picture picture, Slow slow, Instant now) {
    private static final Duration HOLDS = Duration.ofHours(1);

    /** Those that can be asked. */
    List<Storage> all() {
        return picture.places().stream().filter(BackupPlaces::hasBackups).toList();
    }

    private static boolean hasBackups(Storage place) {
        return place.contents().contains("backup");
    }

    /**
     * All in which a guest's backups may be were listed lately, and there is one at least.
     *
     * @param storage that its job names; where there is none they may be anywhere
     */
    boolean areListed(Optional<String> storage) {
        var away = picture.resources().storages().stream()
                .filter(one -> hasBackups(one) && !one.shared() && !picture.isOnline(one.node()));
        var needed = Stream.concat(all().stream(), away)
                .filter(place -> storage.map(place.name()::equals).orElse(true) || isActive(place))
                .toList();
        return needed.stream()
                        .anyMatch(place -> storage.map(place.name()::equals).orElse(true))
                && needed.stream().allMatch(this::wasListed);
    }

    /** One that is away says nothing about guests whose backups go elsewhere. */
    private boolean isActive(Storage place) {
        return picture.isOnline(place.node())
                && slow.storages
                        .value(at(place))
                        .map(NodeRows.StorageState::active)
                        .orElse(true);
    }

    private boolean wasListed(Storage place) {
        return slow.backups.value(at(place)).isPresent()
                && !slow.backups.answeredAt(at(place)).plus(HOLDS).isBefore(now);
    }

    private static Slow.OnNode at(Storage place) {
        return new Slow.OnNode(place.node(), place.name());
    }
}
