package homelab.web;

import homelab.integration.Command;
import homelab.integration.Desk;
import homelab.model.Person;
import homelab.web.answer.Answers;
import homelab.web.enter.Attempts;
import homelab.web.enter.Entrance;
import homelab.web.enter.LinkWord;
import homelab.web.enter.Links;
import homelab.web.enter.Names;
import homelab.web.enter.ProxyWord;
import homelab.web.enter.Sessions;
import homelab.web.page.Assets;
import homelab.web.page.Pages;
import homelab.web.page.Sayings;
import homelab.web.page.Streams;
import homelab.web.rest.Commands;
import homelab.web.rest.Description;
import homelab.web.rest.Questions;
import homelab.web.rest.Refusals;
import homelab.web.rest.Words;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** The door, open: dashboard, REST, metrics, liveness. Started after the core, which heals without it. */
public final class Web implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ServletWebServerApplicationContext context;
    private final Streams streams;
    private final Answers answers;
    private final Gauges gauges;
    private final Links links;

    private Web(
            ServletWebServerApplicationContext context, Streams streams, Answers answers, Gauges gauges, Links links) {
        this.context = context;
        this.streams = streams;
        this.answers = answers;
        this.gauges = gauges;
        this.links = links;
    }

    /** Where nobody offers a command. */
    public static Web start(
            WebConfig config, Desk desk, PrometheusMeterRegistry meters, InstantSource clock, String version)
            throws WebException {
        return start(config, desk, List.of(), meters, clock, version);
    }

    /**
     * Opens the door; returns once it answers.
     *
     * @param commands what integrations offer people to say
     * @param meters what is registered here by others is shown too
     * @param version of this program
     */
    public static Web start(
            WebConfig config,
            Desk desk,
            List<Command> commands,
            PrometheusMeterRegistry meters,
            InstantSource clock,
            String version)
            throws WebException {
        var address = addressOf(config);
        var answers = new Answers(desk, PATIENCE);
        var gauges = new Gauges(desk, meters, clock, version);
        var names = new Names(address, config.host(), config.names());
        var sessions = new Sessions(clock);
        var assets = new Assets();
        var streams = new Streams(desk, sessions::isOpen);
        var pages = new Pages(desk, assets, streams, clock, version);
        var gate = new Gate(names, config.token(), new Attempts(clock), sessions);

        var context = Guest.context();
        var links = new Links(clock, () -> names.address(portOf(context)));
        context.registerBean(
                TomcatServletWebServerFactory.class,
                () -> Listener.at(address, config.port(), new ProxyWord(config.proxies())));
        chain(context, "probes", gate::probes);
        chain(context, "programs", gate::programs);
        chain(context, "people", gate::people);
        context.registerBean(Entrance.class, () -> new Entrance(links, sessions, new Attempts(clock)));
        context.registerBean(LinkWord.class, () -> new LinkWord(links));
        context.registerBean(Assets.class, () -> assets);
        context.registerBean(Streams.class, () -> streams);
        context.registerBean(Pages.class, () -> pages);
        context.registerBean(Sayings.class, () -> new Sayings(answers, pages));
        context.registerBean(Refusals.class, () -> new Refusals(pages::fault));
        context.registerBean(Questions.class, () -> new Questions(desk, version));
        context.registerBean(Words.class, () -> new Words(answers));
        context.registerBean(Commands.class, () -> new Commands(commands, desk, answers, clock));
        context.registerBean(Description.class, () -> new Description(version));
        context.registerBean(Probes.class, () -> new Probes(desk, gauges, clock));
        try {
            context.refresh();
            return new Web(context, streams, answers, gauges, links);
        } catch (RuntimeException | LinkageError e) {
            streams.close();
            gauges.close();
            throw WebException.opening(config, e);
        }
    }

    private static void chain(
            GenericApplicationContext context, String name, Function<HttpSecurity, SecurityFilterChain> chain) {
        context.registerBean(name, SecurityFilterChain.class, () -> chain.apply(context.getBean(HttpSecurity.class)));
    }

    /** Where it listens, also when any free port was asked for. */
    public int port() {
        return portOf(context);
    }

    /** A fresh one-time link into the dashboard. */
    public Links.Made link(Person person) {
        return links.make(person);
    }

    /** Closes the door within 2 s; who still waits for an answer is told that the agent stops. */
    @Override
    public void close() {
        streams.close();
        answers.close();
        context.close();
        gauges.close();
    }

    private static int portOf(ServletWebServerApplicationContext context) {
        var server = context.getWebServer();
        return server == null ? 0 : server.getPort();
    }

    private static InetAddress addressOf(WebConfig config) throws WebException {
        try {
            return InetAddress.getByName(config.host());
        } catch (UnknownHostException e) {
            throw WebException.opening(config, e);
        }
    }
}
