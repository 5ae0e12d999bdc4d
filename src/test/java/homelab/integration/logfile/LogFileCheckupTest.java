package homelab.integration.logfile;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.integration.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileCheckupTest {
    @TempDir
    private Path folder;

    private List<Check> look(Path file) {
        var checks = new ArrayList<Check>();
        new LogFileCheckup(file, folder.resolve("data")).look(false, checks::add);
        return checks;
    }

    @Test
    void a_file_that_is_there_or_can_be_made_is_fine_and_is_not_made() throws IOException {
        var there = Files.createFile(folder.resolve("there"));
        var inData = folder.resolve("data").resolve("log");
        var fresh = folder.resolve("new");

        assertThat(look(there)).containsExactly(Check.ok("file", there.toString()));
        assertThat(look(inData)).containsExactly(Check.ok("file", inData + ", to be made with the first story"));
        assertThat(look(fresh)).containsExactly(Check.ok("file", fresh + ", to be made with the first story"));
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(there));
    }

    @Test
    void a_directory_that_nobody_makes_and_one_in_the_files_place_are_problems() {
        var lost = folder.resolve("elsewhere/log");

        assertThat(look(lost))
                .containsExactly(Check.problem(
                        "file",
                        "the directory of " + lost + " does not exist",
                        "make it, or name another file in notify.file"));
        assertThat(look(folder))
                .containsExactly(Check.problem("file", folder + " is a directory", "name a file in notify.file"));
    }
}
