package homelab.integration.proxmox;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import homelab.lab.proxmox.LargeHome;
import homelab.lab.proxmox.Mishaps.Done;
import homelab.lab.proxmox.ProxmoxLab;
import homelab.model.Look;
import homelab.model.Observation;
import homelab.model.Resource;
import homelab.model.Secret;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OneGuestTest {
    private static final Resource.Id WEB = new Resource.Id("100@n0");

    @Test
    void one_that_cannot_be_asked_is_hidden_and_says_nothing_of_the_others() throws Exception {
        var looks = new LinkedBlockingQueue<Look>();
        try (var lab = ProxmoxLab.open(LargeHome.of(1, 2), InstantSource.system(), ignored -> {});
                var proxmox = new ProxmoxIntegration(config(lab), InstantSource.system())) {
            proxmox.source().start(looks::add, Optional.empty());
            assertThat(looks.poll(30, SECONDS)).isNotNull();
            lab.mishaps().timesOut("GET /nodes/n0/qemu/100/status/current", 1, Done.NO, Duration.ZERO);

            proxmox.source().lookAt(Set.of(WEB));
            var look = Optional.ofNullable(looks.poll(30, SECONDS)).orElseThrow();

            assertThat(look.observations())
                    .singleElement()
                    .isInstanceOf(Observation.Unseen.class)
                    .extracting(Observation::about)
                    .isEqualTo(WEB);
        }
    }

    private static ProxmoxConfig config(ProxmoxLab lab) {
        return new ProxmoxConfig(
                "large",
                ProxmoxConfig.Address.parse(lab.address().toString()),
                new ProxmoxConfig.Token(LargeHome.TOKEN.fullId(), Secret.of(LargeHome.TOKEN.secret())),
                new homelab.integration.http.Trust.Pinned(lab.fingerprint()),
                Duration.ofDays(1),
                ProxmoxConfig.OLDEST_BACKUP,
                Set.of());
    }
}
