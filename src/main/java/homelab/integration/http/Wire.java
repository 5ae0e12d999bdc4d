package homelab.integration.http;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import homelab.integration.IntegrationException;
import homelab.integration.IntegrationException.Kind;
import homelab.model.Text;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;

/**
 * HTTP to one outside system. Every exchange has an end in time and in bytes, whatever the other side does, and is sent
 * once.
 */
public final class Wire implements AutoCloseable {
    /** The most that an answer may have, in bytes. */
    public static final int MOST = 32 << 20;

    private final Dial dial;
    private final HttpHost target;
    private final CloseableHttpClient http;
    private final ExecutorService exchanges = Executors.newVirtualThreadPerTaskExecutor();

    public Wire(Dial dial) {
        this.dial = dial;
        var named = dial.target();
        // Always "http": TLS is the dial's affair.
        target = new HttpHost("http", InetAddress.getLoopbackAddress(), named.host(), named.port());
        var limits = Http1Config.custom()
                .setMaxLineLength(64 << 10)
                .setMaxHeaderCount(200)
                .build();
        var connections = new PoolingHttpClientConnectionManager(
                new Opening(dial),
                null,
                null,
                null,
                ManagedHttpClientConnectionFactory.builder().http1Config(limits).build());
        connections.setMaxTotal(64);
        connections.setDefaultMaxPerRoute(64);
        http = HttpClients.custom()
                .setConnectionManager(connections)
                // A kept connection may have died with its other side, and a POST on it would be lost without a reason.
                .setConnectionReuseStrategy((request, response, context) -> false)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .setDefaultRequestConfig(
                        RequestConfig.custom().setProtocolUpgradeEnabled(false).build())
                .setUserAgent("homelab-agent")
                .build();
    }

    private record Opening(Dial dial) implements HttpClientConnectionOperator {
        @Override
        public void connect(
                ManagedHttpClientConnection connection,
                HttpHost host,
                @Nullable InetSocketAddress local,
                @Nullable TimeValue limit,
                @Nullable SocketConfig wishes,
                @Nullable HttpContext context)
                throws IOException {
            var line = dial.open();
            if (line.secured().isPresent()) connection.bind(line.secured().get(), line.plain());
            else connection.bind(line.plain());
        }

        @Override
        public void upgrade(ManagedHttpClientConnection connection, HttpHost host, HttpContext context) {
            throw new IllegalStateException("no connection is made another");
        }
    }

    /** Reads a body as it comes, on the exchange's own thread. */
    public interface Reader<T> {
        T read(int status, InputStream body) throws IOException;
    }

    /** Sends one request, once, and reads its answer whole. */
    public Answer exchange(String method, String path, Duration limit) throws IntegrationException {
        return exchange(Request.of(method, path), limit);
    }

    /** Sends one request, once, and reads its answer whole. */
    public Answer exchange(Request request, Duration limit) throws IntegrationException {
        return exchange(request, limit, MOST);
    }

    /** @param most bytes of an answer that is still believed */
    public Answer exchange(Request request, Duration limit, int most) throws IntegrationException {
        return exchange(made(request), limit, response -> whole(response, most));
    }

    /** Sends one request, once, and has its answer read within the limit. */
    public <T> T exchange(Request request, Duration limit, Reader<T> reader) throws IntegrationException {
        return exchange(made(request), limit, response -> reader.read(response.getCode(), body(response)));
    }

    private interface Taker<T> {
        T take(ClassicHttpResponse response) throws IOException;
    }

    private <T> T exchange(HttpUriRequestBase request, Duration limit, Taker<T> taker) throws IntegrationException {
        return within(limit, request, () -> {
            try {
                return taker.take(http.executeOpen(target, request, null));
            } finally {
                // Not response.close(), which would read the rest of an endless body first.
                request.abort();
            }
        });
    }

    private static Answer whole(ClassicHttpResponse response, int most) throws IOException {
        var bytes = body(response).readNBytes(most + 1);
        if (bytes.length > most) throw new MessageConstraintException("more than " + size(most));
        return new Answer(
                response.getCode(),
                Optional.ofNullable(response.getReasonPhrase()).orElse(""),
                bytes);
    }

    private static String size(int bytes) {
        return bytes >= 1 << 20 ? (bytes >> 20) + " MB" : (bytes >> 10) + " KB";
    }

    /** Opens an answer that goes on and on; only its beginning must come within the limit. */
    public Live open(String path, Duration limit) throws IntegrationException {
        var request = made(Request.get(path));
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
    public record Live(int status, InputStream body, Runnable abort) implements AutoCloseable {
        @Override
        public void close() {
            abort.run();
        }
    }

    /** Why nobody listens there; empty when somebody does, whether or not they would answer, or it cannot be told. */
    public Optional<String> absence() {
        return dial.absence();
    }

    private static HttpUriRequestBase made(Request asked) {
        var request = new HttpUriRequestBase(asked.method(), URI.create(asked.path()));
        request.setHeader("Connection", "close");
        asked.headers().forEach((name, value) -> request.setHeader(name, value.reveal()));
        asked.body()
                .ifPresent(body -> request.setEntity(new StringEntity(body.text(), ContentType.parse(body.type()))));
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
        var refused = dial.refusal(cause);
        if (refused.isPresent()) return notOpened(what, refused.get());
        if (isGarbage(cause)) {
            var why = "what " + dial + " answered cannot be read: " + said(cause);
            return new IntegrationException(Kind.UNREADABLE, what + ": " + why, cause);
        }
        return new IntegrationException(
                Kind.UNREACHABLE,
                what + ": no whole answer from " + dial + ": " + said(cause) + dial.hint(cause),
                cause);
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

    /** What a failure says, or what it is. */
    public static String said(Throwable error) {
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
