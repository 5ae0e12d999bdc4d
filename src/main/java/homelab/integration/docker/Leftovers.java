package homelab.integration.docker;

import homelab.model.Contents.Leftover;
import homelab.model.Contents.Sort;
import homelab.model.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What an engine's own account lists and nothing uses, in the order in which it may go. Remembers since when. */
final class Leftovers {
    private static final Pattern IMAGE = Pattern.compile("sha256:[0-9a-f]{64}");
    static final Pattern CACHE = Pattern.compile("[A-Za-z0-9]{1,100}");
    private static final String NONE = "<none>";

    /** When each was first listed as unused; owned by one thread. */
    private final Map<String, Instant> unusedSince = new HashMap<>();

    static boolean isImage(String id) {
        return IMAGE.matcher(id).matches();
    }

    /**
     * By age, oldest first, save that what was made from another goes before that.
     *
     * @param stopped the containers that have been stopped for long, as leftovers
     */
    List<Leftover> of(Usage usage, List<Leftover> stopped, Instant now) {
        var found = Stream.of(cache(usage.buildCache(), now), images(usage, now), stopped)
                .flatMap(List::stream)
                .toList();
        unusedSince.keySet().retainAll(found.stream().map(Leftover::id).collect(Collectors.toSet()));
        return found.stream()
                .map(one -> new Leftover(
                        one.sort(),
                        one.id(),
                        one.name(),
                        one.bytes(),
                        one.usedAt(),
                        unusedSince.computeIfAbsent(one.id(), ignored -> now)))
                .sorted(Comparator.comparing(Leftover::usedAt))
                .collect(Collectors.collectingAndThen(
                        Collectors.toList(), all -> childrenFirst(all, usage.buildCache())));
    }

    private static List<Leftover> cache(List<JsonNode> records, Instant now) {
        return records.stream()
                .filter(one -> !one.path("InUse").asBoolean(true))
                .filter(one -> !one.path("Shared").asBoolean(true))
                .filter(one -> CACHE.matcher(one.path("ID").asString("")).matches())
                .map(one -> new Leftover(
                        Sort.BUILD_CACHE,
                        one.path("ID").asString(""),
                        "build cache: " + Text.harmless(one.path("Description").asString(""), 80),
                        Math.max(0, one.path("Size").asLong(0)),
                        Inspection.time(one.path("LastUsedAt"))
                                .or(() -> Inspection.time(one.path("CreatedAt")))
                                .orElse(now),
                        now))
                .toList();
    }

    private static List<Leftover> images(Usage usage, Instant now) {
        var named = usage.images().stream()
                .flatMap(one -> tags(one).stream())
                .map(Leftovers::repository)
                .collect(Collectors.toSet());
        return usage.images().stream()
                .filter(one -> isImage(one.path("Id").asString("")))
                .filter(one -> one.path("Containers").asLong(0) <= 0)
                .filter(one -> !usage.usedImages().contains(one.path("Id").asString("")))
                .filter(Leftovers::goesByItsId)
                .map(one -> image(one, named, now))
                .toList();
    }

    /** @param named repositories of which there is an image with a name */
    private static Leftover image(JsonNode one, Set<String> named, Instant now) {
        var tags = tags(one);
        var digests = digests(one);
        var shared = Math.max(0, one.path("SharedSize").asLong(0));
        var made = one.path("Created").asLong(0);
        var id = one.path("Id").asString("");
        // One that is known by its digest alone has lost its name to a newer one, or was asked for by that digest.
        var lostItsName = digests.stream().map(Leftovers::repository).allMatch(named::contains);
        var name = Stream.concat(tags.stream(), digests.stream())
                .findFirst()
                .map(words -> "image " + Text.harmless(words, 200))
                .orElseGet(() -> "nameless image " + id.substring("sha256:".length(), "sha256:".length() + 12));
        return new Leftover(
                tags.isEmpty() && lostItsName ? Sort.NAMELESS_IMAGE : Sort.IMAGE,
                id,
                name,
                Math.max(0, one.path("Size").asLong(0) - shared),
                made > 0 ? Instant.ofEpochSecond(made) : now,
                now);
    }

    static boolean isNameless(JsonNode image) {
        return tags(image).isEmpty();
    }

    private static List<String> tags(JsonNode image) {
        return references(image.path("RepoTags"));
    }

    private static List<String> digests(JsonNode image) {
        return references(image.path("RepoDigests"));
    }

    private static List<String> references(JsonNode list) {
        return list.values().stream()
                .map(reference -> reference.asString(""))
                .filter(reference -> !reference.isEmpty() && !reference.startsWith(NONE))
                .toList();
    }

    /** {@code reg:5000/app} of {@code reg:5000/app:1} and of {@code reg:5000/app@sha256:…}. */
    private static String repository(String reference) {
        var bare = reference.replaceFirst("@.*", "");
        var tag = bare.lastIndexOf(':');
        return tag > bare.lastIndexOf('/') ? bare.substring(0, tag) : bare;
    }

    /** Engines remove an image by its id only if it has one name at most, and that in one repository. */
    private static boolean goesByItsId(JsonNode image) {
        var repositories = Stream.concat(tags(image).stream(), digests(image).stream())
                .map(Leftovers::repository)
                .distinct()
                .count();
        return tags(image).size() <= 1 && repositories <= 1;
    }

    /** A piece of the build cache is in use as long as there is one that was made from it. */
    private static List<Leftover> childrenFirst(List<Leftover> oldestFirst, List<JsonNode> records) {
        var parents = records.stream()
                .collect(Collectors.toMap(one -> one.path("ID").asString(""), Leftovers::parents, (a, b) -> a));
        var byId = oldestFirst.stream().collect(Collectors.toMap(Leftover::id, Function.identity(), (a, b) -> a));
        var children = new HashMap<String, List<String>>();
        parents.forEach((child, of) -> of.forEach(parent ->
                children.computeIfAbsent(parent, ignored -> new ArrayList<>()).add(child)));
        var ordered = new ArrayList<Leftover>();
        var done = new HashSet<String>();
        for (var one : oldestFirst) place(one, children, byId, done, ordered);
        return ordered;
    }

    private static void place(
            Leftover one,
            Map<String, List<String>> children,
            Map<String, Leftover> byId,
            Set<String> done,
            List<Leftover> ordered) {
        if (!done.add(one.id())) return;
        for (var child : children.getOrDefault(one.id(), List.of())) {
            var known = byId.get(child);
            if (known != null) place(known, children, byId, done, ordered);
        }
        ordered.add(one);
    }

    /** Newer engines list several, older ones name one. */
    private static List<String> parents(JsonNode record) {
        var several = record.path("Parents").values().stream()
                .map(parent -> parent.asString(""))
                .toList();
        return several.isEmpty() ? List.of(record.path("Parent").asString("")) : several;
    }
}
