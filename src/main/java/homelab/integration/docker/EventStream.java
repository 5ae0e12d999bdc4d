package homelab.integration.docker;

import homelab.integration.IntegrationException;
import homelab.integration.IntegrationException.Kind;
import homelab.integration.http.Wire;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import tools.jackson.core.JacksonException;

/** An open stream of events, read on a thread of its own into the looker's queue. */
final class EventStream implements AutoCloseable {
    /** All labels of a container are in each of its events, so a line may be long, but not for ever. */
    private static final int LONGEST_LINE = 1 << 20;

    private final Wire.Live live;
    private final BlockingQueue<Signal> signals;
    private final InstantSource clock;

    private EventStream(Wire.Live live, BlockingQueue<Signal> signals, InstantSource clock) {
        this.live = live;
        this.signals = signals;
        this.clock = clock;
    }

    static EventStream open(EngineApi engine, Instant since, BlockingQueue<Signal> signals, InstantSource clock)
            throws IntegrationException {
        var stream = new EventStream(engine.openEvents(since), signals, clock);
        Thread.ofVirtual().name("docker-events").start(stream::read);
        return stream;
    }

    private void read() {
        try {
            signals.put(new Signal.Ended(this, readToItsEnd()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private IntegrationException readToItsEnd() throws InterruptedException {
        var line = new ByteArrayOutputStream();
        var tooLong = false;
        try (var body = new BufferedInputStream(live.body(), 16 << 10)) {
            for (var b = body.read(); b >= 0; b = body.read()) {
                if (b != '\n') {
                    if (line.size() < LONGEST_LINE) line.write(b);
                    else tooLong = true;
                    continue;
                }
                if (tooLong) signals.put(new Signal.Unreadable());
                else hear(line.toByteArray());
                line.reset();
                tooLong = false;
            }
            return new IntegrationException(Kind.UNREACHABLE, "the engine closed its event stream");
        } catch (IOException e) {
            return new IntegrationException(Kind.UNREACHABLE, "the event stream broke: " + e.getMessage(), e);
        } catch (JacksonException e) {
            return new IntegrationException(Kind.UNREADABLE, "the event stream holds what is not JSON", e);
        } finally {
            live.close();
        }
    }

    private void hear(byte[] line) throws InterruptedException {
        var json = EngineApi.JSON.readTree(line);
        if (json.isObject()) signals.put(new Signal.Heard(this, EngineEvent.read(json, clock.instant())));
    }

    @Override
    public void close() {
        live.close();
    }
}
