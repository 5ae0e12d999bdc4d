package homelab.app.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** One YAML file, read event by event, so that every name and value knows its line and nothing hostile is ever built. */
final class YamlFile {
    private static final int LARGEST = 1024 * 1024;
    private static final int DEEPEST = 8;

    private final Path file;
    private final Mistakes mistakes;

    YamlFile(Path file, Mistakes mistakes) {
        this.file = file;
        this.mistakes = mistakes;
    }

    /** The fields of the file, none when it says nothing; empty when it cannot be read as a whole, which is then a mistake. */
    Optional<Node.Fields> read() {
        var nothing = new Node.Fields(List.of(), new Origin.InFile(file, 1, 1));
        try {
            var root = tree(text()).orElse(nothing);
            if (root instanceof Node.Fields fields) return Optional.of(fields);
            if (root.equals(new Node.Scalar("", root.at()))) return Optional.of(nothing);
            mistakes.add(root.at(), "a list or a single value; write lines of the form \"key: value\"");
        } catch (NoSuchFileException e) {
            mistakes.add(file + ": there is no such file; name another with --config or HOMELAB_CONFIG");
        } catch (AccessDeniedException e) {
            mistakes.add(file + ": may not be read by this user; change its owner or mode");
        } catch (CharacterCodingException e) {
            mistakes.add(file + ": is not UTF-8 text; save it as UTF-8");
        } catch (IOException e) {
            mistakes.add(file + ": cannot be read (" + e.getMessage() + "); name a readable YAML file");
        } catch (Refused e) {
            mistakes.add(e.at, e.says);
        } catch (MarkedYamlEngineException e) {
            mistakes.add(e.getProblemMark().map(this::place).orElse(nothing.at()), cure(e.getProblem()));
        } catch (YamlEngineException e) {
            mistakes.add(
                    nothing.at(),
                    "is no YAML text ("
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + ")");
        }
        return Optional.empty();
    }

    private String text() throws IOException {
        byte[] bytes;
        try (var in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LARGEST + 1);
        }
        if (bytes.length > LARGEST) throw new IOException("it is larger than 1 MB, which no configuration is");
        var text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static String cure(String problem) {
        return problem.contains("TAB")
                ? "a tab; YAML is indented with spaces"
                : "is no YAML: " + problem + "; look at this line and the one before";
    }

    private Optional<Node> tree(String text) {
        var settings = LoadSettings.builder()
                .setLabel(file.toString())
                .setUseMarks(true)
                .build();
        Deque<Open> open = new ArrayDeque<>();
        Optional<Node> root = Optional.empty();
        int documents = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            var at = event.getStartMark().map(this::place).orElseGet(() -> new Origin.InFile(file, 1, 1));
            Optional<Node> done = switch (event) {
                case DocumentStartEvent ignored -> {
                    if (++documents > 1) throw new Refused(at, "a second document; keep everything in one");
                    yield Optional.empty();
                }
                case AliasEvent ignored ->
                    throw new Refused(at, "an alias (*name); aliases are not understood here, write the value");
                case CollectionStartEvent start -> {
                    if (open.size() >= DEEPEST) throw new Refused(at, "nested deeper than any key goes");
                    if (start.getTag().isPresent()) throw new Refused(at, "a tag (!); leave it out");
                    open.push(new Open(at, start instanceof MappingStartEvent));
                    yield Optional.empty();
                }
                case CollectionEndEvent ignored -> Optional.of(open.pop().close());
                case ScalarEvent scalar -> {
                    if (scalar.getTag().isPresent()) throw new Refused(at, "a tag (!); leave it out");
                    yield Optional.of(new Node.Scalar(value(scalar), at));
                }
                default -> Optional.empty();
            };
            if (done.isPresent()) {
                if (open.isEmpty()) root = done;
                else open.getFirst().add(done.get());
            }
        }
        return root;
    }

    /** A bare {@code null} or {@code ~} is as good as nothing written. */
    private static String value(ScalarEvent scalar) {
        var text = scalar.getValue();
        var bare = scalar.getScalarStyle() == ScalarStyle.PLAIN;
        return bare && (text.equals("~") || text.equals("null")) ? "" : text.strip();
    }

    private Origin.InFile place(Mark mark) {
        return new Origin.InFile(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** A list or mapping that is still being read. */
    private final class Open {
        private final Origin.InFile at;
        private final boolean mapping;
        private final List<Node> items = new ArrayList<>();
        private final Map<String, Node.Field> fields = new LinkedHashMap<>();
        private Optional<Node.Scalar> name = Optional.empty();

        Open(Origin.InFile at, boolean mapping) {
            this.at = at;
            this.mapping = mapping;
        }

        void add(Node node) {
            if (!mapping) {
                items.add(node);
            } else if (name.isPresent()) {
                put(name.get(), node);
                name = Optional.empty();
            } else if (node instanceof Node.Scalar scalar) {
                name = Optional.of(scalar);
            } else {
                throw new Refused(node.at(), "a list or mapping where a key should be");
            }
        }

        private void put(Node.Scalar key, Node value) {
            var before = fields.putIfAbsent(key.text(), new Node.Field(key.text(), key.at(), value));
            if (before != null)
                mistakes.add(
                        key.at(),
                        "key \"" + key.text() + "\" is written twice, first in line "
                                + before.at().line() + "; remove one");
        }

        Node close() {
            return mapping ? new Node.Fields(List.copyOf(fields.values()), at) : new Node.Items(List.copyOf(items), at);
        }
    }

    /** The file is YAML, but not of a kind that is read here. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Origin.InFile at;
        private final String says;

        Refused(Origin.InFile at, String says) {
            super(says);
            this.at = at;
            this.says = says;
        }
    }
}
