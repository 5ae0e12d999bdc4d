package homelab.integration.docker;

import homelab.model.Contents;
import homelab.model.Text;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * An engine's account of its disk. From API 1.52 on each sort is an object with its items, before it was a list:
 * docs.docker.com/reference/api/engine, SystemDataUsage.
 */
record Usage(
        List<JsonNode> images,
        List<JsonNode> containers,
        List<JsonNode> volumes,
        List<JsonNode> buildCache,
        long layers) {
    Usage {
        images = List.copyOf(images);
        containers = List.copyOf(containers);
        volumes = List.copyOf(volumes);
        buildCache = List.copyOf(buildCache);
    }

    static Usage read(JsonNode json) {
        return new Usage(
                items(json, "Images", "ImageUsage"),
                items(json, "Containers", "ContainerUsage"),
                items(json, "Volumes", "VolumeUsage"),
                items(json, "BuildCache", "BuildCacheUsage"),
                json.path("LayersSize")
                        .asLong(json.path("ImageUsage").path("TotalSize").asLong(0)));
    }

    /** The same with these images. */
    Usage with(List<JsonNode> others) {
        return new Usage(others, containers, volumes, buildCache, layers);
    }

    private static List<JsonNode> items(JsonNode json, String before, String since) {
        var list = json.has(before) ? json.path(before) : json.path(since).path("Items");
        return list.values().stream().toList();
    }

    Set<String> usedImages() {
        return containers.stream().map(one -> one.path("ImageID").asString("")).collect(Collectors.toSet());
    }

    Contents.Sizes sizes() {
        return new Contents.Sizes(
                Math.max(0, layers),
                sum(containers, "SizeRw"),
                volumes.stream().mapToLong(Usage::volume).sum(),
                buildCache.stream()
                        .filter(one -> !one.path("Shared").asBoolean(false))
                        .mapToLong(one -> Math.max(0, one.path("Size").asLong(0)))
                        .sum());
    }

    private static long sum(List<JsonNode> some, String field) {
        return some.stream()
                .mapToLong(one -> Math.max(0, one.path(field).asLong(0)))
                .sum();
    }

    private static long volume(JsonNode one) {
        return Math.max(0, one.path("UsageData").path("Size").asLong(0));
    }

    List<Contents.Volume> largestVolumes() {
        return volumes.stream()
                .map(one -> new Contents.Volume(
                        Text.harmless(one.path("Name").asString(""), 100),
                        volume(one),
                        Inspection.time(one.path("CreatedAt")),
                        one.path("UsageData").path("RefCount").asLong(1) != 0))
                .sorted(Comparator.comparingLong(Contents.Volume::bytes).reversed())
                .limit(50)
                .toList();
    }
}
