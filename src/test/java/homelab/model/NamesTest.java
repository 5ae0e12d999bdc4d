package homelab.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {
    @Test
    void read_as_in_a_sentence() {
        assertThat(Names.of(List.of(), 3)).isEmpty();
        assertThat(Names.of(List.of("web"), 3)).isEqualTo("web");
        assertThat(Names.of(List.of("web", "db"), 3)).isEqualTo("web and db");
        assertThat(Names.of(List.of("web", "db", "mail"), 3)).isEqualTo("web, db and mail");
    }

    @Test
    void are_counted_where_there_are_too_many() {
        assertThat(Names.of(List.of("web", "db", "mail", "git", "dns"), 2)).isEqualTo("web, db and 3 more");
    }
}
