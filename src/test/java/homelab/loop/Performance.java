package homelab.loop;

import homelab.integration.Actuator;
import homelab.integration.Desk;
import homelab.integration.Inspector;
import homelab.integration.Source;
import homelab.integration.docker.AddressConfig;
import homelab.integration.docker.DockerConfig;
import homelab.integration.docker.DockerIntegration;
import homelab.integration.http.Trust;
import homelab.integration.proxmox.ProxmoxConfig;
import homelab.integration.proxmox.ProxmoxIntegration;
import homelab.lab.Lab;
import homelab.lab.Script;
import homelab.lab.Transcript;
import homelab.lab.proxmox.ProxmoxLab;
import homelab.loop.act.Brake;
import homelab.loop.act.Hands;
import homelab.loop.decide.Limits;
import homelab.loop.report.Post;
import homelab.model.Person;
import homelab.model.Secret;
import homelab.model.Story;
import homelab.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A script performed before the whole agent: the loop, the store and the real Docker client, over a socket to the lab.
 * Only the clock is turned by hand. It goes on when the agent has heard and seen all there is: the lab tells an event
 * that means nothing, and a look that knows of it has everything before it.
 */
final class Performance implements AutoCloseable {
    private static final Person ADA = new Person("ada", "test");
    private static final Duration SECOND = Duration.ofSeconds(1);
    /** Real time that the client gives a look before it hands over what it has, less a margin. */
    private static final long LOOKS_ARE_WHOLE = Duration.ofMillis(100).toNanos();

    private static final int MOST_ROUNDS = 50;

    private final ManualClock clock = new ManualClock();
    private final Script script;
    private final Duration engineIsAhead;
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final Transcript transcript = new Transcript(lines::add);
    private final List<Answer> answers = new ArrayList<>();
    private final Lab lab;
    private final DockerIntegration docker;
    private final Heard source;
    private final Optional<ProxmoxIntegration> proxmox;
    private final Optional<Glanced> cluster;
    private final Store store;
    private final HealingLoop loop;
    private boolean written;
    private long lookedInMinute;
    private long toldWhenHeard;
    private long askedWhenHeard;
    private long stirredAt;

    private record Answer(String about, boolean yes) {}

    Performance(Script script, Path folder) throws Exception {
        this(script, folder, Duration.ZERO);
    }

    /** @param engineIsAhead how far the engine's clock is off the agent's */
    Performance(Script script, Path folder, Duration engineIsAhead) throws Exception {
        this.script = script;
        this.engineIsAhead = engineIsAhead;
        var socket = folder.resolve("docker.sock");
        lab = Lab.open(
                script, socket, this::engineTime, transcript, (about, yes) -> answers.add(new Answer(about, yes)));
        docker = new DockerIntegration(
                new DockerConfig(
                        Lab.HOST,
                        new AddressConfig.Unix(socket),
                        Duration.ofDays(1),
                        Optional.empty(),
                        Optional.empty()),
                clock);
        source = new Heard(docker.source());
        proxmox = lab.cluster().map(this::client);
        cluster = proxmox.map(ProxmoxIntegration::source).map(Glanced::new);
        store = Store.open(folder.resolve("data"), "test", clock);
        store.recipients(List.of("test"));
        var brake = new Brake(folder.resolve("data"));
        var actuators = new ArrayList<Actuator>(List.of(docker.actuator()));
        var inspectors = new ArrayList<Inspector>(List.of(docker.inspector()));
        var sources = new ArrayList<Source>();
        if (hasContainers()) sources.add(source);
        proxmox.map(ProxmoxIntegration::actuator).ifPresent(actuators::add);
        proxmox.map(ProxmoxIntegration::inspector).ifPresent(inspectors::add);
        cluster.ifPresent(sources::add);
        var hands = new Hands(actuators, brake, ignored -> true, Runnable::run);
        var outside = new Outside(sources, inspectors, hands, Runnable::run);
        var config = new LoopConfig(
                Optional.of(true),
                Map.of(),
                Duration.ofSeconds(5),
                Limits.defaults(),
                Optional.empty(),
                Duration.ofSeconds(60));
        loop = new HealingLoop(config, store, outside, brake, clock, new Post() {
            @Override
            public void wake() {
                written = true;
            }

            @Override
            public void atOnce(Story story) {
                transcript.told(now(), story);
            }
        });
    }

    private ProxmoxIntegration client(ProxmoxLab shown) {
        var token = new ProxmoxConfig.Token(Lab.TOKEN.user() + "!" + Lab.TOKEN.id(), Secret.of(Lab.TOKEN.secret()));
        var config = new ProxmoxConfig(
                "home",
                ProxmoxConfig.Address.parse(shown.address().toString()),
                token,
                new Trust.Pinned(shown.fingerprint()),
                Duration.ofDays(1),
                ProxmoxConfig.OLDEST_BACKUP,
                Set.of());
        return new ProxmoxIntegration(config, clock, this::pass);
    }

