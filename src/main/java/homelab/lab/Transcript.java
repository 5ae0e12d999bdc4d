package homelab.lab;

import homelab.model.Story;
import java.time.Duration;
import java.util.function.Consumer;

/** What went on, as readable lines: what happened in the lab, {@code ->} what the engine was asked, {@code **} what people were told. */
public final class Transcript implements Witness {
    private static final String INDENT = " ".repeat(9);

    private final Consumer<String> lines;

    /** @param lines takes each line; called by several threads */
    public Transcript(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public void happens(Duration at, String words) {
        lines.accept(clock(at) + "    " + words);
    }

    @Override
    public void asked(Duration at, String words) {
        lines.accept(clock(at) + " -> " + words);
    }

    public void told(Duration at, Story story) {
        var text = new StringBuilder(clock(at) + " ** " + story.incident() + " " + story.title());
        story.lines().forEach(line -> text.append('\n').append(INDENT).append(line));
        lines.accept(text.toString());
    }

    public void said(Duration at, String words) {
        lines.accept(clock(at) + " <- " + words);
    }

    /** {@code mm:ss}, or {@code h:mm:ss} from an hour on. */
    private static String clock(Duration at) {
        var minutes = "%02d:%02d".formatted(at.toMinutesPart(), at.toSecondsPart());
        return at.toHours() > 0 ? at.toHours() + ":" + minutes : minutes;
    }
}
