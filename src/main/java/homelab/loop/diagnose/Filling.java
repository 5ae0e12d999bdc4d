package homelab.loop.diagnose;

import homelab.model.Action;
import homelab.model.Bytes;
import homelab.model.Contents;
import homelab.model.Contents.Leftover;
import homelab.model.Disk;
import homelab.model.Evidence;
import homelab.model.Text;
import homelab.model.Trouble;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What fills a disk, as far as its engine can say. */
final class Filling {
    private static final int MOST_NAMED = 10;

    /** A fiftieth of a disk is not what fills it. */
    private static final long SMALL = 50;

    private static final long GOOD_PART = 10;

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    /** Most of a disk's use is the engine's own from this share on. */
    private static final double MOST = 0.5;

    private Filling() {}

    static final List<Rule> RULES =
            List.of(new Rule("disk-filling", c -> c.is(Trouble.DISK_FILLING), Filling::diskFilling));

    private static Rule.Verdict diskFilling(Clues clues) {
        var disk = disk(clues);
        if (disk.isEmpty()) return Rule.nothingHelps(0.1, clues.found());
        var full =
                disk.get().fullness().map(now -> "It is " + now.words() + ".").orElse(clues.found());
        return switch (disk.get().contents()) {
            case Contents.Unlisted unlisted ->
                Rule.nothingHelps(
                        0.1,
                        full + " What lies on it can't be listed: " + Sentence.closed(Text.harmless(unlisted.why())));
            case Contents.Listed listed -> listed(full, disk.get(), listed);
        };
    }

    private static Rule.Verdict listed(String full, Disk disk, Contents.Listed listed) {
        var actions = listed.leftovers().stream()
                .map(one -> one.sort().action())
                .distinct()
                .sorted()
                .toList();
        var says = full + " " + whose(disk, listed.sizes()) + " " + removable(listed.leftovers(), actions)
                + largestVolume(disk, listed.volumes()) + biggestLog(grown(disk, listed.logs()));
        return new Rule.Verdict(says, actions.isEmpty() ? 0.5 : 0.8, actions);
    }

    private static String whose(Disk disk, Contents.Sizes sizes) {
        var docker = sizes.images() + sizes.containers() + sizes.volumes() + sizes.buildCache();
        var said = "Docker's data takes " + Bytes.words(docker) + " of it: images " + Bytes.words(sizes.images())
                + ", build cache " + Bytes.words(sizes.buildCache()) + ", volumes " + Bytes.words(sizes.volumes())
                + ", containers' own files " + Bytes.words(sizes.containers()) + ".";
        var used = disk.fullness().map(Disk.Fullness::used).orElse(0L);
        return docker < used * MOST ? said + " Most of what fills it is not Docker's, or is logs." : said;
    }

    private static String removable(List<Leftover> leftovers, List<Action> actions) {
        if (actions.isEmpty()) return "Nothing of it is left over, so there is nothing that the agent may remove.";
        var parts = Stream.of(Contents.Sort.values())
                .map(sort -> part(
                        sort,
                        leftovers.stream().filter(one -> one.sort() == sort).toList()))
                .flatMap(Optional::stream)
                .toList();
        return "Nothing uses " + String.join(", ", parts) + ".";
    }

    private static Optional<String> part(Contents.Sort sort, List<Leftover> some) {
        if (some.isEmpty()) return Optional.empty();
        var bytes = Bytes.words(some.stream().mapToLong(Leftover::bytes).sum());
        var many = some.size() == 1 ? "" : "s";
        return Optional.of(
                switch (sort) {
                    case BUILD_CACHE -> some.size() + " piece" + many + " of the build cache (" + bytes + ")";
                    case NAMELESS_IMAGE -> some.size() + " image" + many + " without a name (" + bytes + ")";
                    case IMAGE -> some.size() + " image" + many + " with a name (" + bytes + ")";
                    case CONTAINER -> some.size() + " long stopped container" + many + " (" + bytes + ")";
                });
    }

    /** Named where it is a good part of what fills the disk; what becomes of it is for its owner to say. */
    private static String largestVolume(Disk disk, List<Contents.Volume> volumes) {
        var least = disk.fullness().map(now -> now.used() / GOOD_PART).orElse(0L);
        return volumes.stream()
                .findFirst()
                .filter(one -> one.bytes() >= least)
                .map(one -> " The largest volume is " + one.name() + " (" + Bytes.words(one.bytes()) + ")"
                        + (one.used() ? "." : ", which no container uses."))
                .orElse("");
    }

    /** Those that matter on a disk of this size, and those whose size can't be seen. */
    private static List<Contents.Log> grown(Disk disk, List<Contents.Log> logs) {
        var least = disk.fullness().map(now -> now.size() / SMALL).orElse(0L);
        return logs.stream()
                .filter(log -> log.bytes().filter(bytes -> bytes < least).isEmpty())
                .toList();
    }

    private static String biggestLog(List<Contents.Log> logs) {
        return logs.stream()
                .findFirst()
                .map(log -> " The log of " + log.container() + " may grow without a limit"
                        + log.bytes()
                                .map(bytes -> " and takes " + Bytes.words(bytes))
                                .orElse("")
                        + "; give it one (max-size of the json-file driver).")
                .orElse("");
    }

    /** What its owner needs for looking further: volumes with their size and age, and logs. */
    static List<Evidence> evidence(Clues clues) {
        return disk(clues)
                .filter(disk -> disk.contents() instanceof Contents.Listed)
                .map(disk -> evidence(disk, (Contents.Listed) disk.contents()))
                .orElse(List.of());
    }

    private static List<Evidence> evidence(Disk disk, Contents.Listed listed) {
        var evidence = new ArrayList<Evidence>();
        var volumes = listed.volumes().stream()
                .limit(MOST_NAMED)
                .map(one -> one.name() + ", " + Bytes.words(one.bytes())
                        + one.madeAt().map(at -> ", made on " + DAY.format(at)).orElse("")
                        + (one.used() ? "" : ", used by no container"))
                .toList();
        if (!volumes.isEmpty()) evidence.add(new Evidence("volumes, which are never removed", volumes));
        var logs = grown(disk, listed.logs()).stream()
                .limit(MOST_NAMED)
                .map(one ->
                        one.container() + ", " + one.bytes().map(Bytes::words).orElse("of a size that can't be seen"))
                .toList();
        if (!logs.isEmpty()) evidence.add(new Evidence("logs without a limit", logs));
        return evidence;
    }

    private static Optional<Disk> disk(Clues clues) {
        return clues.sighting().detail() instanceof Disk disk ? Optional.of(disk) : Optional.empty();
    }
}
