package homelab.loop;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.loop.decide.Limits;
import homelab.loop.decide.Policy;
import homelab.loop.diagnose.Rules;
import homelab.loop.report.Storyteller;
import homelab.loop.verify.Verifier;
import homelab.model.Kind;
import homelab.model.Lineage;
import homelab.model.Resource;
import homelab.model.Wishes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomsTest {
    @ParameterizedTest
    @CsvSource({
        "homelab-agent, true",
        "0123456789ab, true",
        "0123456789abcdef0123456789abcdef, true",
        "0123456789a, false",
        "0, false",
        "homelab, false",
        "fedcba987654, false"
    })
    void the_agent_knows_itself_by_its_name_or_the_beginning_of_its_id(String own, boolean itself) {
        var settle = Duration.ofSeconds(30);
        var rooms = new Rooms(
                new Policy(Map.of(), Limits.defaults()),
                new Verifier(settle),
                new Rules(),
                new Storyteller(),
                settle,
                Optional.of(own));
        var host = new Resource.Id("docker:vm");
        var resource = new Resource(
                new Resource.Id("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"),
                Lineage.named("engine-1", "homelab-agent"),
                Kind.CONTAINER,
                "homelab-agent",
                host,
                List.of(),
                Wishes.NONE);

        assertThat(rooms.isItself(resource)).isEqualTo(itself);
    }
}
