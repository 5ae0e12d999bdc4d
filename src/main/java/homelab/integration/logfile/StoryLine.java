package homelab.integration.logfile;

import homelab.model.Story;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** A story as one line of JSON. */
final class StoryLine {
    private StoryLine() {}

    private static final JsonMapper JSON = new JsonMapper();
    // JSON itself escapes only below U+0020; these would still steer a terminal, or a reader's eye
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    static String of(Story story) {
        var line = JSON.createObjectNode();
        line.put("at", story.at().toString());
        line.put("incident", story.incident().toString());
        line.put("key", story.key());
        line.put("severity", story.severity().name());
        line.put("title", story.title());
        var lines = line.putArray("lines");
        story.lines().forEach(lines::add);
        story.question()
                .ifPresent(question -> line.putObject("question")
                        .put("remedy", question.remedy())
                        .put("risk", question.risk().name())
                        .put("hash", question.remedyHash()));
        return UNSEEN.matcher(JSON.writeValueAsString(line))
                .replaceAll(found -> Matcher.quoteReplacement(escaped(found)));
    }

    private static String escaped(MatchResult found) {
        return found.group()
                .chars()
                .mapToObj(unit -> String.format(Locale.ROOT, "\\u%04x", unit))
                .collect(Collectors.joining());
    }
}
