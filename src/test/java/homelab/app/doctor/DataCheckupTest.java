package homelab.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.cli.Examined;
import homelab.integration.Check;
import homelab.integration.Check.Level;
import homelab.integration.Checkup;
import homelab.store.Place;
import homelab.store.Store;
import homelab.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCheckupTest {

    @Test
    void a_directory_that_is_not_there_yet_is_fine_and_is_not_made(@TempDir Path folder) {
        var data = folder.resolve("a/b");

        assertThat(Told.by(new DataCheckup(data)))
                .startsWith("OK directory: not there yet; the agent makes it when it first runs")
                .hasSizeGreaterThan(2);
        assertThat(Told.by(new JournalCheckup(Place.in(data)))).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_file_in_its_place_is_a_problem(@TempDir Path folder) throws IOException {
        var file = Files.createFile(folder.resolve("data"));

        assertThat(Told.by(new DataCheckup(file)))
                .startsWith(
                        "PROBLEM directory: " + file + " is no directory",
                        "run this as the agent's user; if it is, make the directory its own, or name another in HOMELAB_DATA");
    }

    @Test
    void each_reason_not_to_write_has_its_own_cure() {
        var there = Path.of("/srv/data");

        assertThat(Told.lines(List.of(DataCheckup.unwritable(there, false), DataCheckup.unwritable(there, true))))
                .containsExactly(
                        "PROBLEM directory: this user may not write in /srv/data",
                        "run this as the agent's user; if it is, make the directory its own, or name another in HOMELAB_DATA",
                        "PROBLEM directory: /srv/data lies on a file system that is mounted read-only",
                        "mount it for writing, if its disk is well (dmesg), or name another directory in HOMELAB_DATA");
    }

    @Test
    void data_that_hangs_is_a_problem() {
        var data = new DataCheckup(Path.of("/srv/data"));
        var checks = new Doctor(List.of(new Hanging(data)), Duration.ofMillis(100)).examine(true);

        assertThat(checks)
                .containsExactly(new Examined(
                        "data in /srv/data",
                        List.of(Check.problem(
                                "the rest",
                                "the disk did not answer in time",
                                "see what hangs (dmesg, df /srv/data), or name a directory on another disk in"
                                        + " HOMELAB_DATA"))));
    }

    /** What it looks at does not answer. */
    private record Hanging(Checkup checkup) implements Checkup {
        @Override
        public String part() {
            return checkup.part();
        }

        @Override
        public void look(boolean healing, Consumer<Check> checks) {
            while (!Thread.currentThread().isInterrupted()) LockSupport.park(this);
        }

        @Override
        public Check late() {
            return checkup.late();
        }
    }

    @Test
    void a_link_to_nowhere_is_a_problem(@TempDir Path folder) throws IOException {
        var link = Files.createSymbolicLink(folder.resolve("data"), folder.resolve("gone"));

        assertThat(Told.by(new DataCheckup(link))).startsWith("PROBLEM directory: " + link + " is no directory");
    }

    @Test
    void what_others_may_read_is_a_problem(@TempDir Path data) throws IOException, StoreException {
        Store.open(data, "test", InstantSource.system()).close();
        var token = Files.writeString(data.resolve("api-token"), "hush");
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw----r--"));

        assertThat(Told.by(new DataCheckup(data)))
                .startsWith(
                        "OK directory: writable for this user",
                        "PROBLEM api-token: other users may use it, and with it command the agent",
                        "chmod 600 " + token,
                        "OK homelab.db: its owner's alone");

        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-r-----"));

        assertThat(Told.by(new DataCheckup(data)))
                .contains("ADVICE api-token: its group may use it, and with it command the agent");

        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));

        assertThat(Told.by(new DataCheckup(data))).contains("OK api-token: its owner's alone");
    }

    @Test
    void a_journal_is_sound_until_somebody_writes_into_it(@TempDir Path data) throws IOException, StoreException {
        Store.open(data, "test", InstantSource.system()).close();
        var before = Files.readAllBytes(data.resolve("homelab.db"));

        assertThat(Told.by(new JournalCheckup(Place.in(data)))).containsExactly("OK journal: sound, 0 entries");
        assertThat(data.resolve("homelab.db")).hasBinaryContent(before);
        assertThat(data.resolve("homelab.db-wal")).doesNotExist();
        assertThat(data.resolve("homelab.db-shm")).doesNotExist();

        Files.writeString(data.resolve("journal-head"), "garbage");

        assertThat(Told.by(new JournalCheckup(Place.in(data))))
                .first()
                .asString()
                .startsWith("PROBLEM journal: not sound, entry ");
    }

    @Test
    void little_room_is_advice_and_hardly_any_a_problem() {
        assertThat(DataCheckup.space((100L << 20) - 1).level()).isEqualTo(Level.PROBLEM);
        assertThat(DataCheckup.space(100L << 20).level()).isEqualTo(Level.ADVICE);
        assertThat(DataCheckup.space(1L << 30).level()).isEqualTo(Level.OK);
        assertThat(DataCheckup.space(5L << 20).seen()).isEqualTo("5 MB free");
    }

    @Test
    void knows_where_sqlite_should_not_live() {
        assertThat(DataCheckup.fileSystem("nfs4").level()).isEqualTo(Level.PROBLEM);
        assertThat(DataCheckup.fileSystem("cifs").level()).isEqualTo(Level.PROBLEM);
        assertThat(DataCheckup.fileSystem("overlay").level()).isEqualTo(Level.ADVICE);
        assertThat(DataCheckup.fileSystem("ext4").level()).isEqualTo(Level.OK);
    }
}
