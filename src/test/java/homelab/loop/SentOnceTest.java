package homelab.loop;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.integration.Desk;
import homelab.integration.http.Trust;
import homelab.integration.proxmox.ProxmoxConfig;
import homelab.integration.proxmox.ProxmoxIntegration;
import homelab.lab.proxmox.Blueprint;
import homelab.lab.proxmox.Flavour;
import homelab.lab.proxmox.Grant;
import homelab.lab.proxmox.GuestPlan;
import homelab.lab.proxmox.JobPlan;
import homelab.lab.proxmox.Mishaps;
import homelab.lab.proxmox.NodePlan;
import homelab.lab.proxmox.ProxmoxLab;
import homelab.lab.proxmox.StoragePlan;
import homelab.lab.proxmox.TokenPlan;
import homelab.loop.act.Brake;
import homelab.loop.act.Hands;
import homelab.loop.decide.Limits;
import homelab.loop.report.Post;
import homelab.model.Action;
import homelab.model.Incident;
import homelab.model.Person;
import homelab.model.Resource;
import homelab.model.Secret;
import homelab.model.Stage;
import homelab.model.Story;
import homelab.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A crash of the agent between sending and the answer, for everything that it can have Proxmox do. The journal of the
 * simulated cluster says how often it was asked.
 */
class SentOnceTest {
    private static final Person ADA = new Person("ada", "test");
    private static final TokenPlan TOKEN =
            new TokenPlan("agent@pve", "homelab", "5ca1ab1e-0000-4000-8000-0000000000ab", false, List.of());

    private final ManualClock clock = new ManualClock();

    @TempDir
    private Path data;

    private ProxmoxLab lab;
    private Agent agent;

    @BeforeEach
    void aCluster() throws Exception {
        lab = ProxmoxLab.open(
                Blueprint.of("home", Flavour.PVE_9)
                        .with(TOKEN)
                        .user(
                                TOKEN.user(),
                                Grant.watching(Flavour.PVE_9),
                                Grant.operating(Flavour.PVE_9),
                                Grant.on("/nodes", "Sys.Audit", "Sys.Modify"),
                                Grant.on("/storage", "Datastore.Audit", "Datastore.AllocateSpace"))
                        .with(NodePlan.of("pve1", 8, 32))
                        .with(NodePlan.of("pve2", 8, 32))
                        .with(GuestPlan.vm(100, "web", "pve1"))
                        .with(GuestPlan.vm(101, "down", "pve1").with(GuestPlan.Trait.STOPPED))
                        .with(StoragePlan.shared("nas", "nfs", 1000, "backup"))
                        .with(new JobPlan("daily", LocalTime.of(3, 0), "nas", List.of(100, 101))),
                clock,
                ignored -> {});
        agent = new Agent();
    }

    @AfterEach
    void end() {
        agent.crash();
        lab.close();
    }

    private static Stream<Action> actions() {
        return EnumSet.range(Action.GUEST_START, Action.BACKUP_RUN).stream();
    }

    private static Resource.Id target(Action action) {
        return new Resource.Id(
                switch (action) {
                    case GUEST_START -> "101@home";
                    case SERVICE_RESTART -> "service/pve1/pvestatd@home";
                    case BACKUP_RUN -> "backups/100@home";
                    default -> "100@home";
                });
    }

    @ParameterizedTest
    @MethodSource("actions")
    void what_was_done_before_the_crash_is_seen_and_not_sent_again(Action action) throws Exception {
        agent.orders(action);
        assertThat(lab.writes()).hasSize(1);

        agent.crash();
        agent = new Agent();
        agent.pass(Duration.ofMinutes(15));

        assertThat(lab.writes()).hasSize(1);
        assertThat(lab.violations()).isEmpty();
        assertThat(agent.order().stage()).isInstanceOf(Stage.Resolved.class);
    }

    @ParameterizedTest
    @MethodSource("actions")
    void what_may_have_been_lost_on_the_way_is_not_sent_again(Action action) throws Exception {
        lab.mishaps().losesAnswer("POST .*", Mishaps.Done.NO);
        agent.orders(action);
        lab.mishaps().end();

        agent.crash();
        agent = new Agent();
        agent.pass(Duration.ofMinutes(15));

        assertThat(lab.writes()).hasSize(1);
        assertThat(lab.violations()).isEmpty();
        assertThat(agent.order().stage()).isInstanceOf(Stage.Escalated.class);
    }

    /** One life of the agent. */
    private final class Agent {
        private final ProxmoxIntegration proxmox;
        private final Glanced source;
        private final Store store;
        private final HealingLoop loop;

        Agent() throws Exception {
            var config = new ProxmoxConfig(
                    "home",
                    ProxmoxConfig.Address.parse(lab.address().toString()),
                    new ProxmoxConfig.Token(TOKEN.fullId(), Secret.of(TOKEN.secret())),
                    new Trust.Pinned(lab.fingerprint()),
                    Duration.ofDays(1),
                    ProxmoxConfig.OLDEST_BACKUP,
                    Set.of());
            proxmox = new ProxmoxIntegration(config, clock, this::wait);
            source = new Glanced(proxmox.source());
            store = Store.open(data, "test", clock);
            var brake = new Brake(data);
            var hands = new Hands(List.of(proxmox.actuator()), brake, ignored -> true, Runnable::run);
            var outside = new Outside(List.of(source), List.of(proxmox.inspector()), hands, Runnable::run);
            var settings = new LoopConfig(
                    Optional.of(true),
                    Map.of(),
                    Duration.ofSeconds(5),
                    Limits.defaults(),
                    Optional.empty(),
                    Duration.ofSeconds(60));
            loop = new HealingLoop(settings, store, outside, brake, clock, new Post() {
                @Override
                public void wake() {}

                @Override
                public void atOnce(Story story) {}
            });
            for (var look = 0; look < 3; look++) see();
        }

        private void wait(Duration time) {
            clock.advance(time);
            var ignored = lab.happen();
        }

        private void see() throws Exception {
            source.full();
            do loop.turnOnce();
            while (loop.hasMail());
        }

        /** Until it was sent; its answer waits to be taken in. */
        void orders(Action action) throws Exception {
            var reply = loop.say(ADA, new Desk.Word.Command(action, target(action)));
            loop.turnOnce();
            assertThat(reply.toCompletableFuture().get()).isInstanceOf(Desk.Reply.Done.class);
        }

        void pass(Duration time) throws Exception {
            for (var second = 0L; second < time.toSeconds(); second += 15) {
                wait(Duration.ofSeconds(15));
                if (source.isAsked() || second % 60 == 0) see();
                else loop.turnOnce();
            }
        }

        Incident order() throws Exception {
            return store.incident(new Incident.Id(1)).orElseThrow();
        }

        void crash() {
            proxmox.close();
            store.close();
        }
    }
}
