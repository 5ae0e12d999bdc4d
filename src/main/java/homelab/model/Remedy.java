package homelab.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A plan with its risk: ordered steps, each on a frozen id.
 *
 * @param risk the highest of its steps
 * @param warning what a person must know before approving; may be empty
 */
public record Remedy(List<Step> plan, Risk risk, String warning) {
    public Remedy {
        plan = List.copyOf(plan);
        if (plan.isEmpty()) throw new IllegalArgumentException("a remedy without a step is no remedy");
    }

    /** 16 hex digits that an approval is bound to: which actions on which ids, in which order, with which warning. */
    public String hash() {
        var text = plan.stream()
                .map(step -> step.action() + " " + step.target() + " "
                        + step.after().stream().sorted().toList())
                .collect(Collectors.joining("\n", "", "\n" + warning));
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** For people: {@code container.start web} or {@code 12 steps: container.start db, …}. */
    public String words() {
        var first = plan.getFirst();
        if (plan.size() == 1) return first.action() + " " + first.name();
        var some = plan.stream().limit(5).map(Step::name).collect(Collectors.joining(", "));
        return plan.size() + " steps: " + first.action() + " " + some + (plan.size() > 5 ? ", …" : "");
    }
}
