package homelab.web.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import homelab.web.OpenDoor;
import homelab.web.Visitor;
import homelab.web.WebException;
import homelab.web.enter.Sessions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamsTest {
    private OpenDoor door;
    private Visitor visitor;

    @BeforeEach
    void open() throws WebException {
        door = new OpenDoor();
        visitor = door.enter();
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void a_change_is_told_and_a_storm_of_changes_is_one_event() {
        var heard = listen(versionShown());
        await().until(() -> heard.lines.contains("retry: 1000"));
        assertThat(heard.events()).isZero();

        door.desk.change();
        await().until(() -> heard.events() == 1);
        for (var i = 0; i < 1000; i++) door.desk.change();

        await().until(() -> heard.events() == 2);
        door.desk.change();
        await().until(() -> heard.events() >= 3);

        assertThat(heard.lines)
                .filteredOn(line -> line.startsWith("id: "))
                .hasSize(3)
                .doesNotHaveDuplicates();
    }

    @Test
    void what_changed_between_the_page_and_its_stream_is_not_missed() {
        var version = versionShown();
        door.desk.change();

        var heard = listen(version);

        await().until(() -> heard.events() == 1);
    }

    @Test
    void one_too_many_ends_the_oldest() {
        var version = versionShown();
        var oldest = listen(version);
        await().until(() -> !oldest.lines.isEmpty());
        var others = new ArrayList<Heard>();
        for (var i = 1; i < Streams.MOST; i++) others.add(listen(version));
        await().until(() -> others.stream().noneMatch(other -> other.lines.isEmpty()));
        assertThat(oldest.ended).isFalse();

        var newest = listen(version);

        await().until(() -> oldest.ended);
        door.desk.change();
        await().until(() -> newest.events() == 1);
        assertThat(others).noneMatch(other -> other.ended);
    }

    @Test
    void a_stream_ends_when_somebody_signs_out() {
        var heard = listen(versionShown());
        await().until(() -> !heard.lines.isEmpty());
        var other = door.enter();

        assertThat(visitor.post("/leave").statusCode()).isEqualTo(302);

        await().until(() -> heard.ended);
        assertThat(other.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void a_stream_tells_nothing_more_when_the_time_of_its_session_is_over() {
        var heard = listen(versionShown());
        await().until(() -> !heard.lines.isEmpty());

        door.now = door.now.plus(Sessions.IDLE);
        door.desk.change();

        await().until(() -> heard.ended);
        assertThat(heard.events()).isZero();
    }

    @Test
    void open_streams_do_not_hold_up_the_end() {
        var heard = listen(versionShown());
        await().until(() -> !heard.lines.isEmpty());

        var before = System.nanoTime();
        door.web.close();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
        await().until(() -> heard.ended);
        assertThat(door.desk.watchers).isEmpty();
    }

    private String versionShown() {
        var address = Pattern.compile("sse-connect=\"/stream\\?since=([^\"]+)\"")
                .matcher(visitor.get("/").body());
        assertThat(address.find()).isTrue();
        return address.group(1);
    }

    private static final class Heard {
        final List<String> lines = new CopyOnWriteArrayList<>();
        volatile boolean ended;

        long events() {
            return lines.stream().filter("event: changed"::equals).count();
        }
    }

    private Heard listen(String since) {
        var heard = new Heard();
        var request = visitor.request("/stream?since=" + since).GET().build();
        Thread.ofVirtual().start(() -> {
            try {
                var response = door.client.send(request, BodyHandlers.ofInputStream());
                try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                    for (var line = lines.readLine(); line != null; line = lines.readLine()) heard.lines.add(line);
                }
            } catch (IOException | InterruptedException gone) {
                // the test is over
            }
            heard.ended = true;
        });
        return heard;
    }
}
