package homelab.integration.proxmox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import homelab.integration.IntegrationException;
import homelab.integration.IntegrationException.Kind;
import homelab.integration.proxmox.GuestRows.At;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Against what Proxmox's own schema says and what real ones answered, where a directory with these is named. */
@Timeout(120)
class RecordedTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Upid TASK = Upid.parse("UPID:a:0000CB00:001CF71E:6A864D51:qmstart:100:root@pam:")
            .orElseThrow();

    private Path facts;
    private FakePve pve;
    private PveWire wire;
    private PveApi api;

    @BeforeEach
    void open() throws IOException {
        var named = Optional.ofNullable(System.getenv("HOMELAB_FACTS")).map(Path::of);
        assumeThat(named)
                .as("skipped: HOMELAB_FACTS names no directory with pve-api.json and recorded/")
                .isPresent();
        facts = named.orElseThrow();
        pve = FakePve.plain();
        wire = new PveWire(pve.config());
        api = new PveApi(wire);
    }

    @AfterEach
    void close() throws IOException {
        if (wire != null) wire.close();
        if (pve != null) pve.close();
    }

    @Test
    void every_recorded_answer_is_read() throws IOException {
        var read = new ArrayList<String>();
        for (var each :
                PveWire.JSON.readTree(facts.resolve("recorded/index.json")).values()) {
            var path = each.path("path").asString("");
            var kind = kindOf(path);
            if (kind.isEmpty() || !each.path("method").asString("").equals("GET")) continue;
            var answer = PveWire.JSON
                    .readTree(
                            facts.resolve("recorded").resolve(each.path("file").asString("")))
                    .path("response");
            var status = answer.path("status").asInt(0);
            pve.on(
                    "GET " + kind.get(),
                    FakePve.status(
                            status + " " + answer.path("reason").asString(""),
                            answer.path("body").toString()));

            try {
                var what = Objects.requireNonNull(BadAnswersTest.READS.get(kind.get()))
                        .by(api);
                assertThat(what).isNotNull();
                read.add(path);
            } catch (IntegrationException e) {
                assertThat(status)
                        .as(each.path("file").asString("") + ": " + e.getMessage())
                        .isNotEqualTo(200);
                assertThat(e.kind()).isNotEqualTo(Kind.UNREADABLE);
            }
        }
        assertThat(read).hasSizeGreaterThan(100);
    }

    /** Which of the reads this path is for. */
    private static Optional<String> kindOf(String path) {
        return BadAnswersTest.READS.keySet().stream()
                .filter(read -> path.matches(Pattern.quote(read)
                        .replace("/nodes/a/", "/nodes/\\E[^/]+\\Q/")
                        .replace("/tasks/" + TASK + "/", "/tasks/\\E[^/]+\\Q/")
                        .replace("/zfs/tank", "/zfs/\\E[^/]+\\Q")
                        .replace("/storage/local/", "/storage/\\E[^/]+\\Q/")
                        .replace("/qemu/100/", "/\\E(qemu|lxc)/[0-9]+\\Q/")))
                .findFirst();
    }

    /** Everything that is ever asked, with every parameter. */
    private List<FakePve.Asked> requests() {
        for (var read : BadAnswersTest.READS.values()) tried(() -> read.by(api));
        var orders = new PveOrders(wire);
        tried(() -> api.tasks("a", Instant.EPOCH, 5));
        for (var container : List.of(true, false)) {
            var guest = new At("a", 100, container);
            tried(() -> api.config(guest));
            tried(() -> api.status(guest));
            tried(() -> api.snapshots(guest));
            tried(() -> orders.start(guest, LONG));
            tried(() -> orders.stop(guest, LONG));
            tried(() -> orders.shutdown(guest, LONG, LONG));
            tried(() -> orders.reboot(guest, LONG, LONG));
            tried(() -> orders.backUp(guest, "nas", LONG));
        }
        var vm = new At("a", 100, false);
        tried(() -> orders.reset(vm, LONG));
        tried(() -> orders.restartService("a", "pveproxy", LONG));
        tried(() -> {
            api.ping(vm, LONG);
            return "";
        });
        return pve.asked();
    }

    private interface Try {
        Object now() throws IntegrationException;
    }

    private static void tried(Try what) {
        try {
            assertThat(what.now()).isNotNull();
        } catch (IntegrationException e) {
            assertThat(e.kind()).isEqualTo(Kind.REJECTED);
        }
    }

    @Test
    void every_request_is_in_the_schema_with_its_parameters() throws IOException {
        var schemas = List.of(schema("pve-api.json"), schema("pve-api-8.4.json"));

        var asked = requests();

        assertThat(asked).hasSizeGreaterThan(35);
        for (var request : asked)
            for (var schema : schemas) assertThat(unknown(request, schema)).isEmpty();
    }

    private JsonNode schema(String file) {
        return PveWire.JSON.readTree(facts.resolve(file)).path("paths");
    }

    private static List<String> unknown(FakePve.Asked asked, JsonNode schema) {
        var method = asked.line().substring(0, asked.line().indexOf(' '));
        var path = asked.line().substring(asked.line().indexOf(' ') + 1).replaceFirst("[?].*", "");
        var template = schema.properties().stream()
                .filter(each -> path.matches(each.getKey().replaceAll("\\{[^}]+}", "[^/]+")))
                .filter(each -> each.getValue().has(method))
                .min((a, b) -> Long.compare(holes(a.getKey()), holes(b.getKey())));
        if (template.isEmpty()) return List.of("no such call: " + asked.line());
        var parameters = template.get().getValue().path(method).path("parameters");
        var known = parameters.path("properties").isObject()
                        && !parameters.path("properties").has("type")
                ? parameters.path("properties")
                : parameters;
        var query = asked.line().contains("?") ? asked.line().replaceFirst("^[^?]*[?]", "") : "";
        return Arrays.stream((query + "&" + asked.body()).split("&", -1))
                .filter(field -> !field.isEmpty())
                .map(field -> URLDecoder.decode(field.replaceFirst("=.*", ""), UTF_8))
                .filter(name -> !known.has(name))
                .map(name -> asked.line() + " has no parameter " + name)
                .toList();
    }

    private static long holes(String template) {
        return template.chars().filter(c -> c == '{').count();
    }

    @Test
    void the_facts_are_where_they_are_named() {
        assertThat(Files.isReadable(facts.resolve("pve-api.json"))).isTrue();
    }
}
