package homelab.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import homelab.app.config.Loader;
import homelab.integration.Check;
import homelab.web.WebConfig;
import homelab.web.enter.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configuration, dashboard and machine. */
class HomeCheckupsTest {
    @TempDir
    private Path folder;

    private List<String> config(Map<String, String> environment) {
        var loaded = new Loader(environment, folder, folder.resolve("none.yaml")).load(Optional.empty());
        return Told.by(new ConfigCheckup(loaded));
    }

    @BeforeEach
    void letOthersPass() throws IOException {
        mode(folder, "rwxr-xr-x");
    }

    private static void mode(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private Path file(String text, String mode) throws IOException {
        var file = Files.writeString(folder.resolve("homelab.yaml"), text);
        mode(file, mode);
        return file;
    }

    @Test
    void a_configuration_without_mistakes_is_fine() {
        assertThat(config(Map.of())).containsExactly("OK values: from no file, the environment and defaults");
    }

    @Test
    void tells_each_mistake_with_its_place_and_cure_and_each_warning() throws IOException {
        var file = file("interval: 5\nmodee: heal\n", "rw-r--r--");

        assertThat(config(Map.of("TELEGRAM_CHAT_ID", "7")))
                .containsExactly(
                        "PROBLEM mistake: " + file + ":1:11: interval: \"5\" has no unit",
                        "write 5s for seconds",
                        "PROBLEM mistake: " + file + ":2:1: unknown key \"modee\"",
                        "Did you mean \"mode\"?",
                        "ADVICE warning: this version has no Telegram chat: TELEGRAM_CHAT_ID is ignored",
                        "remove it; it does nothing");
    }

    @Test
    void a_secret_that_others_may_read_is_a_problem_also_where_the_environment_overrides_it() throws IOException {
        var file = file("dashboard:\n  token: hush\n", "rw-r--r--");
        var environment = Map.of("HOMELAB_API_TOKEN", "other");

        assertThat(config(environment))
                .containsExactly(
                        "OK values: from " + file + ", the environment and defaults",
                        "PROBLEM secret: " + file + " holds a secret, and every user of this machine may read it",
                        "chmod o= " + file);

        file("dashboard:\n  token: hush\n", "rw-r-----");

        assertThat(config(environment))
                .contains(
                        "ADVICE secret: " + file + " holds a secret, and its group may read it",
                        "see who is in that group; if others than the agent: chmod g= " + file);

        file("dashboard:\n  token: hush\n", "rw-------");

        assertThat(config(environment)).contains("OK secret: " + file + " is closed to other users");
    }

    @Test
    void who_may_not_pass_the_directories_above_may_not_read_either() throws IOException {
        var file = file("dashboard:\n  token: hush\n", "rw-r--r--");

        mode(folder, "rwx--x---");
        assertThat(config(Map.of())).contains("ADVICE secret: " + file + " holds a secret, and its group may read it");

        mode(folder, "rwx------");
        assertThat(config(Map.of())).contains("OK secret: " + file + " is closed to other users");
    }

    @Test
    void a_mode_that_cannot_be_changed_is_no_problem_of_the_agents() {
        var file = Path.of("/run/secrets/token");

        assertThat(ConfigCheckup.secret(file, Openness.TO_ALL, true))
                .isEqualTo(Check.advice(
                        "secret",
                        file + " holds a secret, and every user of this machine may read it",
                        "give it the mode 0400, and the agent's user, where it is defined"));
    }

    @Test
    void a_file_that_a_secret_is_read_from_is_looked_at_too() throws IOException {
        var secret = Files.writeString(folder.resolve("token"), "hush");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw----r--"));

        assertThat(config(Map.of("HOMELAB_API_TOKEN_FILE", secret.toString())))
                .contains("PROBLEM secret: " + secret + " holds a secret, and every user of this machine may read it");
    }

    private static List<String> dashboard(String host, String... proxies) {
        return Told.by(new DashboardCheckup(new WebConfig(
                host,
                80,
                Optional.empty(),
                List.of(),
                Stream.of(proxies).map(Network::parse).toList())));
    }

    @Test
    void the_dashboard_is_best_on_loopback_or_behind_a_proxy() {
        assertThat(dashboard("127.0.0.1")).containsExactly("OK address: 127.0.0.1:80, this machine only");
        assertThat(dashboard("192.0.2.1", "192.0.2.2"))
                .containsExactly(
                        "ADVICE address: the dashboard listens on 192.0.2.1 without TLS: whoever does not come through"
                                + " the proxy sends session or token in the clear",
                        "in a container, publish its port on 127.0.0.1 only, as packaging/compose.yaml does; else let it"
                                + " listen on 127.0.0.1, or let only the proxy reach the port");
        assertThat(dashboard("127.0.0.1", "127.0.0.1")).containsExactly("OK address: 127.0.0.1:80, this machine only");
        assertThat(dashboard("0.0.0.0"))
                .containsExactly(
                        "ADVICE address: the dashboard listens on 0.0.0.0 without TLS: whoever can read the traffic of"
                                + " that network can take over a session or the token",
                        "in a container, publish its port on 127.0.0.1 only, as packaging/compose.yaml does; else let it"
                                + " listen on 127.0.0.1, or put a reverse proxy with TLS before it and name that in"
                                + " dashboard.proxy; see docs/dashboard-access.md");
        assertThat(dashboard("no.such.host.invalid"))
                .containsExactly(
                        "PROBLEM address: the host no.such.host.invalid is not known here",
                        "write an address of this machine in DASHBOARD_HOST");
    }

    @Test
    void a_clock_that_cannot_be_told_is_not_fine() {
        assertThat(Told.lines(List.of(
                        HostCheckup.clock(Optional.empty()),
                        HostCheckup.clock(Optional.of(true)),
                        HostCheckup.clock(Optional.of(false)))))
                .containsExactly(
                        "UNKNOWN clock: whether NTP keeps it right could not be told",
                        "compare it by hand: date",
                        "OK clock: the kernel says it is synchronised",
                        "ADVICE clock: the kernel says nobody keeps it right, so times in stories and reports may drift",
                        "timedatectl set-ntp true, or install chrony");
    }

    @Test
    void the_kernel_can_be_asked_here() {
        assertThat(KernelClock.isSynchronised()).isPresent();
    }
}
