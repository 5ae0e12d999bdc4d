package homelab.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;

/** How this door reads and writes JSON: nothing is overlooked in what comes in, times go out as RFC 3339 in UTC. */
final class Json {
    private Json() {}

    static final MediaType TYPE = new MediaType("application", "json", StandardCharsets.UTF_8);

    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** For where Spring does not write: filters. */
    static void write(HttpServletResponse response, int status, Object value) throws IOException {
        response.setStatus(status);
        response.setContentType(TYPE.toString());
        response.getOutputStream().write(MAPPER.writeValueAsBytes(value));
    }
}
