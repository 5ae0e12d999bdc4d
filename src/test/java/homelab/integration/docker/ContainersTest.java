package homelab.integration.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a checkup says of an engine's containers. */
@Timeout(20)
class ContainersTest extends EngineLookedAt {
    @Test
    void looks_at_health_checks_labels_mounts_and_policies() {
        engine.on("/containers/json", FakeEngine.json("""
                [{"Id":"c1"},{"Id":"c2"},{"Id":"c3"},{"Id":"c4"}]"""));
        container("c1", """
                {"Name":"/db","State":{"Status":"running"},"HostConfig":{"RestartPolicy":{"Name":"always"}},
                 "Config":{"Labels":{"homelab-agent.enabel":"false","homelab_agent.protect":"true","org.x":"y"}},
                 "Mounts":[{"Type":"bind","Source":"/mnt/nas"}]}""");
        container("c2", """
                {"Name":"/web","State":{"Status":"running"},"HostConfig":{"PortBindings":{"80/tcp":[{"HostPort":"8"}]}},
                 "Config":{"Labels":{"homelab-agent.heal":"sometimes","homelab-agent.enable":"false"}}}""");
        container("c3", """
                {"Name":"/app","State":{"Status":"running","Health":{"Status":"healthy"}},
                 "HostConfig":{"RestartPolicy":{"Name":"unless-stopped"}}}""");
        container("c4", """
                {"Name":"/old","State":{"Status":"exited"}}""");

        var seen = look(false);

        assertThat(seen.subList(7, seen.size()))
                .containsExactly(
                        "PROBLEM labels: db: homelab-agent.enabel (did you mean homelab-agent.enable?), db:"
                                + " homelab_agent.protect (did you mean homelab-agent.protect?): such a label does nothing",
                        "write homelab-agent.(enable|heal|protect|critical|max-attempts|depends-on|stop-timeout), autoheal"
                                + " or autoheal.stop.timeout, and create the container anew",
                        "ADVICE labels: web: homelab-agent.heal=sometimes: what cannot be read counts as a wish to be"
                                + " careful",
                        "see the README for what it may say, and create the container anew",
                        "ADVICE health checks: 2 of 3 running have none: web (publishes ports), db",
                        "add a healthcheck to the service; without one the agent sees that it runs, not that it works",
                        "ADVICE mounts: the host's mounts cannot be seen in " + folder.resolve("mountinfo")
                                + ", so a lost file system behind db is not noticed",
                        "give the agent's container the volume /proc/1/mountinfo:/host/mountinfo:ro and set"
                                + " docker.mountinfo to /host/mountinfo",
                        "OK who heals: after a crash Docker itself starts 2 of 4 again, by their restart policy; the agent"
                                + " never touches 1, by label");
    }

    @Test
    void names_ten_and_counts_the_rest_and_what_it_could_not_inspect() {
        var ids = Stream.iterate(10, n -> n + 1).limit(13).map(n -> "c" + n).toList();
        engine.on(
                "/containers/json",
                FakeEngine.json("["
                        + String.join(
                                ",",
                                ids.stream()
                                        .map(id -> "{\"Id\":\"" + id + "\"}")
                                        .toList()) + "]"));
        ids.forEach(id -> container(id, "{\"Name\":\"/" + id + "\",\"State\":{\"Status\":\"running\"}}"));
        engine.on("/containers/c22/json", FakeEngine.status(500, ""));

        assertThat(look(true))
                .contains(
                        "UNKNOWN containers: 1 of 13 could not be inspected",
                        "ADVICE health checks: 12 of 12 running have none: c10, c11, c12, c13, c14, c15, c16, c17, c18,"
                                + " c19 and 2 more");
    }
}
