package homelab.integration.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import homelab.model.Contents.Leftover;
import homelab.model.Contents.Sizes;
import homelab.model.Contents.Sort;
import homelab.model.Contents.Volume;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What of an engine's own account may go. */
class LeftoversTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final String A = "sha256:" + "a".repeat(64);
    private static final String B = "sha256:" + "b".repeat(64);
    private static final String C = "sha256:" + "c".repeat(64);
    private static final String D = "sha256:" + "d".repeat(64);

    private static Usage usage(String json) {
        return Usage.read(new JsonMapper().readTree(json));
    }

    private static List<Leftover> of(String json) {
        return new Leftovers().of(usage(json), List.of(), NOW);
    }

    private static String image(String id, String tags, int created, int size, int shared) {
        return "{\"Id\":\"%s\",\"RepoTags\":%s,\"RepoDigests\":[],\"Created\":%d,\"Size\":%d,\"SharedSize\":%d,\"Containers\":0}"
                .formatted(id, tags, created, size, shared);
    }

    private static String cache(String id, String parent, boolean used, boolean shared, String usedAt) {
        return "{\"ID\":\"%s\",\"Parent\":\"%s\",\"InUse\":%s,\"Shared\":%s,\"Size\":10,\"LastUsedAt\":\"%s\",\"Description\":\"RUN make\"}"
                .formatted(id, parent, used, shared, usedAt);
    }

    @Test
    void an_image_without_a_name_and_one_with_a_name_are_told_apart() {
        var found = of("{\"Images\":[" + image(A, "null", 100, 50, 20) + "," + image(B, "[\"app:1\"]", 200, 70, 0) + ","
                + image(C, "[\"<none>:<none>\"]", 300, 5, -1) + "]}");

        assertThat(found)
                .containsExactly(
                        new Leftover(
                                Sort.NAMELESS_IMAGE,
                                A,
                                "nameless image aaaaaaaaaaaa",
                                30,
                                Instant.ofEpochSecond(100),
                                NOW),
                        new Leftover(Sort.IMAGE, B, "image app:1", 70, Instant.ofEpochSecond(200), NOW),
                        new Leftover(
                                Sort.NAMELESS_IMAGE,
                                C,
                                "nameless image cccccccccccc",
                                5,
                                Instant.ofEpochSecond(300),
                                NOW));
    }

    @Test
    void what_a_container_was_made_of_is_in_use_also_while_that_is_stopped() {
        var found = of("{\"Images\":[" + image(A, "[\"app:1\"]", 1, 1, 0) + "," + image(B, "[]", 1, 1, 0) + ","
                + image(D, "[]", 1, 1, 0).replace("\"Containers\":0", "\"Containers\":1")
                + "],\"Containers\":[{\"Id\":\"c1\",\"ImageID\":\"" + A + "\",\"State\":\"exited\"}]}");

        assertThat(found).extracting(Leftover::id).containsExactly(B);
    }

    @Test
    void one_that_was_pulled_by_its_digest_is_no_leftover_of_an_update() {
        var updated =
                image(A, "null", 1, 1, 0).replace("\"RepoDigests\":[]", "\"RepoDigests\":[\"reg:5000/app@sha256:1\"]");
        var pinned = image(B, "[]", 2, 1, 0).replace("\"RepoDigests\":[]", "\"RepoDigests\":[\"db@sha256:2\"]");
        var newer = image(C, "[\"reg:5000/app:1\"]", 3, 1, 0);

        var found = of("{\"Images\":[" + updated + "," + pinned + "," + newer + "]}");

        assertThat(found)
                .extracting(Leftover::sort, Leftover::name)
                .containsExactly(
                        tuple(Sort.NAMELESS_IMAGE, "image reg:5000/app@sha256:1"),
                        tuple(Sort.IMAGE, "image db@sha256:2"),
                        tuple(Sort.IMAGE, "image reg:5000/app:1"));
    }

    @Test
    void one_that_has_two_names_is_left() {
        var found = of("{\"Images\":[" + image(A, "[\"app:1\",\"reg:5000/app:1\"]", 1, 1, 0) + ","
                + image(B, "[\"app:2\",\"app:latest\"]", 1, 1, 0) + "," + image(C, "[\"app:3\"]", 1, 1, 0) + "]}");

        assertThat(found).extracting(Leftover::id).containsExactly(C);
    }

    @Test
    void a_piece_of_the_build_cache_goes_when_nothing_uses_or_shares_it_and_after_what_was_made_from_it() {
        var found = of("{\"BuildCache\":["
                + cache("parent", "", false, false, "2025-01-01T00:00:00Z") + ","
                + cache("child", "parent", false, false, "2025-01-02T00:00:00Z") + ","
                + cache("lone", "", false, false, "2025-01-01T12:00:00Z") + ","
                + cache("used", "", true, false, "2024-01-01T00:00:00Z") + ","
                + cache("shared", "", false, true, "2024-01-01T00:00:00Z") + ","
                + cache("no.*id", "", false, false, "2024-01-01T00:00:00Z") + "]}");

        assertThat(found).extracting(Leftover::id).containsExactly("child", "parent", "lone");
        assertThat(found.getFirst().sort()).isEqualTo(Sort.BUILD_CACHE);
        assertThat(found.getFirst().name()).isEqualTo("build cache: RUN make");
    }

    @Test
    void pieces_that_name_each_other_as_parents_do_not_hold_it_up() {
        var found = of("{\"BuildCache\":[" + cache("a", "b", false, false, "2025-01-01T00:00:00Z") + ","
                + cache("b", "a", false, false, "2025-01-02T00:00:00Z") + "]}");

        assertThat(found).extracting(Leftover::id).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void remembers_since_when_nothing_uses_it() {
        var leftovers = new Leftovers();
        var json = "{\"Images\":[" + image(A, "[]", 1, 1, 0) + "]}";
        leftovers.of(usage(json), List.of(), NOW);

        var later = leftovers.of(usage(json), List.of(), NOW.plusSeconds(60));
        leftovers.of(usage("{}"), List.of(), NOW.plusSeconds(120));
        var again = leftovers.of(usage(json), List.of(), NOW.plusSeconds(180));

        assertThat(later.getFirst().unusedSince()).isEqualTo(NOW);
        assertThat(again.getFirst().unusedSince()).isEqualTo(NOW.plusSeconds(180));
    }

    @Test
    void reads_the_account_of_an_old_engine_and_of_the_newest_alike() {
        var image = image(A, "[]", 1, 40, 0);
        var volume =
                "{\"Name\":\"db\",\"CreatedAt\":\"2025-06-01T10:00:00Z\",\"UsageData\":{\"Size\":30,\"RefCount\":0}}";
        var container = "{\"Id\":\"c1\",\"ImageID\":\"x\",\"SizeRw\":5}";
        var cache = cache("piece", "", false, false, "2025-01-01T00:00:00Z");
        var old = "{\"LayersSize\":40,\"Images\":[%s],\"Containers\":[%s],\"Volumes\":[%s],\"BuildCache\":[%s]}"
                .formatted(image, container, volume, cache);
        var newest = ("{\"ImageUsage\":{\"TotalSize\":40,\"Items\":[%s]},\"ContainerUsage\":{\"Items\":[%s]},"
                        + "\"VolumeUsage\":{\"Items\":[%s]},\"BuildCacheUsage\":{\"Items\":[%s]}}")
                .formatted(image, container, volume, cache);

        assertThat(usage(newest)).isEqualTo(usage(old));
        assertThat(usage(old).sizes()).isEqualTo(new Sizes(40, 5, 30, 10));
        assertThat(usage(old).largestVolumes())
                .containsExactly(new Volume("db", 30, Optional.of(Instant.parse("2025-06-01T10:00:00Z")), false));
    }

    @Test
    void nonsense_is_nothing_to_remove() {
        assertThat(of("{\"Images\":\"many\",\"BuildCache\":[1,{}],\"Containers\":{},\"Volumes\":null}"))
                .isEmpty();
        assertThat(of("[]")).isEmpty();
    }
}
