package homelab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homelab.store.Verdict.Problem;
import org.junit.jupiter.api.Test;

class JournalTest extends JournalContract {
    JournalTest() {
        super(new Backend.Sqlite());
    }

    @Test
    void a_seq_that_is_no_number_is_found() throws Exception {
        sql("UPDATE journal SET seq = 'x' WHERE seq = 3");

        assertThatThrownBy(this::problems).hasMessageContaining("no number");
    }

    @Test
    void where_there_is_no_store_it_says_so() {
        assertThatThrownBy(() -> Store.verifyJournal(Place.in(data.resolve("nowhere"))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("HOMELAB_DATA");
    }

    @Test
    void a_forgotten_instance_is_found() throws Exception {
        sql("DELETE FROM instance");

        assertThat(problems()).singleElement().asString().contains("which instance");

        open().close();
        assertThat(problems())
                .extracting(Problem::toString)
                .singleElement()
                .asString()
                .contains("names the chain");
    }

    @Test
    void another_instance_in_its_place_is_found() throws Exception {
        sql("UPDATE instance SET id = 'other'");

        assertThat(problems()).singleElement().asString().contains("chain");
    }
}
