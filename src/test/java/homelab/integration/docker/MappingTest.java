package homelab.integration.docker;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Dependency;
import homelab.model.Detail;
import homelab.model.Lineage;
import homelab.model.Mode;
import homelab.model.Resource;
import homelab.model.State;
import homelab.model.Wishes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an inspection becomes. */
class MappingTest {
    private static final Resource.Id HOST = new Resource.Id("docker:lab");

    private static Inspection inspection(String json) {
        return Inspection.read("0123456789abcdef", EngineApi.JSON.readTree(json), MountTable.UNSEEN);
    }

    private static Labels labels(String... pairs) {
        var map = new HashMap<String, String>();
        for (var i = 0; i < pairs.length; i += 2) map.put(pairs[i], pairs[i + 1]);
        return new Labels(map);
    }

    @Test
    void an_inspection_becomes_a_resource_and_a_detail() {
        var seen = inspection("""
                {"Name":"/web","RestartCount":2,
                 "State":{"Status":"exited","ExitCode":137,"OOMKilled":true,"Error":"boom\\u0007",
                   "StartedAt":"2026-01-01T00:00:01.5Z","FinishedAt":"0001-01-01T00:00:00Z"},
                 "Config":{"Env":["PASSWORD=hunter2"],"StopTimeout":3,"StopSignal":"SIGQUIT"},
                 "HostConfig":{"NetworkMode":"container:abc","Memory":1048576,
                   "RestartPolicy":{"Name":"on-failure","MaximumRetryCount":4}},
                 "Mounts":[{"Type":"bind","Source":"/srv/a"},{"Type":"volume","Source":"/var/lib/docker/volumes/x"}]}""");

        assertThat(seen.resource(HOST, "E").lineage()).isEqualTo(Lineage.named("E", "web"));
        assertThat(seen.resource(HOST, "E").dependsOn())
                .containsExactly(new Dependency("", "abc", Dependency.When.NETWORK));
        assertThat(seen.resource(HOST, "E").wishes().stopTimeout()).contains(Duration.ofSeconds(3));
        assertThat(seen.stopSignal()).isEqualTo(3);
        assertThat(seen.state()).isEqualTo(State.STOPPED);
        assertThat(seen.detail(true))
                .isEqualTo(new Detail.Container(
                        137,
                        true,
                        Optional.of(Instant.parse("2026-01-01T00:00:01.5Z")),
                        Optional.empty(),
                        "boom",
                        Optional.empty(),
                        2,
                        new Detail.RestartPolicy(Detail.RestartPolicy.Name.ON_FAILURE, 4),
                        Optional.of(1048576L),
                        List.of(new Detail.Bind("/srv/a", Optional.empty())),
                        true));
        assertThat(seen.toString()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource({
        "running,,RUNNING",
        "running,none,RUNNING",
        "running,starting,STARTING",
        "running,healthy,RUNNING",
        "running,unhealthy,UNHEALTHY",
        "exited,unhealthy,STOPPED",
        "restarting,,RESTARTING",
        "paused,healthy,PAUSED",
        "created,,CREATED",
        "dead,,DEAD",
        "removing,,DEAD",
        "quantum,,UNSEEN"
    })
    void each_state_has_its_word(String status, String health, State state) {
        var json = "{\"State\":{\"Status\":\"" + status + "\",\"Health\":{\"Status\":\"" + health + "\"}}}";

        assertThat(inspection(json).state()).isEqualTo(state);
    }

    @Test
    void a_health_check_must_have_spoken_after_start_period_and_all_tries() {
        var check = inspection("""
                {"State":{"Status":"running","Health":{"Status":"starting","FailingStreak":1,
                   "Log":[{"Output":"old"},{"Output":"no\\nanswer"}]}},
                 "Config":{"Healthcheck":{"StartPeriod":5000000000,"Interval":10000000000,"Timeout":0,"Retries":2}}}""").detail().health();

        assertThat(check)
                .contains(new Detail.HealthCheck(
                        Detail.HealthCheck.Verdict.STARTING, 1, "no answer", Duration.ofSeconds(5 + 2 * (10 + 30))));
    }

    @Test
    void an_inspection_of_nonsense_is_no_mistake_of_ours() {
        assertThat(inspection("[]").state()).isEqualTo(State.UNSEEN);
        assertThat(inspection("{\"State\":7,\"Config\":[1],\"HostConfig\":null,\"Mounts\":\"x\",\"Name\":{}}")
                        .name())
                .isEqualTo("0123456789ab");
    }

    @Test
    void compose_names_what_it_is_and_what_it_needs() {
        var compose = labels(
                "com.docker.compose.project",
                "shop",
                "com.docker.compose.service",
                "web",
                "com.docker.compose.container-number",
                "2",
                "com.docker.compose.oneoff",
                "False",
                "com.docker.compose.depends_on",
                "db:service_healthy:false,redis:service_started:true,mig:service_completed_successfully:false,old",
                "homelab-agent.depends-on",
                "vpn, nas");

        assertThat(compose.lineage("E", "shop-web-2")).isEqualTo(new Lineage("E", "shop", "web", 2));
        assertThat(compose.needs())
                .containsExactly(
                        new Dependency("shop", "db", Dependency.When.HEALTHY),
                        new Dependency("shop", "redis", Dependency.When.STARTED),
                        new Dependency("shop", "mig", Dependency.When.COMPLETED),
                        new Dependency("shop", "old", Dependency.When.STARTED),
                        new Dependency("", "vpn", Dependency.When.STARTED),
                        new Dependency("", "nas", Dependency.When.STARTED));
        assertThat(compose.awaited()).containsExactly(new Labels.Service("shop", "mig"));
    }

    @Test
    void a_one_off_is_remembered_by_its_name() {
        var oneOff = labels(
                "com.docker.compose.project", "shop",
                "com.docker.compose.service", "web",
                "com.docker.compose.oneoff", "True");

        assertThat(oneOff.oneOff()).isTrue();
        assertThat(oneOff.lineage("E", "shop-web-run-1")).isEqualTo(Lineage.named("E", "shop-web-run-1"));
    }

    @Test
    void wishes_are_read() {
        assertThat(labels().wishes(Optional.empty())).isEqualTo(Wishes.NONE);
        assertThat(labels(
                                "homelab-agent.enable", "false",
                                "homelab-agent.heal", "Observe",
                                "homelab-agent.protect", "true",
                                "homelab-agent.critical", "TRUE",
                                "homelab-agent.max-attempts", "2",
                                "homelab-agent.stop-timeout", "40",
                                "autoheal.stop.timeout", "50")
                        .wishes(Optional.of(Duration.ofSeconds(10))))
                .isEqualTo(new Wishes(
                        true,
                        Optional.of(Mode.OBSERVE),
                        true,
                        true,
                        Optional.of(2),
                        Optional.of(Duration.ofSeconds(40))));
        assertThat(labels("autoheal", "false", "homelab-agent.heal", "auto")
                        .wishes(Optional.empty())
                        .ceiling())
                .contains(Mode.OFF);
        assertThat(labels("autoheal", "true").wishes(Optional.empty())).isEqualTo(Wishes.NONE);
    }

    @Test
    void a_time_that_can_not_be_counted_on_from_is_none() {
        var seen = inspection("""
                {"State":{"Status":"running","StartedAt":"+999999999-12-31T23:59:59Z",
                  "FinishedAt":"+10000-01-01T00:00:00Z"}}""");

        assertThat(seen.detail(false).startedAt()).isEmpty();
        assertThat(seen.detail(false).finishedAt()).isEmpty();
    }

    @Test
    void what_cannot_be_read_lowers_and_never_raises() {
        var garbled = labels(
                "homelab-agent.enable", "yes please",
                "homelab-agent.heal", "full",
                "homelab-agent.protect", "",
                "homelab-agent.critical", "1",
                "homelab-agent.max-attempts", "-5",
                "homelab-agent.stop-timeout", "9999999",
                "homelab-agent.hael", "off");

        assertThat(garbled.wishes(Optional.of(Duration.ofSeconds(10))))
                .isEqualTo(new Wishes(
                        true, Optional.of(Mode.ASK), true, true, Optional.of(1), Optional.of(Duration.ofSeconds(10))));
        assertThat(garbled.mistakes()).hasSize(7).contains("homelab-agent.hael=off");
    }

    @Test
    void only_labels_that_speak_to_us_are_kept() {
        var json = EngineApi.JSON.readTree(
                "{\"traefik.token\":\"secret\",\"homelab-agent.protect\":\"true\",\"autoheal\":\"true\"}");

        assertThat(Labels.known(json)).isEqualTo(Map.of("homelab-agent.protect", "true", "autoheal", "true"));
    }

    @ParameterizedTest
    @CsvSource({"SIGTERM,15", "QUIT,3", "sigusr1,10", "37,37", "SIGRTMIN+3,37", "'',", "nonsense,"})
    void signals_have_numbers(String name, Integer number) {
        assertThat(Signals.number(name)).isEqualTo(Optional.ofNullable(number));
    }

    @Test
    void a_signal_stops_if_it_is_meant_to() {
        assertThat(Signals.stops(9, 15)).isTrue();
        assertThat(Signals.stops(15, 3)).isTrue();
        assertThat(Signals.stops(3, 3)).isTrue();
        assertThat(Signals.stops(1, 15)).isFalse();
        assertThat(Signals.stops(10, 15)).isFalse();
    }
}