    /** While a task runs in the cluster, time passes. */
    private void pass(Duration time) {
        clock.advance(time);
        var ignored = lab.happen();
    }

    /** What was sent to the cluster that a good client does not send. */
    List<String> violations() {
        return lab.cluster().map(ProxmoxLab::violations).orElse(List.of());
    }

    /** @return what happened, what the engine was asked, and what people were told */
    String transcript() throws Exception {
        stirredAt = System.nanoTime();
        hearAll();
        seeCluster();
        settle();
        lab.begin();
        var end = clock.instant().plus(script.length());
        for (var next = Optional.of(clock.instant()); clock.instant().isBefore(end); ) {
            var second = clock.instant().plus(SECOND);
            var now = next.filter(second::isAfter).orElse(second);
            clock.advance(Duration.between(clock.instant(), now));
            stirredAt = System.nanoTime();
            next = lab.happen().map(due -> due.minus(engineIsAhead)).filter(clock.instant()::isBefore);
            settle();
            for (var answer : takeAnswers()) say(answer);
            if (isDue()) {
                hearAll();
                seeCluster();
                settle();
            }
        }
        var text = String.join("\n", lines) + "\n";
        return lab.cluster()
                .map(shown -> text.replace("127.0.0.1:" + shown.address().getPort(), "127.0.0.1:8006"))
                .orElse(text);
    }

    /** A full look is due once a minute; what a task took of the time makes it later. */
    private boolean isDue() {
        var minute = Duration.between(ManualClock.START, clock.instant()).toMinutes();
        var due = minute > lookedInMinute;
        lookedInMinute = minute;
        return due;
    }

    private void seeCluster() throws InterruptedException {
        if (cluster.isPresent()) cluster.get().full();
    }

    private List<Answer> takeAnswers() {
        var taken = List.copyOf(answers);
        answers.clear();
        return taken;
    }

    private void say(Answer answer) throws Exception {
        var incident = loop.published().state().open().values().stream()
                .filter(one -> one.resource().name().equals(answer.about()))
                .max(Comparator.comparingLong(one -> one.id().number()))
                .orElseThrow(() -> new AssertionError("nothing is asked about " + answer.about()));
        var word = answer.yes()
                ? new Desk.Word.Approve(incident.id(), Optional.empty())
                : new Desk.Word.Reject(incident.id(), Optional.empty());
        var reply = loop.say(ADA, word).toCompletableFuture();
        while (!reply.isDone()) loop.turnOnce();
        transcript.said(
                now(),
                (answer.yes() ? "approve " : "reject ") + incident.id() + ": "
                        + reply.get().text());
        settle();
    }

    /** Makes turns until nothing moves at this moment. */
    private void settle() throws Exception {
        for (var round = 0; round < MOST_ROUNDS; round++) {
            if (stirred()) hearAll();
            if (cluster.filter(Glanced::isAsked).isPresent()) cluster.get().atWishes();
            turn();
            if (!stirred() && cluster.filter(Glanced::isAsked).isEmpty()) {
                tell();
                return;
            }
        }
        throw new AssertionError("the agent does not come to rest; so far:\n" + String.join("\n", lines));
    }

    private void turn() throws Exception {
        for (var quiet = 0; quiet < 2; quiet++) {
            do loop.turnOnce();
            while (loop.hasMail());
        }
    }

    private void tell() throws Exception {
        if (!written) return;
        written = false;
        for (var delivery : store.undelivered("test", 100)) {
            transcript.told(now(), delivery.story());
            store.delivered(delivery, clock.instant());
        }
    }

    private Duration now() {
        return lab.timeOf(engineTime());
    }

    private Instant engineTime() {
        return clock.instant().plus(engineIsAhead);
    }

    /** True when the lab told, or the loop asked for, what the agent may not have seen yet. */
    private boolean stirred() {
        return hasContainers() && (lab.told() != toldWhenHeard || source.asked() != askedWhenHeard);
    }

    private boolean hasContainers() {
        return !script.residents().isEmpty();
    }

    private void hearAll() throws Exception {
        if (!hasContainers()) return;
        toldWhenHeard = lab.told();
        askedWhenHeard = source.asked();
        source.fullLookAfter(lab.mark(), Set.of());
        // A slow machine: something may have been left out of a look, to follow later.
        if (System.nanoTime() - stirredAt > LOOKS_ARE_WHOLE) source.fullLookAfter(lab.mark(), source.present());
    }

    @Override
    public void close() {
        docker.close();
        proxmox.ifPresent(ProxmoxIntegration::close);
        store.close();
        lab.close();
    }
}
