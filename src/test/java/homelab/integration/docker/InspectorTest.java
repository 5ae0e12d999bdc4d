package homelab.integration.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Evidence;
import homelab.model.Kind;
import homelab.model.Lineage;
import homelab.model.Resource;
import homelab.model.Wishes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class InspectorTest {
    private static final Resource WEB = new Resource(
            new Resource.Id("c1"),
            Lineage.named("ENGINE", "web"),
            Kind.CONTAINER,
            "web",
            new Resource.Id("docker:lab"),
            List.of(),
            Wishes.NONE);

    private FakeEngine engine;
    private DockerIntegration docker;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        engine = FakeEngine.well(folder).on("/containers/c1/json", FakeEngine.json("{\"Config\":{\"Tty\":false}}"));
        docker = new DockerIntegration(DockerConfig.of("lab", engine.host()), InstantSource.system());
    }

    @AfterEach
    void close() throws IOException {
        docker.close();
        engine.close();
    }

    private List<Evidence> look() {
        return docker.inspector().inspect(WEB, Duration.ofSeconds(2));
    }

    private static byte[] frame(int stream, String text) {
        var bytes = text.getBytes(UTF_8);
        return ByteBuffer.allocate(8 + bytes.length)
                .put((byte) stream)
                .put(new byte[3])
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    @Test
    void shows_why_the_engine_refused_a_start() {
        engine.on(
                        "/containers/c1/json",
                        FakeEngine.json("{\"State\":{\"Error\":\"port is\\nalready allocated\"},\"Config\":{}}"))
                .on("/containers/c1/logs", FakeEngine.bytes(200, new byte[0]));

        assertThat(look())
                .containsExactly(new Evidence("engine", "port is already allocated"), new Evidence("log", List.of()));
    }

    private void wants(String bindings, boolean running) {
        engine.on(
                        "/containers/c1/json",
                        FakeEngine.json("{\"State\":{\"Running\":" + running + "},\"Config\":{},\"HostConfig\":"
                                + "{\"PortBindings\":" + bindings + "}}"))
                .on("/containers/c1/logs", FakeEngine.bytes(200, new byte[0]))
                .on("/containers/json", FakeEngine.json("""
                        [{"Id":"c1","Names":["/web"],"Ports":[]},
                         {"Id":"c2","Names":["/proxy"],"Ports":[
                          {"IP":"0.0.0.0","PrivatePort":80,"PublicPort":8080,"Type":"tcp"},
                          {"IP":"::","PrivatePort":80,"PublicPort":8080,"Type":"tcp"},
                          {"PrivatePort":443,"Type":"tcp"}]},
                         {"Id":"c3","Names":["/dns"],"Ports":[
                          {"IP":"10.0.0.1","PrivatePort":53,"PublicPort":53,"Type":"udp"}]}]"""));
    }

    @Test
    void names_who_holds_a_port_that_it_wants() {
        wants("""
                {"80/tcp":[{"HostIp":"127.0.0.1","HostPort":"8080"}],"53/udp":[{"HostIp":"","HostPort":"53"}]}""", false);

        assertThat(look())
                .contains(new Evidence(
                        "port holder", List.of("proxy publishes 0.0.0.0:8080/tcp", "dns publishes 10.0.0.1:53/udp")));
    }

    @Test
    void another_address_protocol_or_port_is_in_nobodys_way() {
        wants("""
                {"80/udp":[{"HostIp":"","HostPort":"8080"}],"53/udp":[{"HostIp":"10.0.0.2","HostPort":"53"}],
                 "54/tcp":[{"HostIp":"","HostPort":"443"}],"55/tcp":[{"HostIp":"","HostPort":""}],"56/tcp":null}""", false);

        assertThat(look()).contains(new Evidence("port holder", List.of()));
    }

    @Test
    void asks_nobody_about_ports_where_it_runs_or_the_engine_may_choose() {
        wants("{\"80/tcp\":[{\"HostIp\":\"\",\"HostPort\":\"8080\"}]}", true);
        assertThat(look()).containsExactly(new Evidence("log", List.of()));

        wants("{\"80/tcp\":[{\"HostIp\":\"\",\"HostPort\":\"0\"}]}", false);
        assertThat(look()).containsExactly(new Evidence("log", List.of()));

        assertThat(engine.requests()).noneMatch(request -> request.startsWith("GET /containers/json"));
    }

    @Test
    void reads_framed_logs_newest_last() throws IOException {
        var log = new ByteArrayOutputStream();
        log.write(frame(1, "one\ntw"));
        log.write(frame(2, "error\n"));
        log.write(frame(1, "o\n\nthree"));
        engine.on("/containers/c1/logs", FakeEngine.bytes(200, log.toByteArray()));

        assertThat(look()).containsExactly(new Evidence("log", List.of("one", "error", "two", "", "three")));
    }

    @Test
    void reads_the_raw_log_of_a_terminal() {
        engine.on("/containers/c1/json", FakeEngine.json("{\"Config\":{\"Tty\":true}}"))
                .on("/containers/c1/logs", FakeEngine.json("\u001b[31mred\u001b[0m\r\nplain\r\n"));

        assertThat(look()).containsExactly(new Evidence("log", List.of("red", "plain")));
    }

    @Test
    void keeps_the_newest_fifty_lines_and_cuts_long_ones() {
        var lines = new StringBuilder();
        IntStream.range(0, 80).forEach(i -> lines.append("line ").append(i).append('\n'));
        engine.on("/containers/c1/logs", FakeEngine.bytes(200, frame(1, lines + "x".repeat(3 << 20) + "\nlast\n")));

        var log = look().getFirst().lines();

        assertThat(log).hasSize(50).endsWith("last").startsWith("line 32");
        assertThat(log.get(48)).hasSizeLessThanOrEqualTo(1000);
    }

    @Test
    void bounds_what_it_keeps_by_size() {
        engine.on("/containers/c1/logs", FakeEngine.bytes(200, frame(1, ("é".repeat(2000) + "\n").repeat(60))));

        assertThat(look().getFirst().lines().stream()
                        .mapToInt(line -> line.getBytes(UTF_8).length)
                        .sum())
                .isLessThanOrEqualTo(64 << 10);
    }

    @Test
    void a_log_without_end_is_cut() {
        engine.on("/containers/c1/json", FakeEngine.json("{\"Config\":{\"Tty\":true}}"))
                .on("/containers/c1/logs", FakeEngine.endless("again\n"));

        assertThat(look().getFirst().lines()).contains("again").hasSizeLessThanOrEqualTo(50);
    }

    @Test
    void a_log_that_stalls_gives_what_came() {
        engine.on("/containers/c1/logs", out -> {
            FakeEngine.raw(out, "HTTP/1.1 200 OK\r\n\r\n");
            out.write(frame(1, "before\n"));
            FakeEngine.silence().write(out);
        });

        assertThat(look()).containsExactly(new Evidence("log", List.of("before")));
    }

    @Test
    void a_failure_is_a_line_of_evidence() {
        engine.on("/containers/c1/logs", FakeEngine.status(500, "{\"message\":\"driver says no\"}"));
        assertThat(look().getFirst().lines().getFirst()).startsWith("could not be read: ");

        engine.on("/containers/c1/json", FakeEngine.garbage());
        assertThat(look().getFirst().lines().getFirst()).startsWith("could not be read: ");
    }

    @Test
    void tells_the_log_of_the_run_before_from_that_of_the_run_that_the_policy_began() {
        var state = "{\"RestartCount\":3,\"Config\":{},\"State\":{\"Status\":\"running\","
                + "\"FinishedAt\":\"2026-01-01T00:00:10Z\",\"StartedAt\":\"2026-01-01T00:00:10.200Z\"}}";
        var log = "/containers/c1/logs?stdout=1&stderr=1&tail=50";
        engine.on("/containers/c1/json", FakeEngine.json(state))
                .on(log, FakeEngine.bytes(200, frame(1, "no such module\nwelcome\n")))
                .on(log + "&until=1767225610.100000000", FakeEngine.bytes(200, frame(1, "no such module\n")));

        assertThat(look())
                .containsExactly(
                        new Evidence("log", List.of("no such module", "welcome")),
                        new Evidence("log of the run before", List.of("no such module")));
    }

    @Test
    void shows_what_the_health_check_said() {
        engine.on("/containers/c1/json", FakeEngine.json("""
                {"Config":{"Tty":false},"State":{"Health":{"Status":"unhealthy","Log":[
                 {"ExitCode":0,"Output":"fine"},{"ExitCode":1,"Output":"refused\\u202e\\n"}]}}}"""))
                .on("/containers/c1/logs", FakeEngine.bytes(200, frame(1, "x\n")));

        assertThat(look()).contains(new Evidence("health check", List.of("exit code 0: fine", "exit code 1: refused")));
    }
}
