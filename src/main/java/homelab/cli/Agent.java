package homelab.cli;

import homelab.model.Secret;
import homelab.model.Text;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;

/** The running agent, reached over REST. HttpURLConnection, since java.net.http costs a short command too much. */
public final class Agent {
    private static final int LARGEST_ANSWER = 32 * 1024 * 1024;

    private final Reach reach;
    private final Duration deadline;

    public Agent(Reach reach, Duration deadline) {
        this.reach = reach;
        this.deadline = deadline;
    }

    /**
     * What the agent said.
     *
     * @param text as it came
     */
    public record Answer(int status, Fields fields, String text) {
        public boolean isDone() {
            return status == 200;
        }
    }

    /** Whether anything at all accepts a connection where the agent should be. */
    public boolean isAnybodyThere() {
        try (var socket = new Socket(Proxy.NO_PROXY)) {
            socket.connect(
                    new InetSocketAddress(host().replaceAll("[\\[\\]]", ""), reach.port()), (int) deadline.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public Answer get(String path) {
        return call("GET", path, Optional.empty());
    }

    Answer post(String path, String body) {
        return call("POST", path, Optional.of(body));
    }

    /** An answer that did not come, cannot be read or speaks of a wrong token is a Problem; the caller judges the rest. */
    private Answer call(String method, String path, Optional<String> body) {
        var task = new FutureTask<>(() -> exchange(method, path, body));
        Thread.ofPlatform().daemon().name("call").start(task);
        try {
            return task.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw silent(body.isPresent());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Problem problem) throw problem;
            if (e.getCause() instanceof SocketTimeoutException) throw silent(body.isPresent());
            throw new Problem("no agent answers at " + address() + " ("
                    + Text.harmless(String.valueOf(e.getCause()))
                    + "); start it with: " + Cli.command("run")
                    + ", or say where it listens with DASHBOARD_HOST and DASHBOARD_PORT");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem("interrupted while waiting for the agent at " + address());
        }
    }

    private Answer exchange(String method, String path, Optional<String> body) throws IOException {
        var connection =
                (HttpURLConnection) URI.create(address() + path).toURL().openConnection(Proxy.NO_PROXY);
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout((int) deadline.toMillis());
        connection.setReadTimeout((int) deadline.toMillis());
        connection.setRequestMethod(method);
        connection.setRequestProperty("Accept", "application/json");
        connection.setRequestProperty("X-Homelab-Person", person());
        // What anybody may ask needs none, and who listens there may be a stranger.
        Optional<Secret> token = path.startsWith("/api/") ? token() : Optional.empty();
        token.ifPresent(secret -> connection.setRequestProperty("Authorization", "Bearer " + secret.reveal()));
        if (body.isPresent()) {
            var bytes = body.get().getBytes(StandardCharsets.UTF_8);
            connection.setRequestProperty("Content-Type", "application/json");
            connection.setDoOutput(true);
            // a fixed length also keeps it from sending the same words twice after a failure
            connection.setFixedLengthStreamingMode(bytes.length);
            try (var out = connection.getOutputStream()) {
                out.write(bytes);
            }
        }
        var status = connection.getResponseCode();
        var answer = answer(status, text(status < 400 ? connection.getInputStream() : connection.getErrorStream()));
        if (status == 401 || status == 403) throw new Problem(refused(token.isPresent()));
        return answer;
    }

    private Answer answer(int status, String text) {
        try {
            var fields = Json.read(text);
            if (status == 200 || fields.has("error")) return new Answer(status, fields, text);
            throw unreadable("status " + status);
        } catch (JacksonException e) {
            throw unreadable("it is no JSON");
        }
    }

    private Problem silent(boolean asked) {
        return new Problem("what listens at " + address() + " did not answer within " + deadline.toSeconds()
                + " s: it is not this agent, or it is stuck; is DASHBOARD_PORT the one of the agent?"
                + (asked ? " If it is, what was asked may still happen." : ""));
    }

    private Problem unreadable(String why) {
        return new Problem("what listens at " + address() + " is not this agent (" + why
                + "), or one of another version; is DASHBOARD_PORT the one of the agent?");
    }

    private static String text(@org.jspecify.annotations.Nullable InputStream in) throws IOException {
        if (in == null) return "";
        try (in) {
            return new String(in.readNBytes(LARGEST_ANSWER), StandardCharsets.UTF_8);
        }
    }

    private String refused(boolean shown) {
        var file = tokenFile();
        if (!shown)
            return "the agent at " + address() + " wants a token, and there is no " + file
                    + "; name the agent's data directory in HOMELAB_DATA, or set HOMELAB_API_TOKEN";
        return "the agent at " + address() + " refused the token of "
                + (reach.token().isPresent()
                        ? "the configuration; see: " + Cli.command("config show")
                        : file.toString())
                + "; it must be the one that the agent was started with";
    }

    private Optional<Secret> token() {
        if (reach.token().isPresent()) return reach.token();
        try (var in = Files.newInputStream(tokenFile())) {
            var text = new String(in.readNBytes(8192), StandardCharsets.UTF_8).strip();
            return text.matches("[!-~]+") ? Optional.of(Secret.of(text)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new Problem("the token in " + tokenFile() + " may not be read by this user"
                    + "; run this as the agent's user, or set HOMELAB_API_TOKEN");
        }
    }

    private Path tokenFile() {
        return reach.data().resolve("api-token").toAbsolutePath().normalize();
    }

    /** {@code http://127.0.0.1:8080} */
    public String address() {
        var host = host();
        return "http://" + (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + reach.port();
    }

    /** Who listens everywhere listens here. */
    private String host() {
        return switch (reach.host()) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::", "[::]" -> "[::1]";
            default -> reach.host();
        };
    }

    private static String person() {
        return Text.harmless(System.getProperty("user.name", "somebody"), 64).replaceAll("[^!-~]", "_");
    }
}
