package homelab.web.enter;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Person;
import homelab.web.OpenDoor;
import homelab.web.WebException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EntranceTest {
    private OpenDoor door;

    @BeforeEach
    void open() throws WebException {
        door = new OpenDoor();
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void a_link_opens_once() {
        var link = door.web.link(new Person("ann", "page"));
        var secret = link.substring("/enter/".length());

        var page = door.send(door.bare(link));
        var first = door.send(door.form("/enter", "link=" + secret));
        var second = door.send(door.form("/enter", "link=" + secret));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("value=\"" + secret + "\"");
        assertThat(first.statusCode()).isEqualTo(303);
        assertThat(second.statusCode()).isEqualTo(403);
        assertThat(second.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void who_is_in_sees_pages_and_leaves() {
        var ann = door.enter();

        assertThat(ann.get("/").body()).contains("made for ann");
        assertThat(ann.post("/leave").statusCode()).isEqualTo(302);
        assertThat(ann.get("/").statusCode()).isEqualTo(401);
    }
}
