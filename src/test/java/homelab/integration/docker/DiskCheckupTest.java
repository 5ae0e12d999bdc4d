package homelab.integration.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What doctor says of an engine's disk. */
class DiskCheckupTest extends EngineLookedAt {
    @Test
    void says_why_it_can_not_see_how_full_it_is_and_what_to_do() {
        engine.on("/system/df", FakeEngine.json("{}"));

        var said = lookAtDisk();

        assertThat(said).hasSize(2);
        assertThat(said.getFirst())
                .startsWith("ADVICE disk: how full it is can't be seen: ")
                .contains("docker.disk.path");
        assertThat(said.getLast()).isEqualTo("see docs/disk.md");
    }

    @Test
    void says_that_a_proxy_keeps_it_from_listing() {
        engine.on("/system/df", FORBIDDEN);

        assertThat(lookAtDisk().get(2)).startsWith("ADVICE right to list: what takes space can't be listed: ");
    }
}
