package homelab.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {
    @TempDir
    private Path temporary;

    @Test
    void is_removed_also_while_its_files_come_and_go() throws Exception {
        var data = Files.createDirectories(temporary.resolve("demo/data"));
        var done = new AtomicBoolean();
        var store = CompletableFuture.runAsync(() -> {
            while (!done.get()) comeAndGo(data);
        });

        try {
            for (var i = 0; i < 300; i++) Demo.remove(temporary.resolve("demo"));
        } finally {
            done.set(true);
            store.join();
        }
        Demo.remove(temporary.resolve("demo"));

        assertThat(temporary.resolve("demo")).doesNotExist();
    }

    private static void comeAndGo(Path data) {
        try {
            Files.createDirectories(data);
            for (var i = 0; i < 20; i++) Files.createDirectories(data.resolve("wal-" + i));
            for (var i = 0; i < 20; i++) Files.deleteIfExists(data.resolve("wal-" + i));
        } catch (java.nio.file.NoSuchFileException | java.nio.file.FileAlreadyExistsException e) {
            // It was removed meanwhile.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
