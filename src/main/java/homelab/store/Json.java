package homelab.store;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import homelab.store.StoreException.Kind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/** The model as JSON documents: what is written is read back equal, to the nanosecond and to the unpaired surrogate. */
final class Json {
    private Json() {}

    // Only ASCII is written: the escapes carry NUL and unpaired surrogates, which a database text column cannot.
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .annotationIntrospector(new SealedByName())
            .changeDefaultVisibility(all -> all.withVisibility(PropertyAccessor.ALL, Visibility.NONE)
                    .withVisibility(PropertyAccessor.FIELD, Visibility.ANY)
                    .withVisibility(PropertyAccessor.CREATOR, Visibility.ANY))
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /**
     * Reads one document. What an older version did not write yet is empty where the model says {@code Optional}.
     *
     * @param row table and key, for the message
     */
    static <T> T read(Class<T> type, String row, String doc) throws StoreException {
        try {
            return Optional.ofNullable(MAPPER.readValue(doc, type))
                    .orElseThrow(() -> new StoreException(Kind.BROKEN, broken(type, row, "it is null")));
        } catch (JacksonException e) {
            throw new StoreException(Kind.BROKEN, broken(type, row, e.getOriginalMessage()), e);
        }
    }

    private static String broken(Class<?> type, String row, String why) {
        return "could not read " + row + " as " + type.getSimpleName() + ": " + why
                + "; restore a backup of the data directory, or mend or delete that row";
    }

    /** A sealed interface of the model is told apart by the simple name of the record, kept as {@code is}. */
    private static final class SealedByName extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated type) {
            if (!type.getRawType().isSealed()) return super.findPolymorphicTypeInfo(config, type);
            return JsonTypeInfo.Value.construct(
                    JsonTypeInfo.Id.SIMPLE_NAME, JsonTypeInfo.As.PROPERTY, "is", null, false, true);
        }
    }
}
