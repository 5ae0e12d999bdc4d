package homelab.integration.docker;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.github.dockerjava.zerodep.shaded.org.apache.hc.client5.http.ClientProtocolException;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.client5.http.impl.classic.HttpClients;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.client5.http.io.DetachedSocketFactory;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.core5.http.ClassicHttpResponse;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.core5.http.ContentType;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.core5.http.HttpException;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.core5.http.HttpHost;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.core5.http.MalformedChunkCodingException;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.core5.http.MessageConstraintException;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.core5.http.config.Http1Config;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.core5.http.config.RegistryBuilder;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.core5.http.io.entity.StringEntity;
import com.github.dockerjava.zerodep.shaded.org.apache.hc.core5.io.CloseMode;
import homelab.integration.IntegrationException;
import homelab.integration.IntegrationException.Kind;
import homelab.model.Text;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;

/**
 * HTTP to one engine. Every exchange has an end in time and in bytes, whatever the other side does.
 *
 * <p>It is built from docker-java's transport, but not on its {@code DockerHttpClient}: that one sends a request again
 * when the answer is 429 or 503, a POST too, and can be given neither a deadline on a Unix socket nor a longest header.
 */
final class Wire implements AutoCloseable {
    /** The most that an answer may have, in bytes. */
    static final int MOST = 32 << 20;

    private final Dial dial;
    private final HttpHost target;
    private final Optional<TlsConfig> certificates;
    private final CloseableHttpClient http;
    private final ExecutorService exchanges = Executors.newVirtualThreadPerTaskExecutor();

