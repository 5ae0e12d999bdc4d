package homelab.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The agent's own log, as {@code logback.xml} has it written. */
class LogTest {
    private static final String NASTY = "\u001b[2J\u202e\u2028\u009b31m\u0000";

    private static String written(String message, Throwable error) {
        var root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        var appender = (ConsoleAppender<ILoggingEvent>) root.getAppender("stderr");
        var event = new LoggingEvent("", root, Level.ERROR, message, error, new Object[0]);
        return new String(((PatternLayoutEncoder) appender.getEncoder()).encode(event), StandardCharsets.UTF_8);
    }

    @Test
    void a_message_is_one_plain_line() {
        var line = written("before " + NASTY + "\r\nafter", new IllegalStateException());

        assertThat(line.lines().findFirst().orElseThrow())
                .matches("[\\P{C}&&[^\\u2028]]+")
                .contains("before")
                .endsWith("after");
    }

    @Test
    void what_failed_is_told_with_its_place_and_steers_no_terminal() {
        var lines = written("it failed", new IllegalStateException("bad " + NASTY));

        assertThat(lines).contains("IllegalStateException: bad").contains("\tat homelab.app.LogTest");
        assertThat(lines).matches("(?s)[\\P{C}\n\t&&[^\\u2028]]+");
    }
}
