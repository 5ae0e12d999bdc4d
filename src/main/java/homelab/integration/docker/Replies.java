package homelab.integration.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import homelab.integration.IntegrationException;
import homelab.integration.IntegrationException.Kind;
import homelab.integration.http.Answer;
import homelab.model.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What an engine's answer says: whether it did as it was asked, and else why not. */
final class Replies {
    private Replies() {}

    static JsonNode parsed(String path, Answer answer) throws IntegrationException {
        try {
            return EngineApi.JSON.readTree(answer.body());
        } catch (JacksonException e) {
            throw new IntegrationException(Kind.UNREADABLE, "GET " + path + ": the answer is not JSON", e);
        }
    }

    static Answer checked(String method, String path, Answer answer) throws IntegrationException {
        var status = answer.status();
        if ((status >= 200 && status < 300) || status == 304) return answer;
        // An engine says in its own form that there is no such thing; a proxy may say so of what it does not let
        // through.
        if (status == 404 && !hasMessage(answer))
            throw refusal(Kind.FORBIDDEN, method, path, status, message(answer.body()));
        throw refusal(method, path, status, message(answer.body()));
    }

    static IntegrationException refusal(String method, String path, int status, String message) {
        var kind = switch (status) {
            case 401 -> Kind.UNAUTHORIZED;
            case 403, 405, 501 -> Kind.FORBIDDEN;
            // Said by a proxy, for an engine that it did not reach or that did not answer.
            case 502, 503, 504 -> Kind.UNREACHABLE;
            default -> status >= 400 && status < 600 ? Kind.REJECTED : Kind.UNREADABLE;
        };
        return refusal(kind, method, path, status, message);
    }

    static IntegrationException refusal(Kind kind, String method, String path, int status, String message) {
        return new IntegrationException(
                kind,
                method + " " + path + ": the engine answered " + status + (message.isEmpty() ? "" : ": " + message)
                        + cure(message));
    }

    static String cure(String message) {
        return message.contains("HTTP request to an HTTPS server")
                ? "; it wants TLS: name its certificates (docker.tls or DOCKER_CERT_PATH)"
                : "";
    }

    /** Docker wraps its words in JSON; proxies, and engines that find the version too old, answer plain text. */
    static String message(byte[] body) {
        if (body.length > 1 << 20) return "";
        try {
            return Text.harmless(EngineApi.JSON.readTree(body).path("message").asString(""));
        } catch (JacksonException e) {
            return Text.harmless(new String(body, UTF_8));
        }
    }

    static boolean hasMessage(Answer answer) {
        try {
            return !EngineApi.JSON
                    .readTree(answer.body())
                    .path("message")
                    .asString("")
                    .isBlank();
        } catch (JacksonException e) {
            return false;
        }
    }
}
