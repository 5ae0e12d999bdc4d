package homelab.web.rest;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;

/** How this door reads and writes JSON: nothing is overlooked in what comes in, times go out as RFC 3339 in UTC. */
public final class Json {
    private Json() {}

    public static final MediaType TYPE = new MediaType("application", "json", StandardCharsets.UTF_8);

    public static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** For where Spring does not write: filters. */
    public static void write(HttpServletResponse response, int status, Object value) throws IOException {
        response.setStatus(status);
        response.setContentType(TYPE.toString());
        response.getOutputStream().write(MAPPER.writeValueAsBytes(value));
    }
}
