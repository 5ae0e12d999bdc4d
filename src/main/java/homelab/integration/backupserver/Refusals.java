package homelab.integration.backupserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import homelab.integration.IntegrationException;
import homelab.integration.IntegrationException.Kind;
import homelab.integration.http.Answer;
import homelab.model.Text;

/**
 * What an answer that is no yes says, and what to do about it. The words are the body itself, or stand beside the status.
 *
 * @param token who asked
 */
record Refusals(BackupServerConfig.Token token) {
    private static final int LONGEST = 300;

    IntegrationException of(String what, Answer answer) {
        var status = answer.status();
        var said = said(answer);
        return switch (status) {
            case 401 -> refused(Kind.UNAUTHORIZED, what, unauthorized(said));
            case 403 ->
                refused(
                        Kind.FORBIDDEN,
                        what,
                        "the token " + token.id() + " may not" + said(said) + "; see homelab doctor");
            case 502, 503, 504 -> refused(Kind.UNREACHABLE, what, "a proxy before it answered " + status + said(said));
            default ->
                status >= 400 && status < 600
                        ? refused(Kind.REJECTED, what, said.isEmpty() ? "it answered " + status : said)
                        : refused(
                                Kind.UNREADABLE,
                                what,
                                "it answered " + status + said(said)
                                        + ", as a backup server never does; see what else listens there");
        };
    }

    private static IntegrationException refused(Kind kind, String what, String why) {
        return new IntegrationException(kind, what + ": " + why);
    }

    private String unauthorized(String said) {
        return "the token " + token.id() + " is not accepted" + said(said)
                + "; see whether it exists, is enabled and has not expired (proxmox-backup-manager user list-tokens "
                + token.user() + "), and set its secret again";
    }

    private static String said(String words) {
        return words.isEmpty() ? "" : " (" + words + ")";
    }

    private static String said(Answer answer) {
        var beginning = new String(answer.body(), 0, Math.min(answer.body().length, 4 * LONGEST), UTF_8)
                .strip()
                .lines()
                .findFirst()
                .orElse("");
        // A page of HTML, or JSON without a word, says less than the status.
        return Text.harmless(
                beginning.isEmpty() || "<{".contains(beginning.substring(0, 1)) ? answer.reason() : beginning, LONGEST);
    }
}
