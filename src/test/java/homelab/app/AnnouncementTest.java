package homelab.app;

import static homelab.web.FakeDesk.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import homelab.app.config.Config;
import homelab.app.config.Loader;
import homelab.model.Ceiling;
import homelab.model.OverallState;
import homelab.model.Status;
import homelab.web.FakeDesk;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnnouncementTest {
    private static final URI LINK = URI.create("http://127.0.0.1:8080/enter/x");

    private final Config config = new Loader(Map.of(), Path.of("nowhere"), Path.of("nowhere"))
            .load(Optional.empty())
            .config()
            .orElseThrow();

    @Test
    void says_what_it_watches_how_far_it_may_go_and_how_to_look_in() {
        assertThat(said(false, false, false, Optional.of(LINK)))
                .containsExactly(
                        "Homelab Agent watches docker (unix:///var/run/docker.sock). It only watches; to let it heal:"
                                + " homelab mode heal",
                        "Open the dashboard with this link. It opens once, within 10 minutes; for another one: homelab"
                                + " link",
                        "http://127.0.0.1:8080/enter/x");
    }

    @Test
    void says_that_it_heals_is_held_or_is_paused() {
        assertThat(said(true, false, false, Optional.of(LINK)))
                .first()
                .asString()
                .endsWith(" It heals.");
        assertThat(said(false, true, false, Optional.of(LINK)))
                .first()
                .asString()
                .endsWith(" It only watches, as HOMELAB_MODE says.");
        assertThat(said(true, false, true, Optional.of(LINK)))
                .first()
                .asString()
                .endsWith(" It is paused, and does nothing until: homelab resume");
    }

    @Test
    void says_what_a_port_without_tls_means() {
        var open = new Loader(Map.of("DOCKER_HOST", "tcp://nas"), Path.of("nowhere"), Path.of("nowhere"))
                .load(Optional.empty())
                .config()
                .orElseThrow();

        assertThat(Announcement.of(open, status(false, false, false), Optional.of(LINK)))
                .startsWith(
                        "Homelab Agent watches docker (tcp://nas:2375). It only watches; to let it heal: homelab mode"
                                + " heal",
                        "Mind: the engine docker at tcp://nas:2375 is spoken to without TLS: whoever reaches that port"
                                + " is root on its host, and whoever is on the way can read and change all that is"
                                + " said.");
    }

    @Test
    void says_what_to_do_without_a_door() {
        assertThat(said(true, false, false, Optional.empty()).getLast())
                .startsWith("It goes on without dashboard and REST, so the short commands find no agent to ask")
                .contains("DASHBOARD_PORT=8081 homelab run");
    }

    private List<String> said(boolean heal, boolean fixed, boolean paused, Optional<URI> door) {
        return Announcement.of(config, status(heal, fixed, paused), door);
    }

    private static Status status(boolean heal, boolean fixed, boolean paused) {
        var ceiling = new Ceiling(heal, fixed, Optional.empty(), NOON);
        return new Status(
                OverallState.HEALTHY, ceiling, paused, NOON, NOON, 0, 0, 0, FakeDesk.INTERVAL, List.of(), List.of());
    }
}
