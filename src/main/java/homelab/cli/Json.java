package homelab.cli;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/** JSON token by token: data binding would cost more than all the rest of a short command. */
final class Json {
    private Json() {}

    /** What is not ASCII is escaped, so that no text from outside steers a terminal. */
    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** One object with nothing after it. Values that are null are left out. */
    static Fields read(String text) throws JacksonException {
        try (var parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) throw new Problem("it is no JSON object");
            var fields = object(parser);
            if (parser.nextToken() != null) throw new Problem("something follows its JSON object");
            return new Fields(fields);
        }
    }

    /** The same object in ASCII. */
    static String copy(String text) throws JacksonException {
        return write(generator -> {
            try (var parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
                while (parser.nextToken() != null) generator.copyCurrentEvent(parser);
            }
        });
    }

    static String write(Consumer<JsonGenerator> content) {
        var written = new StringWriter();
        try (var generator = FACTORY.createGenerator(ObjectWriteContext.empty(), written)) {
            content.accept(generator);
        }
        return written.toString();
    }

    static void texts(JsonGenerator json, String name, List<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }

    private static Map<String, Object> object(JsonParser parser) {
        var fields = new LinkedHashMap<String, Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_NULL) fields.put(name, value(parser));
        }
        return fields;
    }

    private static List<Object> array(JsonParser parser) {
        var items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY)
            if (parser.currentToken() != JsonToken.VALUE_NULL) items.add(value(parser));
        return items;
    }

    private static Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            default -> parser.getString();
        };
    }
}
