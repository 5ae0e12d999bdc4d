package homelab.loop.act;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Person;
import homelab.model.Setting;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrakeTest {
    @TempDir
    Path data;

    private static Optional<Setting> said(String value) {
        return Optional.of(new Setting("pause", value, new Person("ada", "cli"), Instant.EPOCH));
    }

    @Test
    void either_the_file_or_the_database_pauses() throws Exception {
        var brake = new Brake(data);
        assertThat(brake.isOn()).isFalse();

        brake.inDatabase(said("on"));
        assertThat(brake.isOn()).isTrue();

        brake.inDatabase(said("off"));
        assertThat(brake.isOn()).isFalse();

        brake.pull();
        assertThat(brake.isOn()).isTrue();

        brake.release();
        assertThat(brake.isOn()).isFalse();
    }
}
