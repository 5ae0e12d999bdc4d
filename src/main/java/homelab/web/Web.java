package homelab.web;

import homelab.integration.Desk;
import homelab.model.Person;
import homelab.web.answer.Answers;
import homelab.web.enter.Entrance;
import homelab.web.enter.Links;
import homelab.web.enter.Sessions;
import homelab.web.page.Assets;
import homelab.web.page.Pages;
import homelab.web.page.Sayings;
import homelab.web.page.Streams;
import homelab.web.rest.Questions;
import homelab.web.rest.Refusals;
import homelab.web.rest.Words;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** The door, open: the dashboard for people; REST, metrics and liveness for programs. Started after the core, which heals without it. */
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

    /**
     * Opens the door; returns once it answers.
     *
     * @param meters what is registered here by others is shown too
     * @param version of this program
     */
    public static Web start(
            WebConfig config, Desk desk, PrometheusMeterRegistry meters, InstantSource clock, String version)
            throws WebException {
        var address = addressOf(config);
        var answers = new Answers(desk, PATIENCE);
        var gauges = new Gauges(desk, meters, clock, version);
        var links = new Links(clock);
        var sessions = new Sessions(clock);
        var assets = new Assets();
        var streams = new Streams(desk);
        var pages = new Pages(desk, assets, streams, clock, version);

        var context = Guest.context();
        context.registerBean(TomcatServletWebServerFactory.class, () -> Listener.at(address, config.port()));
        context.registerBean(
                "programs",
                SecurityFilterChain.class,
                () -> Gate.programs(context.getBean(HttpSecurity.class), config.token()));
        context.registerBean(
                "people", SecurityFilterChain.class, () -> Gate.people(context.getBean(HttpSecurity.class), sessions));
        context.registerBean(Entrance.class, () -> new Entrance(links, sessions));
        context.registerBean(Assets.class, () -> assets);
        context.registerBean(Streams.class, () -> streams);
        context.registerBean(Pages.class, () -> pages);
        context.registerBean(Sayings.class, () -> new Sayings(answers, pages));
        context.registerBean(Refusals.class, () -> new Refusals(pages::fault));
        context.registerBean(Questions.class, () -> new Questions(desk, version));
        context.registerBean(Words.class, () -> new Words(answers));
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

    /** Where it listens, also when any free port was asked for. */
    public int port() {
        var server = context.getWebServer();
        return server == null ? 0 : server.getPort();
    }

    /** A fresh one-time link into the dashboard: the path to ask for at this port. */
    public String link(Person person) {
        return "/enter/" + links.make(person).secret();
    }

    /** Closes the door within 2 s; who still waits for an answer is told that the agent stops. */
    @Override
    public void close() {
        streams.close();
        answers.close();
        context.close();
        gauges.close();
    }

    private static InetAddress addressOf(WebConfig config) throws WebException {
        try {
            return InetAddress.getByName(config.host());
        } catch (UnknownHostException e) {
            throw WebException.opening(config, e);
        }
    }
}
