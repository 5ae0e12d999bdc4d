package homelab.web;

import homelab.integration.Desk;
import homelab.model.Person;
import homelab.web.enter.Entrance;
import homelab.web.enter.Home;
import homelab.web.enter.Links;
import homelab.web.enter.Sessions;
import homelab.web.rest.Questions;
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

/** The door for programs, open: REST, metrics, liveness. Started after the core, which heals without it. */
public final class Web implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ServletWebServerApplicationContext context;
    private final Words words;
    private final Gauges gauges;
    private final Links links;

    private Web(ServletWebServerApplicationContext context, Words words, Gauges gauges, Links links) {
        this.context = context;
        this.words = words;
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
        var words = new Words(desk, PATIENCE);
        var gauges = new Gauges(desk, meters, clock, version);
        var links = new Links(clock);
        var sessions = new Sessions(clock);

        var context = Guest.context();
        context.registerBean(TomcatServletWebServerFactory.class, () -> Listener.at(address, config.port()));
        context.registerBean(
                "programs",
                SecurityFilterChain.class,
                () -> Gate.programs(context.getBean(HttpSecurity.class), config.token()));
        context.registerBean(
                "people", SecurityFilterChain.class, () -> Gate.people(context.getBean(HttpSecurity.class), sessions));
        context.registerBean(Entrance.class, () -> new Entrance(links, sessions));
        context.registerBean(Home.class, Home::new);
        context.registerBean(Questions.class, () -> new Questions(desk, version));
        context.registerBean(Words.class, () -> words);
        context.registerBean(Probes.class, () -> new Probes(desk, gauges, clock));
        try {
            context.refresh();
            return new Web(context, words, gauges, links);
        } catch (RuntimeException | LinkageError e) {
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
        words.close();
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
