package homelab.app.config;

import homelab.cli.Settings;
import homelab.model.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The values as they hold: the environment over the file over the default. Remembers what was taken and from where. */
final class Values {
    private static final int LARGEST_SECRET = 64 * 1024;

    private final Map<String, Given> sheet;
    private final Map<String, String> environment;
    private final Mistakes mistakes;
    private final List<Settings.Line> lines = new ArrayList<>();
    private final Set<Path> secretFiles = new HashSet<>();

    Values(Map<String, Given> sheet, Map<String, String> environment, Mistakes mistakes) {
        this.sheet = sheet;
        this.environment = environment;
        this.mistakes = mistakes;
    }

    /** The value of a key that has a default; that default too when what was written is wrong. */
    <T> T take(Key key, String place, Function<Given, T> parse) {
        var fallback = new Given(key.fallback(), new Origin.Default());
        return read(key, place, given(key, place).orElse(fallback), parse).orElseGet(() -> parse.apply(fallback));
    }

    <T> T take(Key key, Function<Given, T> parse) {
        return take(key, key.section(), parse);
    }

    /** The value of a key that may be left out. */
    <T> Optional<T> find(Key key, String place, Function<Given, T> parse) {
        var given = given(key, place);
        if (given.isEmpty()) lines.add(new Settings.Line(key.in(place), "", new Origin.Default().toString()));
        return given.flatMap(each -> read(key, place, each, parse));
    }

    <T> Optional<T> find(Key key, Function<Given, T> parse) {
        return find(key, key.section(), parse);
    }

    /** The value of a key that has a default; empty when what was written is wrong. */
    <T> Optional<T> sound(Key key, String place, Function<Given, T> parse) {
        return read(
                key, place, given(key, place).orElseGet(() -> new Given(key.fallback(), new Origin.Default())), parse);
    }

    boolean isGiven(Key key, String place) {
        return given(key, place).isPresent();
    }

    /** Where a key's value is from. */
    Origin origin(Key key, String place) {
        return given(key, place).map(Given::origin).orElseGet(Origin.Default::new);
    }

    List<Settings.Line> lines() {
        return List.copyOf(lines);
    }

    /** Each file that a secret was read from. */
    Set<Path> secretFiles() {
        return Set.copyOf(secretFiles);
    }

    private Optional<Given> secretIn(Optional<Given> given) {
        switch (given.map(Given::origin).orElseGet(Origin.Default::new)) {
            case Origin.InFile place -> secretFiles.add(place.file());
            case Origin.NamedFile named -> secretFiles.add(named.file());
            case Origin.Default ignored -> {}
            case Origin.Variable ignored -> {}
        }
        return given;
    }

    private <T> Optional<T> read(Key key, String place, Given given, Function<Given, T> parse) {
        var shown = key.secret() ? "***" : Text.harmless(given.text(), 200);
        lines.add(new Settings.Line(key.in(place), shown, given.origin().toString()));
        try {
            return Optional.of(parse.apply(given));
        } catch (IllegalArgumentException e) {
            var value = key.secret() ? "the secret" : "\"" + Text.harmless(given.text(), 80) + "\"";
            mistakes.add(given.origin(), key.in(place) + ": " + value + " " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Given> given(Key key, String place) {
        // One that the environment overrides lies in its file all the same.
        if (key.secret()) secretIn(Optional.ofNullable(sheet.get(key.in(place))));
        var fromVariable = either(key, key.variable(), key.variable() + "_FILE", this::variable);
        if (fromVariable.isPresent()) return fromVariable;
        return either(key, key.in(place), key.in(place) + "-file", path -> Optional.ofNullable(sheet.get(path)));
    }

    private Optional<Given> either(Key key, String name, String fileName, Function<String, Optional<Given>> source) {
        var plain = source.apply(name);
        if (!key.secret()) return plain;
        var named = source.apply(fileName);
        if (plain.isPresent() && named.isPresent()) {
            mistakes.add(named.get().origin(), both(name));
            return plain;
        }
        return plain.or(() -> secretIn(named.flatMap(this::contents)));
    }

    static String both(String name) {
        var file = name.equals(name.toUpperCase(Locale.ROOT)) ? name + "_FILE" : name + "-file";
        return name + " and " + file + " are both set; keep one";
    }

    private Optional<Given> variable(String name) {
        return Optional.ofNullable(environment.get(name))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(text -> new Given(text, new Origin.Variable(name)));
    }

    private Optional<Given> contents(Given named) {
        try (var in = Files.newInputStream(Path.of(named.text()))) {
            var text = new String(in.readNBytes(LARGEST_SECRET), StandardCharsets.UTF_8).strip();
            if (!text.isEmpty())
                return Optional.of(new Given(text, new Origin.NamedFile(Path.of(named.text()), named.origin())));
            mistakes.add(named.origin(), "the file " + named.text() + " is empty; write the secret into it");
        } catch (IOException | InvalidPathException e) {
            mistakes.add(
                    named.origin(),
                    "the secret cannot be read from the file " + Text.harmless(named.text(), 200)
                            + "; check its name and its mode");
        }
        return Optional.empty();
    }
}
