package homelab.loop.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Action;
import homelab.model.Evidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page for users that is made of the rules and of the examples that are their tests. */
class RulesPageTest {
    private static final Path PAGE = Path.of("docs/rules.md");
    private static final boolean WRITE = Boolean.getBoolean("rules.write");

    @Test
    void the_page_tells_of_every_rule_with_its_examples() throws IOException {
        var page = page();
        if (WRITE) Files.writeString(PAGE, page);

        assertThat(PAGE)
                .as("another page comes out; if that is right: mvn test -Dtest=RulesPageTest -Drules.write=true")
                .hasContent(page);
    }

    private static String page() {
        var causes = Rules.ALL.stream().map(Rule::cause).distinct().toList();
        return """
                # What it makes of what it sees

                Made by a test from the rules and their examples. The first rule of this list that applies speaks. What rests
                on a log alone is said and never acted on. Lessons may put another of the listed actions first; whether
                anything is done, or asked for, is decided afterwards:
                [what it will and will not touch](../README.md#what-it-will-and-will-not-touch).

                """ + causes.stream().map(RulesPageTest::section).collect(Collectors.joining("\n"));
    }

    private static String section(String cause) {
        return "## " + cause + "\n\n"
                + RulesTest.examples().stream()
                        .filter(example -> example.cause().equals(cause))
                        .map(RulesPageTest::example)
                        .collect(Collectors.joining("\n"));
    }

    private static String example(RulesTest.Example example) {
        var seen =
                example.diagnosis().evidence().stream().map(RulesPageTest::seen).collect(Collectors.joining("; "));
        var helps = example.actions().stream().map(Action::word).collect(Collectors.joining("`, `", "`", "`"));
        return (seen.isEmpty() ? "" : "- seen: " + plain(seen) + "\n")
                + "- says: " + plain(example.says()) + "\n"
                + "- may help: " + (example.actions().isEmpty() ? "nothing that the agent can do" : helps) + "\n";
    }

    private static String seen(Evidence evidence) {
        return evidence.from() + ": " + String.join(" / ", evidence.lines());
    }

    /** What Markdown would take for its own is told apart. */
    private static String plain(String text) {
        return text.replace("*", "\\*").replace("_", "\\_").replace("<", "&lt;").replace("|", "\\|");
    }
}
