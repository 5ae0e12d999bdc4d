package homelab.store;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Incident;
import homelab.model.JournalEntry;
import homelab.store.Verdict.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

abstract class JournalContract {
    @TempDir
    Path data;

    final Backend backend;

    JournalContract(Backend backend) {
        this.backend = backend;
    }

    private final TestClock clock = new TestClock();

    Store open() throws StoreException {
        return backend.open(data, "test", clock);
    }

    private Path head() {
        return data.resolve("journal-head");
    }

    void sql(String... statements) throws Exception {
        try (var connection = backend.connect(data);
                var s = connection.createStatement()) {
            for (var statement : statements)
                assertThat(s.executeUpdate(statement)).isPositive();
        }
    }

    List<Problem> problems() throws StoreException {
        return Store.verifyJournal(backend.place(data)).problems();
    }

    @BeforeEach
    void five_entries_were_written() throws StoreException {
        try (var store = open()) {
            for (var n = 1; n <= 5; n++)
                store.commit(Samples.journal(new JournalEntry(
                        Samples.AT.plusNanos(n), "decided", Optional.of(new Incident.Id(n)), "entry " + n)));
        }
    }

    @Test
    void an_untouched_journal_is_sound() throws StoreException {
        var verdict = Store.verifyJournal(backend.place(data));

        assertThat(verdict.isSound()).isTrue();
        assertThat(verdict.count()).isEqualTo(5);
        assertThat(verdict.head().seq()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            at        | '2026-03-01T10:15:30.000000000Z'
            what      | 'decidee'
            incident  | 7
            incident  | NULL
            incident  | 3.5
            text      | 'entry 3 '
            text      | ''
            prev_hash | '0000000000000000000000000000000000000000000000000000000000000000'
            hash      | '0000000000000000000000000000000000000000000000000000000000000000'
            """)
    void an_edit_of_any_column_is_found(String column, String value) throws Exception {
        sql("UPDATE journal SET " + column + " = " + value + " WHERE seq = 3");

        assertThat(problems()).extracting(Problem::seq).contains(3L);
    }

    @Test
    void an_edit_of_the_chain_is_found() throws Exception {
        sql("UPDATE journal SET chain = 'other' WHERE seq = 3");

        assertThat(problems()).extracting(Problem::seq).contains(1L, 3L);
        assertThat(problems()).extracting(Problem::what).anyMatch(what -> what.contains("missing"));
    }

    @Test
    void an_edit_of_a_seq_is_found() throws Exception {
        sql("UPDATE journal SET seq = 77 WHERE seq = 3");

        assertThat(problems()).extracting(Problem::seq).contains(3L, 77L);
    }

    @Test
    void an_edit_with_its_hash_made_new_is_found_at_the_next_entry() throws Exception {
        forge(3);

        assertThat(problems()).extracting(Problem::seq).containsExactly(4L);
    }

    @Test
    void an_edit_of_the_last_entry_with_its_hash_made_new_is_found() throws Exception {
        forge(5);

        assertThat(problems())
                .extracting(Problem::what)
                .singleElement()
                .asString()
                .contains("journal-head says");
    }

    private void forge(long seq) throws Exception {
        var link = backend.place(data)
                .look(
                        "forge",
                        jdbc -> jdbc.sql("SELECT * FROM journal WHERE seq = :seq")
                                .param("seq", seq)
                                .query(Link::of)
                                .single());
        var forged = new Link(
                link.chain(), link.seq(), link.at(), link.what(), link.incident(), "forged", link.prevHash(), "");
        sql("UPDATE journal SET text = 'forged', hash = '" + forged.computedHash() + "' WHERE seq = " + seq);
    }

    @Test
    void deleting_the_first_is_found() throws Exception {
        sql("DELETE FROM journal WHERE seq = 1");

        assertThat(problems()).extracting(Problem::toString).containsExactly("entry 1: it is missing");
    }

    @Test
    void deleting_in_the_middle_is_found() throws Exception {
        sql("DELETE FROM journal WHERE seq IN (2, 3)");

        assertThat(problems()).extracting(Problem::toString).containsExactly("entry 2: it and all up to 3 are missing");
    }

    @Test
    void deleting_one_and_closing_the_gap_is_found() throws Exception {
        sql("DELETE FROM journal WHERE seq = 3", "UPDATE journal SET seq = seq - 1 WHERE seq > 3");

        assertThat(problems()).extracting(Problem::seq).contains(3L, 4L, 5L);
    }

    @Test
    void swapping_two_is_found() throws Exception {
        sql(
                "UPDATE journal SET seq = 99 WHERE seq = 2",
                "UPDATE journal SET seq = 2 WHERE seq = 3",
                "UPDATE journal SET seq = 3 WHERE seq = 99");

        assertThat(problems()).extracting(Problem::seq).contains(2L, 3L);
    }

    @Test
    void an_entry_put_before_the_beginning_is_found() throws Exception {
        sql(
                "INSERT INTO journal SELECT chain, 0, at, what, incident, text, prev_hash, hash FROM journal WHERE seq = 1");

        assertThat(problems()).extracting(Problem::seq).contains(0L);
    }

    @Test
    void a_cut_tail_is_found() throws Exception {
        sql("DELETE FROM journal WHERE seq > 3");

        assertThat(problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.seq()).isEqualTo(5))
                .asString()
                .contains("but the journal ends with entry 3");
    }

    @Test
    void a_cut_tail_with_its_head_removed_is_found() throws Exception {
        sql("DELETE FROM journal WHERE seq > 3");
        Files.delete(head());

        assertThat(problems()).singleElement().asString().contains("missing");
    }

    @Test
    void a_journal_that_was_emptied_is_found() throws Exception {
        sql("DELETE FROM journal");

        assertThat(problems()).extracting(Problem::seq).containsExactly(5L);
    }

    @Test
    void an_unreadable_head_is_found() throws Exception {
        Files.write(head(), new byte[] {0, (byte) 0xff, 3});

        assertThat(problems()).singleElement().asString().contains("unreadable");
    }

    @Test
    void a_head_one_turn_behind_is_fine() throws Exception {
        var earlier = Files.readString(head());
        try (var store = open()) {
            store.commit(Samples.journal(Samples.entry("six"), Samples.entry("seven")));
        }
        Files.writeString(head(), earlier);

        assertThat(problems()).isEmpty();

        open().close();
        assertThat(problems()).isEmpty();
        assertThat(Files.readString(head())).contains(" 7 ");
    }

    @Test
    void a_tail_cut_while_the_agent_was_off_is_written_down_for_ever() throws Exception {
        var old = Files.readString(head());
        sql("DELETE FROM journal WHERE seq > 3");

        try (var store = open()) {
            store.commit(Samples.journal(Samples.entry("life goes on")));
        }
        open().close();

        assertThat(problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.seq()).isEqualTo(4))
                .asString()
                .contains("the agent found this: entry 5")
                .contains("ends with entry 3");
        assertThat(Files.readString(data.resolve("journal-head.broken-5"))).isEqualTo(old);
        assertThat(Store.verifyJournal(backend.place(data)).count()).isEqualTo(5);
    }

    @Test
    void a_tail_cut_while_the_agent_runs_is_written_down_with_the_next_turn() throws Exception {
        try (var store = open()) {
            sql("DELETE FROM journal WHERE seq > 3");

            store.commit(Samples.journal(Samples.entry("next")));

            assertThat(store.verifyJournal().problems())
                    .extracting(Problem::seq)
                    .containsExactly(4L);
        }
    }

    @Test
    void a_head_removed_while_the_agent_was_off_is_written_down() throws Exception {
        Files.delete(head());

        open().close();

        assertThat(problems()).singleElement().asString().contains("missing");
        assertThat(Files.readString(head())).contains(" 6 ");
    }

    @Test
    void the_same_break_twice_keeps_both_heads() throws Exception {
        sql("DELETE FROM journal WHERE seq > 3");
        open().close();
        try (var store = open()) {
            store.commit(Samples.journal(Samples.entry("five, again")));
        }
        sql("DELETE FROM journal WHERE seq > 3");
        open().close();

        assertThat(data.resolve("journal-head.broken-5")).exists();
        assertThat(data.resolve("journal-head.broken-5-2")).exists();
        assertThat(problems()).extracting(Problem::seq).containsExactly(4L);
    }

    @Test
    void it_is_verified_while_the_agent_runs_and_changes_nothing() throws Exception {
        try (var store = open()) {
            store.commit(Samples.journal(Samples.entry("six")));

            assertThat(Store.verifyJournal(backend.place(data))).isEqualTo(store.verifyJournal());
            assertThat(Store.verifyJournal(backend.place(data)).count()).isEqualTo(6);

            store.commit(Samples.journal(Samples.entry("seven")));
            assertThat(Store.verifyJournal(backend.place(data)).isSound()).isTrue();
        }
    }
}
