package homelab.integration.proxmox;

import static java.nio.charset.StandardCharsets.UTF_8;

import homelab.integration.IntegrationException;
import homelab.integration.IntegrationException.Kind;
import homelab.integration.http.Answer;
import homelab.model.Text;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What an answer that is no yes says, and what to do about it.
 *
 * @param token who asked
 */
record Refusals(ProxmoxConfig.Token token) {
    /** {@code Permission check failed (/vms/100, VM.PowerMgmt)}; alternatives are separated by bars. */
    private static final Pattern MISSING = Pattern.compile("\\((?<path>/[^,()]*), *(?<privilege>[A-Za-z.|]+)\\)");

    private static final int LONGEST_BODY = 1 << 20;

    IntegrationException of(Call call, Answer answer) {
        var status = answer.status();
        var said = said(answer);
        return switch (status) {
            case 401 -> refused(Kind.UNAUTHORIZED, call, unauthorized(said));
            case 403 -> refused(Kind.FORBIDDEN, call, forbidden(said));
            case 400 ->
                refused(Kind.REJECTED, call, "it takes exception to what was asked: " + parameters(answer, said));
            case 501 -> refused(Kind.REJECTED, call, "this version does not know it (" + said + "); nothing happened");
            case 595 ->
                refused(
                        Kind.UNREACHABLE,
                        call,
                        (call.node().isEmpty() ? "a node" : "node " + call.node()) + " is down (" + said + ")");
            case 596, 599 ->
                refused(
                        Kind.UNREACHABLE,
                        call,
                        "no answer from " + (call.node().isEmpty() ? "the node" : "node " + call.node())
                                + " in time (" + status + " " + said + ")"
                                + (call.isWrite() ? "; whether it happened cannot be told" : ""));
            case 502, 503, 504 -> refused(Kind.UNREACHABLE, call, "a proxy before it answered " + status + " " + said);
            default ->
                status >= 400 && status < 600 && status != 404
                        ? refused(Kind.REJECTED, call, said.isEmpty() ? "it answered " + status : said)
                        : refused(
                                Kind.UNREADABLE,
                                call,
                                "it answered " + status + " " + said
                                        + ", as Proxmox never does; see what else listens there");
        };
    }

    private static IntegrationException refused(Kind kind, Call call, String why) {
        return new IntegrationException(kind, call + ": " + why);
    }

    private String unauthorized(String said) {
        return "the token " + token.id() + " is not accepted" + (said.isEmpty() ? "" : " (" + said + ")")
                + "; see whether it exists and has not expired (pveum user token list " + token.user()
                + "), and set its secret again";
    }

    private String forbidden(String said) {
        var missing = MISSING.matcher(said);
        if (!missing.find()) return "the token " + token.id() + " may not (" + said + "); see homelab doctor";
        return "the token " + token.id() + " lacks "
                + missing.group("privilege").replace("|", " or ") + " on " + missing.group("path") + "; "
                + cure(missing);
    }

    private String cure(Matcher missing) {
        var privilege = missing.group("privilege").replaceFirst("\\|.*", "");
        var path = missing.group("path");
        return Roles.holding(privilege)
                .map(role -> "give it on a node: " + Roles.grant(path, role, token))
                .orElse("the agent needs no such right; see homelab doctor");
    }

    private static String parameters(Answer answer, String said) {
        var errors = json(answer).path("errors");
        if (!errors.isObject() || errors.isEmpty()) return said;
        return errors.properties().stream()
                .limit(10)
                .map(error -> Text.harmless(error.getKey(), 60) + ": "
                        + Text.harmless(error.getValue().asString(""), 200))
                .sorted()
                .collect(Collectors.joining("; "));
    }

    /** Newer versions write it in the body too, the others beside the status alone. */
    private static String said(Answer answer) {
        var message = json(answer).path("message").asString("").strip();
        return Text.harmless(message.isEmpty() ? answer.reason() : message);
    }

    private static JsonNode json(Answer answer) {
        if (answer.body().length == 0 || answer.body().length > LONGEST_BODY) return MissingNode.getInstance();
        try {
            return PveWire.JSON.readTree(new String(answer.body(), UTF_8));
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }
}
