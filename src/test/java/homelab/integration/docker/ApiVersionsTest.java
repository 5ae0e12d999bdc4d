package homelab.integration.docker;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Detail.HealthCheck.Verdict;
import homelab.model.State;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What changed in Docker's API from 1.41 on, by github.com/moby/moby/blob/master/api/docs/CHANGELOG.md. */
class ApiVersionsTest {
    private static final String ID = "8a9bc599b2585548b54847b4003acdba052a88fed657fec3c648159411dd96a8";

    private static EngineEvent event(String json) {
        return EngineEvent.read(EngineApi.JSON.readTree(json.replace(":\"ID\"", ":\"" + ID + "\"")), Instant.EPOCH);
    }

    /** With 1.52 the fields status, id and from went. */
    @Test
    void an_event_is_the_same_with_and_without_its_old_fields() {
        var old = event("""
                {"status":"die","id":"ID","from":"nginx","Type":"container","Action":"die",
                 "Actor":{"ID":"ID","Attributes":{"exitCode":"2","image":"nginx","name":"web"}},
                 "scope":"local","time":1795714926,"timeNano":1795714926399171128}""");
        var bare = event("""
                {"Type":"container","Action":"die",
                 "Actor":{"ID":"ID","Attributes":{"execDuration":"3","exitCode":"2","image":"nginx","name":"web"}},
                 "scope":"local","time":1795714926,"timeNano":1795714926399171128}""");

        assertThat(bare).isEqualTo(old);
        assertThat(bare.isOfAContainer()).isTrue();
        assertThat(bare.exitCode()).contains(2);
    }

    @ParameterizedTest
    @CsvSource({
        "health_status: healthy, HEALTHY",
        "health_status: unhealthy, UNHEALTHY",
        "health_status:healthy, HEALTHY"
    })
    void a_health_event_is_read_in_each_spelling(String action, Verdict verdict) {
        var heard = event("{\"Type\":\"container\",\"Action\":\"" + action + "\",\"Actor\":{\"ID\":\"ID\"}}");

        assertThat(heard.action()).isEqualTo("health_status");
        assertThat(HealthEvent.verdict(heard.more())).contains(verdict);
    }

    @Test
    void an_event_of_an_image_is_about_no_container() {
        assertThat(event("""
                {"Type":"image","Action":"create","Actor":{"ID":"sha256:0123","Attributes":{"name":"nginx"}},"time":1}""").isOfAContainer()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            1.41 | ,"NetworkSettings":{"Bridge":"","IPAddress":"172.17.0.2","MacAddress":"02:42:ac:11:00:02","Networks":{}}
            1.44 | ,"Health":null,"NetworkSettings":{"IPAddress":"","Networks":{"a":{"DNSNames":["web"]}}}
            1.47 | ,"ImageManifestDescriptor":null,"NetworkSettings":{"SandboxID":"","Ports":{}}
            1.52 | ,"NetworkSettings":{"SandboxID":"","SandboxKey":"","Ports":{},"Networks":{}}
            none | ,"Platform":1""")
    void an_inspection_is_the_same_in_every_version(String version, String rest) {
        var json = "{\"Id\":\"" + ID + "\",\"Name\":\"/web\",\"State\":{\"Status\":\"running\",\"StartedAt\":"
                + "\"2026-01-01T00:00:00.5Z\"" + (version.equals("1.44") ? ",\"Health\":null" : "") + "}"
                + Optional.ofNullable(rest).orElse("") + "}";

        var seen = Inspection.read(ID, EngineApi.JSON.readTree(json), MountTable.UNSEEN);

        assertThat(seen.state()).isEqualTo(State.RUNNING);
        assertThat(seen.detail(false).health()).isEmpty();
        assertThat(seen.detail(false).startedAt()).contains(Instant.parse("2026-01-01T00:00:00.5Z"));
    }

    @Test
    void a_health_of_none_is_no_health_check() {
        var json = EngineApi.JSON.readTree("""
                {"Name":"/web","State":{"Status":"running","Health":{"Status":"none","FailingStreak":0,"Log":[]}}}""");

        assertThat(Inspection.read(ID, json, MountTable.UNSEEN).detail(false).health())
                .isEmpty();
    }
}