    Wire(AddressConfig address) {
        dial = Dial.to(address);
        target = dial.target();
        certificates = address instanceof AddressConfig.Tcp tcp ? tcp.tls() : Optional.empty();
        var limits = Http1Config.custom()
                .setMaxLineLength(64 << 10)
                .setMaxHeaderCount(200)
                .build();
        var connections = new PoolingHttpClientConnectionManager(
                new DefaultHttpClientConnectionOperator(
                        (DetachedSocketFactory) proxy -> dial.open(),
                        null,
                        null,
                        RegistryBuilder.<TlsSocketStrategy>create()
                                .register("https", dial.tls())
                                .build()),
                null,
                null,
                null,
                ManagedHttpClientConnectionFactory.builder().http1Config(limits).build());
        connections.setMaxTotal(64);
        connections.setDefaultMaxPerRoute(64);
        http = HttpClients.custom()
                .setConnectionManager(connections)
                // A kept connection may have died with its engine, and a POST on it would be lost without a reason.
                .setConnectionReuseStrategy((request, response, context) -> false)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    /** What the other side answered, whole. */
    static final class Answer {
        private final int status;
        private final byte[] body;

        Answer(int status, byte[] body) {
            this.status = status;
            this.body = body;
        }

        int status() {
            return status;
        }

        byte[] body() {
            return body;
        }
    }

    /** Reads a body as it comes, on the exchange's own thread. */
    interface Reader<T> {
        T read(int status, InputStream body) throws IOException;
    }

    /** Sends one request, once, and reads its answer whole. */
    Answer exchange(String method, String path, Duration limit) throws IntegrationException {
        return exchange(method, path, limit, MOST);
    }

    /** @param most bytes of an answer that is still believed */
    Answer exchange(String method, String path, Duration limit, int most) throws IntegrationException {
        return exchange(method, path, limit, whole(most));
    }

    /** Sends one request with a body of plain text, once, and reads its answer whole. */
    Answer exchange(String method, String path, String text, Duration limit) throws IntegrationException {
        var request = request(method, path);
        request.setEntity(new StringEntity(text, ContentType.TEXT_PLAIN));
        return exchange(request, limit, whole(MOST));
    }

    private static Reader<Answer> whole(int most) {
        return (status, body) -> {
            var bytes = body.readNBytes(most + 1);
            if (bytes.length > most) throw new MessageConstraintException("more than " + (most >> 20) + " MB");
            return new Answer(status, bytes);
        };
    }

    /** Sends one request, once, and has its answer read within the limit. */
    <T> T exchange(String method, String path, Duration limit, Reader<T> reader) throws IntegrationException {
        return exchange(request(method, path), limit, reader);
    }

    private <T> T exchange(HttpUriRequestBase request, Duration limit, Reader<T> reader) throws IntegrationException {
        return within(limit, request, () -> {
            try {
                var response = http.executeOpen(target, request, null);
                return reader.read(response.getCode(), body(response));
            } finally {
                // Not response.close(), which would read the rest of an endless body first.
                request.abort();
            }
        });
    }

    /** Opens an answer that goes on and on; only its beginning must come within the limit. */
    Live open(String path, Duration limit) throws IntegrationException {
        var request = request("GET", path);
        return within(limit, request, () -> {
            var response = http.executeOpen(target, request, null);
            return new Live(response.getCode(), body(response), request::abort);
        });
    }

    private static InputStream body(ClassicHttpResponse response) throws IOException {
        var entity = response.getEntity();
        return entity == null ? InputStream.nullInputStream() : entity.getContent();
    }

    /**
     * An answer being read. Closing it wakes whoever reads.
     *
     * @param body to be read by one thread
     */
    record Live(int status, InputStream body, Runnable abort) implements AutoCloseable {
        @Override
        public void close() {
            abort.run();
        }
    }

    /** Why nobody listens there; empty when somebody does, whether or not they would answer, or it cannot be told. */
    Optional<String> absence() {
        return dial.absence();
    }

    private static HttpUriRequestBase request(String method, String path) {
        var request = new HttpUriRequestBase(method, URI.create(path));
        request.setHeader("Connection", "close");
        return request;
    }

    /** Interrupting the thread of an exchange closes its socket: that is the only timeout that holds for all of them. */
    private <T> T within(Duration limit, HttpUriRequestBase request, Callable<T> exchange) throws IntegrationException {
        var what = request.getMethod() + " " + request.getPath();
        var answer = exchanges.submit(exchange);
        try {
            return answer.get(Math.max(0, limit.toNanos()), NANOSECONDS);
        } catch (ExecutionException e) {
            request.abort();
            throw failure(what, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException | CancellationException e) {
            answer.cancel(true);
            request.abort();
            var why = "no whole answer from " + dial + " within " + limit.toMillis() + " ms";
            throw new IntegrationException(Kind.UNREACHABLE, what + ": " + why, e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            request.abort();
            Thread.currentThread().interrupt();
            throw new IntegrationException(Kind.UNREACHABLE, what + ": the agent is stopping", e);
        }
    }

    private IntegrationException failure(String what, Throwable cause) {
        if (cause instanceof NotOpened closed) return notOpened(what, closed);
        var refused = certificates.flatMap(files -> TlsFailure.refusal(cause, files));
        if (refused.isPresent()) return notOpened(what, refused.get());
        if (isGarbage(cause)) {
            var why = "what " + dial + " answered cannot be read: " + said(cause);
            return new IntegrationException(Kind.UNREADABLE, what + ": " + why, cause);
        }
        return new IntegrationException(
                Kind.UNREACHABLE, what + ": no whole answer from " + dial + ": " + said(cause) + hint(cause), cause);
    }

    private String hint(Throwable cause) {
        return certificates.isPresent() && TlsFailure.isBrokenOff(said(cause))
                ? "; if it never answers, it does not accept the agent's certificate or misses one: see the engine's log"
                : "";
    }

    private IntegrationException notOpened(String what, NotOpened closed) {
        var why = "nothing was sent, " + dial + " could not be opened: " + closed.getMessage();
        return new IntegrationException(Kind.UNREACHABLE, what + ": " + why + "; " + closed.cure(), closed);
    }

    private static boolean isGarbage(Throwable error) {
        return error instanceof ClientProtocolException
                || error instanceof HttpException
                || error instanceof MalformedChunkCodingException
                || error instanceof MessageConstraintException;
    }

    static String said(Throwable error) {
        return Text.harmless(
                Optional.ofNullable(error.getMessage()).orElse(error.getClass().getSimpleName()));
    }

    @Override
    public void close() {
        exchanges.shutdownNow();
        http.close(CloseMode.IMMEDIATE);
        dial.close();
    }
}
