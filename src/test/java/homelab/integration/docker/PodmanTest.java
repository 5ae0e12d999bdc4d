package homelab.integration.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homelab.model.Detail;
import homelab.model.State;
import homelab.model.What;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Podman's answers to Docker's questions, as version 4.3 gives them. */
@Timeout(30)
class PodmanTest {
    private static final String ID = "8a9bc599b2585548b54847b4003acdba052a88fed657fec3c648159411dd96a8";

    private final Looks looks = new Looks();
    private FakeEngine engine;
    private DockerIntegration docker;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        engine = FakeEngine.well(folder)
                .on("/info", out -> FakeEngine.json(info()).write(out))
                .on(
                        "/containers/json",
                        FakeEngine.json(
                                "[{\"Id\":\"" + ID + "\",\"Names\":[\"/web\"],\"Labels\":{},"
                                        + "\"State\":\"running\",\"Status\":\"Up 3 seconds\",\"NetworkSettings\":{\"Networks\":null}}]"))
                .on("/containers/" + ID + "/json", FakeEngine.json(container("running", "\"\"", "0")));
        docker = new DockerIntegration(
                new DockerConfig(
                        "lab",
                        new AddressConfig.Unix(engine.socket()),
                        Duration.ofSeconds(60),
                        Optional.empty(),
                        Optional.empty()),
                InstantSource.system());
    }

    @AfterEach
    void close() throws IOException {
        docker.close();
        engine.close();
    }

    /** Its id is another one each time. */
    private static String info() {
        return "{\"ID\":\"" + UUID.randomUUID() + "\",\"Name\":\"nas\",\"ServerVersion\":\"4.3.1\","
                + "\"DockerRootDir\":\"/var/lib/containers/storage\",\"BuildahVersion\":\"1.28.2\",\"Rootless\":false,"
                + "\"SystemTime\":\"2026-11-26T17:42:05.2Z\"}";
    }

    private static String container(String status, String health, String exitCode) {
        return "{\"Id\":\"" + ID + "\",\"Name\":\"/web\",\"State\":{\"Status\":\"" + status + "\",\"ExitCode\":"
                + exitCode
                + ",\"StartedAt\":\"2026-11-26T17:42:05.245444863Z\",\"FinishedAt\":\"0001-01-01T00:00:00Z\","
                + "\"Health\":{\"Status\":" + health + ",\"FailingStreak\":0,\"Log\":null}},"
                + "\"HostConfig\":{\"NetworkMode\":\"none\",\"RestartPolicy\":{\"Name\":\"\",\"MaximumRetryCount\":0}}}";
    }

    private static String event(String action, String attributes) {
        return "{\"status\":\"" + action + "\",\"id\":\"" + ID + "\",\"from\":\"localhost/busybox:test\","
                + "\"Type\":\"container\",\"Action\":\"" + action + "\",\"Actor\":{\"ID\":\"" + ID
                + "\",\"Attributes\":{"
                + attributes + "\"image\":\"localhost/busybox:test\",\"name\":\"web\",\"podId\":\"\"}},"
                + "\"scope\":\"local\",\"time\":1795714926,\"timeNano\":1795714926399171128}";
    }

    private String engineId() {
        return ((Detail.Engine) looks.healths("docker:lab").getLast().detail()).engineId();
    }

    @Test
    void keeps_one_id_though_it_makes_up_another_each_time() {
        docker.source().start(looks, Optional.empty());
        await().until(() -> looks.state("docker:lab").isPresent());

        engine.hangUp();

        await().until(() -> looks.healths("docker:lab").size() >= 2);
        assertThat(looks.healths("docker:lab"))
                .extracting(it -> ((Detail.Engine) it.detail()).engineId())
                .containsOnly("podman:nas:/var/lib/containers/storage");
        assertThat(engineId()).startsWith("podman:");
    }

    @Test
    void a_person_s_stop_is_not_taken_for_an_end_by_itself() {
        docker.source().start(looks, Optional.empty());
        await().until(() -> looks.state(ID).equals(Optional.of(State.RUNNING)));
        engine.on("/containers/" + ID + "/json", FakeEngine.json(container("exited", "\"\"", "137")))
                .on("/events", FakeEngine.stream(event("die", "\"containerExitCode\":\"137\",\"exitCode\":\"137\",")));

        engine.hangUp();

        await().until(() -> looks.state(ID).equals(Optional.of(State.STOPPED)));
        assertThat(looks.events(ID)).isEmpty();
        assertThat(looks.healths("docker:lab").getLast().detail())
                .isInstanceOfSatisfying(
                        Detail.Engine.class,
                        it -> assertThat(it.unheard().orElse("")).contains("it is Podman"));
    }

    @Test
    void a_start_is_heard_and_a_health_event_only_says_where_to_look() {
        engine.on("/containers/" + ID + "/json", FakeEngine.json(container("running", "\"unhealthy\"", "0")))
                .on(
                        "/events",
                        FakeEngine.stream(
                                event("init", ""),
                                event("start", "\"containerExitCode\":\"0\","),
                                event("health_status", "")
                                        .replace("\"scope\"", "\"HealthStatus\":\"starting\",\"scope\"")));

        docker.source().start(looks, Optional.empty());

        await().until(() -> looks.events(ID).equals(List.of(new What.Started())));
        await().until(() -> looks.state(ID).equals(Optional.of(State.UNHEALTHY)));
    }

    @ParameterizedTest
    @CsvSource({
        "created, CREATED",
        "initialized, CREATED",
        "configured, CREATED",
        "running, RUNNING",
        "exited, STOPPED",
        "stopped, STOPPED",
        "paused, PAUSED",
        "removing, DEAD",
        "'', UNSEEN"
    })
    void knows_its_states(String status, State state) {
        var json = EngineApi.JSON.readTree(container(status, "\"\"", "0"));

        assertThat(Inspection.read(ID, json, MountTable.UNSEEN).state()).isEqualTo(state);
    }

    @Test
    void its_version_is_told_as_podman_s() throws Exception {
        engine.on("/version", FakeEngine.json("""
                {"Platform":{"Name":"linux/amd64/debian-12"},"Components":[{"Name":"Podman Engine","Version":"4.3.1"}],
                 "Version":"4.3.1","ApiVersion":"1.41","MinAPIVersion":"1.24"}"""));
        try (var api = new EngineApi(Dials.wire(new AddressConfig.Unix(engine.socket())), InstantSource.system())) {
            assertThat(api.kinship()).isEqualTo(new EngineApi.Kinship("Podman", "4.3.1", "1.41"));
            assertThat(api.about().podman()).isTrue();
        }
    }
}
