package homelab.model;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.model.Detail.RestartPolicy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestartPolicyTest {
    @ParameterizedTest
    @CsvSource({
        "NO, 0, 1, 0, false",
        "ALWAYS, 0, 0, 9, true",
        "ALWAYS, 0, 1, 9, true",
        "UNLESS_STOPPED, 0, 0, 9, true",
        "UNLESS_STOPPED, 0, 137, 9, true",
        "ON_FAILURE, 0, 0, 0, false",
        "ON_FAILURE, 0, 1, 99, true",
        "ON_FAILURE, 3, 1, 2, true",
        "ON_FAILURE, 3, 1, 3, false"
    })
    void the_engine_starts_what_its_policy_says(
            RestartPolicy.Name name, int tries, int exitCode, int restartCount, boolean starts) {
        assertThat(new RestartPolicy(name, tries).willStart(exitCode, restartCount))
                .isEqualTo(starts);
    }
}
