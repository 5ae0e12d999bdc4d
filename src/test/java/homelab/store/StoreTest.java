package homelab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoreTest extends StoreContract {
    StoreTest() {
        super(new Backend.Sqlite());
    }

    @Test
    void its_files_are_private() throws Exception {
        try (var store = open()) {
            assertThat(store.epoch()).isEqualTo(1);
            for (var file : List.of("homelab.db", "homelab.db-wal", "homelab.db-shm", "lock"))
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data().resolve(file))))
                        .isEqualTo("rw-------");
        }
    }

    @Test
    void a_file_that_is_no_database_is_left_alone() throws Exception {
        Files.createDirectories(data());
        Files.writeString(
                data().resolve("homelab.db"), "this is not a database, but somebody's shopping list\n".repeat(100));

        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.BROKEN));
        assertThatThrownBy(this::open).hasMessageContaining("homelab.db");
        assertThat(Files.readString(data().resolve("homelab.db"))).startsWith("this is not");
    }

    @Test
    void a_directory_that_cannot_be_made_is_said_so() throws Exception {
        Files.writeString(temp.resolve("file"), "");

        assertThatThrownBy(() -> Store.open(temp.resolve("file/data"), "test", clock))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.UNWRITABLE))
                .hasMessageContaining("HOMELAB_DATA");
    }

    @Test
    void a_second_open_in_the_same_process_is_refused_until_the_first_is_closed() throws StoreException {
        try (var first = open()) {
            assertThat(first.epoch()).isEqualTo(1);
            assertThatThrownBy(this::open)
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.LOCKED))
                    .hasMessageContaining(data().toString())
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }

        try (var again = open()) {
            assertThat(again.epoch()).isEqualTo(2);
        }
    }
}
