package homelab.lab.backupserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashMap;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is answered to one request.
 *
 * @param body empty: nothing comes, and the connection stays open
 */
record Reply(int status, Optional<byte[]> body, Duration delay) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    static final Reply SILENCE = new Reply(0, Optional.empty(), Duration.ZERO);

    static Reply data(Optional<?> data) {
        var whole = new HashMap<String, Object>();
        whole.put("data", data.orElse(null));
        return new Reply(200, Optional.of(JSON.writeValueAsBytes(whole)), Duration.ZERO);
    }

    /** An error says what it is in its body alone. */
    static Reply text(int status, String body) {
        return new Reply(status, Optional.of(body.getBytes(UTF_8)), Duration.ZERO);
    }

    Reply after(Duration longer) {
        return new Reply(status, body, longer);
    }
}
