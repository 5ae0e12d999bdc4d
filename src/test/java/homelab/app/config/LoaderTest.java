package homelab.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import homelab.cli.Settings;
import homelab.integration.backupserver.BackupServerConfig;
import homelab.integration.docker.AddressConfig;
import homelab.integration.docker.DockerConfig;
import homelab.integration.docker.TlsConfig;
import homelab.integration.http.Trust;
import homelab.integration.logfile.LogFileConfig;
import homelab.integration.proxmox.LevelsConfig;
import homelab.integration.proxmox.ProxmoxConfig;
import homelab.loop.LoopConfig;
import homelab.loop.decide.Limits;
import homelab.model.Action;
import homelab.model.Level;
import homelab.model.Mode;
import homelab.model.Secret;
import homelab.store.PostgresUrl;
import homelab.web.WebConfig;
import homelab.web.enter.Network;
import homelab.web.enter.PublicName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoaderTest {
    @TempDir
    Path directory;

    @Test
    void is_safe_when_nothing_is_configured() {
        var loaded = load(Map.of());

        assertThat(loaded.config())
                .contains(new Config(
                        Path.of("./data"),
                        LoopConfig.defaults(),
                        List.of(DockerConfig.of("docker", "unix:///var/run/docker.sock")),
                        new WebConfig("127.0.0.1", 8080, Optional.empty()),
                        new LogFileConfig(Path.of("./data/notifications.log"))));
        assertThat(loaded.settings().warnings()).isEmpty();
    }

    @Test
    void reads_every_key_of_a_file() throws IOException {
        write("""
                data: /srv/agent
                mode: heal
                self: abc123
                interval: 2m
                settle: 5s
                limits: {tries: 2, window: 1h, per-day: 4, backoff: 1s, longest-backoff: 1m}
                heal:
                  container.start: off
                  container.restart: ask
                dashboard:
                  host: 0.0.0.0
                  port: "9000"
                  token: sesame-open-sesame
                  names: [https://homelab.example.org, nas.lan]
                  proxy: 172.18.0.5, fd00::/8
                docker:
                  - {name: a, host: unix:///a.sock, mountinfo: /host/mountinfo, boot-id: /host/boot_id}
                  - {name: b, host: unix:///b.sock, mountinfo: /b/mountinfo, boot-id: /b/boot_id}
                notify: {file: /var/log/stories}
                """);

        var loaded = load(Map.of());

        assertThat(loaded.settings().mistakes()).isEmpty();
        var two = Duration.ofMinutes(2);
        assertThat(loaded.config())
                .contains(new Config(
                        Path.of("/srv/agent"),
                        new LoopConfig(
                                Optional.of(true),
                                Map.of(Action.CONTAINER_START, Mode.OFF, Action.CONTAINER_RESTART, Mode.ASK),
                                Duration.ofSeconds(5),
                                new Limits(2, Duration.ofHours(1), 4, Duration.ofSeconds(1), Duration.ofMinutes(1)),
                                Optional.of("abc123"),
                                two),
                        List.of(
                                new DockerConfig(
                                        "a",
                                        new AddressConfig.Unix(Path.of("/a.sock")),
                                        two,
                                        path("/host/mountinfo"),
                                        path("/host/boot_id")),
                                new DockerConfig(
                                        "b",
                                        new AddressConfig.Unix(Path.of("/b.sock")),
                                        two,
                                        path("/b/mountinfo"),
                                        path("/b/boot_id"))),
                        new WebConfig(
                                "0.0.0.0",
                                9000,
                                Optional.of(Secret.of("sesame-open-sesame")),
                                List.of(PublicName.parse("https://homelab.example.org"), PublicName.parse("nas.lan")),
                                List.of(Network.parse("172.18.0.5"), Network.parse("fd00::/8"))),
                        new LogFileConfig(Path.of("/var/log/stories"))));
    }

    @Test
    void lets_the_environment_win_and_tells_where_each_value_is_from() throws IOException {
        write("interval: 2m\ndashboard:\n  port: 9000\n");
        var secret = Files.writeString(directory.resolve("token"), "from-a-file-0123\n");

        var loaded = load(Map.of(
                "DASHBOARD_PORT", "9001", "HOMELAB_API_TOKEN_FILE", secret.toString(), "HOMELAB_MODE", "Observe"));

        assertThat(loaded.settings().lines())
                .contains(
                        new Settings.Line("interval", "2m", directory.resolve("homelab.yaml") + ":1:11"),
                        new Settings.Line("dashboard.port", "9001", "environment DASHBOARD_PORT"),
                        new Settings.Line("dashboard.host", "127.0.0.1", "default"),
                        new Settings.Line("self", "", "default"),
                        new Settings.Line("mode", "Observe", "environment HOMELAB_MODE"),
                        new Settings.Line(
                                "dashboard.token", "***", "file " + secret + " (environment HOMELAB_API_TOKEN_FILE)"));
        assertThat(loaded.reach().token()).contains(Secret.of("from-a-file-0123"));
    }

    @Test
    void finds_the_file_by_option_then_variable_then_directory_then_system() throws IOException {
        var option = write("option.yaml", "data: option");
        var variable = write("variable.yaml", "data: variable");
        var here = write("homelab.yaml", "data: here");
        write("system.yaml", "data: system");
        var set = Map.of("HOMELAB_CONFIG", variable.toString());

        assertThat(loader(set).load(Optional.of(option)).reach().data()).hasToString("option");
        assertThat(load(set).reach().data()).hasToString("variable");
        assertThat(load(Map.of("HOMELAB_CONFIG", "")).reach().data()).hasToString("here");
        Files.delete(here);
        assertThat(load(Map.of()).reach().data()).hasToString("system");
    }

    @Test
    void tells_all_mistakes_at_once_with_place_and_cure() throws IOException {
        write("""
                dashbord:
                  port: 1
                limits:
                  trys: 3
                  window: 30
                  tries: many
                dashboard:
                  port: 99999
                  port: 8080
                heal: auto
                data: [a, b]
                """);

        var mistakes = load(Map.of("MONITOR_INTERVAL", "soon")).settings().mistakes();

        var file = directory.resolve("homelab.yaml").toString();
        assertThat(mistakes)
                .containsExactly(
                        file + ":1:1: unknown key \"dashbord\". Did you mean \"dashboard\"?",
                        file + ":4:3: unknown key \"limits.trys\". Did you mean \"limits.tries\"?",
                        file + ":5:11: limits.window: \"30\" has no unit; write 30s for seconds",
                        file + ":6:10: limits.tries: \"many\" is not right; write a whole number from 1 to 100",
                        file
                                + ":8:9: dashboard.port: \"99999\" is no port; write a number from 1 to 65535, such as 8080",
                        file + ":9:3: key \"port\" is written twice, first in line 8; remove one",
                        file + ":10:7: heal: expects the keys container.start, container.restart, container.unpause,"
                                + " docker.cleanup.cache, docker.cleanup.images, docker.cleanup.containers,"
                                + " guest.start, guest.shutdown, guest.stop, guest.reboot, guest.reset,"
                                + " service.restart, backup.run,"
                                + " one a line, indented",
                        file + ":11:7: data: expects one value, not a list or mapping",
                        "environment MONITOR_INTERVAL: interval: \"soon\" is no duration; write a number and ms, s, m, h or d, such as 30s");
    }

    @ParameterizedTest
    @CsvSource({
        "HOMELAB_MODE, auto, is no mode; write observe or heal",
        "MONITOR_INTERVAL, 0, is out of bounds; write 1s to 1d",
        "MONITOR_INTERVAL, 999999999d, is out of bounds",
        "MONITOR_INTERVAL, -5, is no duration",
        "DASHBOARD_PORT, 0, is no port",
        "DASHBOARD_PORT, 8080 , ''",
        "DASHBOARD_HOST, http://x, is no host",
        "DASHBOARD_HOST, '::1', ''",
        "DOCKER_HOST, ssh://me@nas, forward the engine's socket",
        "DOCKER_HOST, /var/run/docker.sock, must be unix:///",
        "DOCKER_HOST, unix://, must be unix:///",
        "DOCKER_HOST, tcp://nas:2376, ''",
        "DOCKER_HOST, tcp://nas:0, has no port from 1 to 65535",
        "DOCKER_HOST, tcp://fd00::1:2376, with an IPv6 address in brackets",
        "DOCKER_HOST, 'tcp://[fd00::1]:2376', ''",
        "DOCKER_HOST, tcp://10.0.0.300, has an address that is none",
        "DASHBOARD_NAMES, 'nas.lan,homelab.example.org:8443', ''",
        "DASHBOARD_NAMES, 'nas.lan, http://x/y', 'has an entry that is not right: \"http://x/y\" is no name; write one such as nas.lan'",
        "DASHBOARD_PROXY, '172.18.0.0/16,::1', ''",
        "DASHBOARD_PROXY, traefik, 'has an entry that is not right: \"traefik\" is no address; write one such as 172.18.0.5'",
        "DASHBOARD_PROXY, '10.0.0.1,', 'has an entry that is not right: \"\" is no address'",
        "HOMELAB_SELF, a b, is no name",
        "HOMELAB_API_TOKEN, top secret, the secret must be printable ASCII without spaces",
        "HOMELAB_API_TOKEN_FILE, /nowhere/token, 'the secret cannot be read from the file /nowhere/token'",
        "HOMELAB_CONFIG, /nowhere/homelab.yaml, there is no such file",
        "MONITOR_INTERVAL, '', ''",
        "DASHBOARD_PORT, ' ', ''",
    })
    void judges_each_variable(String name, String value, String mistake) {
        var mistakes = load(Map.of(name, value)).settings().mistakes();

        if (mistake.isEmpty()) assertThat(mistakes).isEmpty();
        else assertThat(mistakes).singleElement().asString().contains(mistake).doesNotContain("top secret");
    }

    @Test
    void takes_plain_seconds_from_a_variable() {
        assertThat(load(Map.of("MONITOR_INTERVAL", "90"))
                        .config()
                        .orElseThrow()
                        .loop()
                        .interval())
                .isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void refuses_a_secret_given_twice() {
        assertThat(load(Map.of("HOMELAB_API_TOKEN", "x", "HOMELAB_API_TOKEN_FILE", "/y"))
                        .settings()
                        .mistakes())
                .containsExactly(
                        "environment HOMELAB_API_TOKEN_FILE: HOMELAB_API_TOKEN and HOMELAB_API_TOKEN_FILE are both set; keep one");
        assertThat(load(Map.of("TELEGRAM_BOT_TOKEN", "x", "TELEGRAM_BOT_TOKEN_FILE", "/y"))
                        .settings()
                        .mistakes())
                .containsExactly("TELEGRAM_BOT_TOKEN and TELEGRAM_BOT_TOKEN_FILE are both set; keep one");
    }

    @Test
    void says_plainly_what_this_version_does_not_have() {
        var loaded = load(Map.of(
                "TELEGRAM_BOT_TOKEN",
                "x",
                "TELEGRAM_ADMIN_IDS",
                "1",
                "HOMELAB_MOED",
                "heal",
                "PLEX_URL",
                "",
                "HOMELAB_JAVA_OPTS",
                "-Xmx128m"));

        assertThat(loaded.config()).isPresent();
        assertThat(loaded.settings().warnings())
                .containsExactly(
                        "this version has no Telegram chat: TELEGRAM_BOT_TOKEN, TELEGRAM_ADMIN_IDS are ignored",
                        "environment HOMELAB_MOED is not known and is ignored. Did you mean HOMELAB_MODE?");
    }

    @Test
    void warns_of_a_class_of_action_that_is_to_come() throws IOException {
        write("heal:\n  container.stop: ask\n");

        var loaded = load(Map.of());

        assertThat(loaded.config()).isPresent();
        assertThat(loaded.settings().warnings())
                .containsExactly(directory.resolve("homelab.yaml")
                        + ":2:3: this version has no container.stop yet; the line is ignored");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            limits: {tries: 9, per-day: 3}                                   | limits.per-day (3) must not be less than limits.tries (9)
            limits: {backoff: 2m, longest-backoff: 1m}                       | must not be shorter than limits.backoff
            docker: [{name: a, host: 'unix:///a'}, {name: a, host: 'unix:///b'}] | two engines are named "a"
            docker: [{name: a}, {name: b}]                                   | two engines have the host
            docker: []                                                       | an empty list
            dashboard: {names: [[a], b]}                                     | expects a list of single values
            dashboard: {name: [a]}                                           | Did you mean "dashboard.names"?
            docker: {hots: 'unix:///a'}                                        | unknown key "docker.hots". Did you mean "docker.host"?
            docker: [{name: a, tls: {dir: /a}}]                               | unknown key "docker[0].tls.dir". Known here: directory, ca, cert, key.
            docker: {host: 'unix:///a', tls: {ca: /a}}                         | is a socket, which has no TLS
            docker: {host: tcp://nas, tls: {cert: /a, ca: /b}}                | cert and key belong together
            docker: {host: tcp://nas, tls: {cert: /a, key: /b}}               | says no ca
            docker: {host: tcp://nas, tls: /a}                                | docker.tls: expects the keys directory, ca, cert, key
            dashboard: {port: [1, 2]}                                        | expects one value, not a list
            dashboard: {token: a, token-file: b}                             | are both set; keep one
            """)
    void knows_what_does_not_go_together(String yaml, String mistake) throws IOException {
        write(yaml);

        assertThat(load(Map.of()).settings().mistakes())
                .singleElement()
                .asString()
                .contains(mistake);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            tcp://nas, -, -, tcp://nas:2375, -
            tcp://nas, /certs, -, tcp://nas:2376, /certs
            tcp://nas, /certs, '', tcp://nas:2376, /certs
            tcp://nas:1, -, 0, tcp://nas:1, /home/me/.docker
            unix:///s, /certs, 1, unix:///s, -
            """)
    void speaks_tls_where_docker_s_variables_ask_for_it(
            String host, String directory, String verify, String address, String certificates) {
        var environment = new HashMap<>(Map.of("DOCKER_HOST", host, "HOME", "/home/me"));
        if (directory != null) environment.put("DOCKER_CERT_PATH", directory);
        if (verify != null) environment.put("DOCKER_TLS_VERIFY", verify);

        var engine = load(environment).config().orElseThrow().docker().getFirst();

        assertThat(engine.address().toString()).isEqualTo(address);
        assertThat(engine.address() instanceof AddressConfig.Tcp tcp ? tcp.tls() : Optional.empty())
                .isEqualTo(Optional.ofNullable(certificates).map(it -> TlsConfig.in(Path.of(it))));
    }

    @Test
    void says_that_certificates_are_of_no_use_to_a_socket() {
        assertThat(load(Map.of("DOCKER_CERT_PATH", "/certs")).settings().warnings())
                .containsExactly(
                        "DOCKER_CERT_PATH is ignored: unix:///var/run/docker.sock is a socket, which has no TLS");
    }

    @Test
    void knows_each_engine_of_a_list_by_certificates_of_its_own() throws IOException {
        write("""
                docker:
                - {name: here}
                - {name: nas, host: tcp://nas, tls: {directory: /certs/nas}}
                - name: pi
                  host: tcp://[fd00::1]:2380
                  tls:
                    ca: /certs/ca.pem
                """);

        assertThat(load(Map.of()).config().orElseThrow().docker().stream().map(DockerConfig::address))
                .containsExactly(
                        new AddressConfig.Unix(Path.of("/var/run/docker.sock")),
                        new AddressConfig.Tcp("nas", 2376, Optional.of(TlsConfig.in(Path.of("/certs/nas")))),
                        new AddressConfig.Tcp(
                                "fd00::1",
                                2380,
                                Optional.of(new TlsConfig(Path.of("/certs/ca.pem"), Optional.empty()))));
        assertThat(load(Map.of("DOCKER_CERT_PATH", "/x")).settings().mistakes())
                .containsExactly("environment DOCKER_CERT_PATH is about one engine, but the file lists 3; unset"
                        + " DOCKER_CERT_PATH or list one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing\n",
                "---\n",
                "~\n",
                "data:\n",
                "data: ''\n",
                "limits:\n",
                "\uFEFFdata: here\n",
            })
    void takes_an_empty_file_or_value_as_unset(String yaml) throws IOException {
        write(yaml);

        assertThat(load(Map.of()).settings().mistakes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\tdata: x\n",
                "data:\n\t- x\n",
                "data: [",
                "a: b: c",
                "%",
                "- a\n",
                "just words\n",
                "data: &a x\nself: *a\n",
                "data: !!binary aGk=\n",
                "data: x\n---\ndata: y\n",
                "? [a]\n: b\n",
                "\u0000\u0001\u0002",
                "\u001b[31mred",
                "\"\\uD800",
                "<<: {data: x}\n",
                "*x\n",
                "data: \"\n"
            })
    void tells_garbage_by_one_clear_mistake(String yaml) throws IOException {
        write(yaml);

        var mistakes = load(Map.of()).settings().mistakes();

        assertThat(mistakes)
                .singleElement()
                .asString()
                .startsWith(directory.resolve("homelab.yaml") + ":")
                .doesNotContain("\u001b");
    }

    @Test
    void survives_hostile_files() throws IOException {
        var bomb = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: [*b,*b]\n";
        var deep = "[".repeat(500_000);
        var huge = "a".repeat(2_000_000);
        var many = "k: 1\n".repeat(100_000);
        for (var text : List.of(bomb, deep, huge, many)) {
            write(text);
            assertThat(load(Map.of()).settings().mistakes()).isNotEmpty().hasSizeLessThan(60);
        }
        Files.write(directory.resolve("homelab.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        assertThat(load(Map.of()).settings().mistakes())
                .singleElement()
                .asString()
                .contains("is not UTF-8 text");
        assertThat(loader(Map.of()).load(Optional.of(directory)).settings().mistakes())
                .hasSize(1);
        assertThat(loader(Map.of())
                        .load(Optional.of(Path.of("/dev/zero")))
                        .settings()
                        .mistakes())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker: {name: nas, host: /run/nas.sock}",
                "docker: {name: nas, hots: unix:///run/nas.sock}",
                "docker: unix:///run/nas.sock",
                "docker: [",
                "- docker"
            })
    void names_no_engine_to_look_at_that_nobody_named(String yaml) throws IOException {
        write(yaml);

        var loaded = load(Map.of());

        assertThat(loaded.settings().mistakes()).hasSize(1);
        assertThat(loaded.readable().docker()).isEmpty();
    }

    @Test
    void keeps_the_engines_that_are_named_well_beside_one_that_is_not() throws IOException {
        write("docker:\n- {name: nas, host: unix:///run/nas.sock}\n- {name: pi, host: /run/pi.sock}\n");

        assertThat(load(Map.of()).readable().docker().stream()
                        .map(it -> it.address().toString()))
                .containsExactly("unix:///run/nas.sock");
    }

    @Test
    void knows_only_what_the_environment_names_when_the_file_cannot_be_read() throws IOException {
        write("docker: [\n");

        var nothing = load(Map.of());
        var some = load(Map.of("HOMELAB_DATA", "/srv/agent", "DOCKER_HOST", "unix:///run/nas.sock"));

        assertThat(nothing.unknown())
                .containsExactlyInAnyOrder(
                        "data", "database.url", "docker.host", "dashboard.host", "dashboard.port", "notify.file");
        assertThat(some.unknown())
                .containsExactlyInAnyOrder("database.url", "dashboard.host", "dashboard.port", "notify.file");
        assertThat(some.readable().docker().stream().map(it -> it.address().toString()))
                .containsExactly("unix:///run/nas.sock");
        assertThat(load(Map.of("HOMELAB_CONFIG", "\0")).unknown()).contains("data", "docker.host");
    }

    @Test
    void takes_a_database_from_the_environment_a_file_or_yaml_and_shows_it_nowhere() throws IOException {
        var secret = Files.writeString(directory.resolve("url"), "postgresql://agent:hush@nas/homelab\n");
        var expected = Optional.of(PostgresUrl.parse("postgresql://agent:hush@nas/homelab"));

        for (var loaded : List.of(
                load(Map.of("HOMELAB_DATABASE_URL", "postgresql://agent:hush@nas/homelab")),
                load(Map.of("HOMELAB_DATABASE_URL_FILE", secret.toString())))) {
            assertThat(loaded.config().orElseThrow().database()).isEqualTo(expected);
            assertThat(loaded.settings().toString()).contains("database.url").doesNotContain("hush");
            assertThat(loaded.settings().warnings()).isEmpty();
        }
        write("database:\n  url: postgresql://agent:hush@nas/homelab\n");
        assertThat(load(Map.of()).config().orElseThrow().database()).isEqualTo(expected);
    }

    @Test
    void refuses_a_database_that_it_cannot_read_without_telling_the_password() {
        var mistakes = load(Map.of("HOMELAB_DATABASE_URL", "mysql://agent:hush@nas/homelab"))
                .settings()
                .mistakes();

        assertThat(mistakes)
                .containsExactly(
                        "environment HOMELAB_DATABASE_URL: database.url: the secret is no address of a PostgreSQL"
                                + " database; write postgresql://user:password@host:5432/database");
    }

    private static Optional<Path> path(String text) {
        return Optional.of(Path.of(text));
    }

    private static final String PINNED = "AB:".repeat(31) + "AB";

    private static final Map<String, String> PROXMOX = Map.of(
            "PROXMOX_HOST", "pve.lan",
            "PROXMOX_TOKEN_ID", "agent@pve!homelab",
            "PROXMOX_TOKEN_SECRET", "s3cret-s3cret");

    private static Map<String, String> proxmox(String... more) {
        var environment = new HashMap<>(PROXMOX);
        for (int i = 0; i < more.length; i += 2) environment.put(more[i], more[i + 1]);
        return environment;
    }

    @Test
    void reads_a_proxmox_from_the_environment_alone() {
        var loaded =
                load(proxmox("PROXMOX_FINGERPRINT", PINNED, "CRITICAL_VMS", "100, 101", "MAX_BACKUP_AGE_HOURS", "24"));

        assertThat(loaded.settings().mistakes()).isEmpty();
        assertThat(loaded.settings().warnings()).isEmpty();
        assertThat(loaded.config().orElseThrow().proxmox())
                .containsExactly(new ProxmoxConfig(
                        "proxmox",
                        ProxmoxConfig.Address.parse("https://pve.lan:8006"),
                        new ProxmoxConfig.Token("agent@pve!homelab", Secret.of("s3cret-s3cret")),
                        new Trust.Pinned(PINNED),
                        Duration.ofSeconds(60),
                        Duration.ofHours(24),
                        Set.of(100, 101)));
        assertThat(loaded.settings().lines().toString()).doesNotContain("s3cret");
    }

    @Test
    void reads_several_clusters_from_a_list() throws IOException {
        write("""
                proxmox:
                  - {name: a, host: pve-a, token-id: "agent@pve!aa", token-secret: one, ca-file: /a.pem, critical: [100]}
                  - {name: b, host: "https://pve-b:443", token-id: "agent@pve!bb", token-secret: two, max-backup-age: 2d}
                """);

        var clusters = load(Map.of()).config().orElseThrow().proxmox();

        assertThat(clusters).extracting(ProxmoxConfig::name).containsExactly("a", "b");
        assertThat(clusters)
                .extracting(ProxmoxConfig::trust)
                .containsExactly(new Trust.SignedBy(Path.of("/a.pem")), new Trust.Nobody());
        assertThat(clusters.getFirst().critical()).containsExactly(100);
    }

    @ParameterizedTest
    @CsvSource({
        "PROXMOX_HOST, pve, add proxmox.token-id (PROXMOX_TOKEN_ID) and proxmox.token-secret (PROXMOX_TOKEN_SECRET)",
        "PROXMOX_TOKEN_ID, agent@pve!aa, add proxmox.host (PROXMOX_HOST) and proxmox.token-secret (PROXMOX_TOKEN_SECRET)",
        "PROXMOX_TOKEN_SECRET, hush, add proxmox.host (PROXMOX_HOST) and proxmox.token-id (PROXMOX_TOKEN_ID)",
    })
    void half_a_proxmox_is_one_mistake(String variable, String value, String cure) {
        assertThat(load(Map.of(variable, value)).settings().mistakes())
                .singleElement()
                .asString()
                .contains(cure);
    }

    @ParameterizedTest
    @CsvSource({
        "PROXMOX_HOST, http://pve.lan, is spoken to without TLS",
        "PROXMOX_HOST, https://pve/path, is no address of Proxmox",
        "PROXMOX_TOKEN_ID, agent@pve, write user@realm!name",
        "PROXMOX_FINGERPRINT, AA:BB, is no SHA-256 fingerprint",
        "CRITICAL_VMS, '100,x', is no vmid",
        "MAX_BACKUP_AGE_HOURS, soon, is no duration",
    })
    void a_wrong_value_of_proxmox_is_told_with_its_place(String variable, String value, String says) {
        assertThat(load(proxmox(variable, value)).settings().mistakes())
                .singleElement()
                .asString()
                .contains(variable)
                .contains(says);
    }

    @Test
    void reads_where_the_lines_of_a_proxmox_are_drawn() throws IOException {
        write("""
                proxmox:
                  memory: {raise: 80%, critical: 97%, clear: 70%, for: 1h}
                  disk:
                    critical: 98%
                """);

        var levels = load(proxmox("PROXMOX_FINGERPRINT", PINNED))
                .config()
                .orElseThrow()
                .proxmox()
                .getFirst()
                .levels();

        assertThat(levels)
                .isEqualTo(new LevelsConfig(
                        LevelsConfig.DEFAULT.nodeCpu(),
                        LevelsConfig.DEFAULT.guestCpu(),
                        new Level.Marks(80, 97, 70, Duration.ofHours(1)),
                        new Level.Marks(85, 98, 80, Duration.ofMinutes(2))));
    }

    @ParameterizedTest
    @CsvSource({
        "'node-cpu: {raise: 90}', 'proxmox.node-cpu.raise: \"90\" is no percentage'",
        "'node-cpu: {raise: 70%}', 'proxmox.node-cpu: the marks must rise from clear over raise to critical'",
        "'memory: {for: 5}', 'proxmox.memory.for: \"5\" has no unit'",
        "'disk: {rise: 80%}', 'Did you mean \"proxmox.disk.raise\"?'",
    })
    void lines_that_cannot_be_drawn_are_told_with_their_place(String line, String says) throws IOException {
        write("proxmox:\n  " + line + "\n");

        assertThat(load(proxmox("PROXMOX_FINGERPRINT", PINNED)).settings().mistakes())
                .singleElement()
                .asString()
                .contains("homelab.yaml:2")
                .contains(says);
    }

    @Test
    void two_ways_to_know_a_proxmox_are_one_too_many() {
        var both = load(proxmox("PROXMOX_FINGERPRINT", PINNED, "PROXMOX_CA_FILE", "/ca.pem"));

        assertThat(both.settings().mistakes())
                .containsExactly("proxmox: fingerprint and ca-file are both set; keep one");
    }

    @Test
    void variables_of_one_proxmox_do_not_go_with_a_list_of_several() throws IOException {
        write("""
                proxmox:
                  - {name: a, host: pve-a, token-id: "agent@pve!aa", token-secret: one}
                  - {name: b, host: pve-b, token-id: "agent@pve!bb", token-secret: two}
                """);

        assertThat(load(Map.of("PROXMOX_FINGERPRINT", PINNED)).settings().mistakes())
                .containsExactly("environment PROXMOX_FINGERPRINT is about one Proxmox, but the file lists 2; unset"
                        + " PROXMOX_FINGERPRINT or list one");
    }

    @Test
    void what_is_about_no_proxmox_is_told_and_ignored() {
        var loaded = load(Map.of("CRITICAL_VMS", "100"));

        assertThat(loaded.config()).isPresent();
        assertThat(loaded.settings().warnings()).containsExactly("CRITICAL_VMS is ignored: no PROXMOX_HOST is named");
    }

    private static Map<String, String> backupServer(String... more) {
        var environment = new HashMap<>(Map.of(
                "PBS_HOST", "pbs.lan", "PBS_TOKEN_ID", "agent@pbs!homelab", "PBS_TOKEN_SECRET", "s3cret-s3cret"));
        for (int i = 0; i < more.length; i += 2) environment.put(more[i], more[i + 1]);
        return environment;
    }

    @Test
    void reads_a_backup_server_from_the_environment_alone() {
        var loaded = load(backupServer("PBS_FINGERPRINT", PINNED));

        assertThat(loaded.settings().mistakes()).isEmpty();
        assertThat(loaded.settings().warnings()).isEmpty();
        assertThat(loaded.config().orElseThrow().backupServers())
                .containsExactly(new BackupServerConfig(
                        "pbs",
                        BackupServerConfig.Address.parse("https://pbs.lan:8007"),
                        new BackupServerConfig.Token("agent@pbs!homelab", Secret.of("s3cret-s3cret")),
                        new Trust.Pinned(PINNED),
                        Duration.ofSeconds(60)));
        assertThat(loaded.settings().lines().toString()).doesNotContain("s3cret");
    }

    @Test
    void reads_the_secret_of_a_backup_server_from_a_file() throws IOException {
        var file = write("secret", "s3cret-s3cret\n");
        var environment = backupServer("PBS_TOKEN_SECRET_FILE", file.toString());
        environment.remove("PBS_TOKEN_SECRET");

        assertThat(load(environment).config().orElseThrow().backupServers())
                .extracting(BackupServerConfig::token)
                .containsExactly(new BackupServerConfig.Token("agent@pbs!homelab", Secret.of("s3cret-s3cret")));
    }

    @Test
    void reads_several_backup_servers_from_a_list() throws IOException {
        write("""
                backup-server:
                  - {name: a, host: pbs-a, token-id: "agent@pbs!aa", token-secret: one, ca-file: /a.pem}
                  - {name: b, host: "https://pbs-b:443", token-id: "agent@pbs!bb", token-secret: two}
                """);

        assertThat(load(Map.of()).config().orElseThrow().backupServers())
                .extracting(BackupServerConfig::name, BackupServerConfig::trust)
                .containsExactly(tuple("a", new Trust.SignedBy(Path.of("/a.pem"))), tuple("b", new Trust.Nobody()));
        assertThat(load(Map.of("PBS_CA_FILE", "/ca.pem")).settings().mistakes())
                .containsExactly("environment PBS_CA_FILE is about one backup server, but the file lists 2; unset"
                        + " PBS_CA_FILE or list one");
    }

    @ParameterizedTest
    @CsvSource({
        "PBS_HOST, http://pbs.lan, is without TLS",
        "PBS_TOKEN_ID, agent@pbs, write user@realm!name",
        "PBS_FINGERPRINT, AA:BB, is no SHA-256 fingerprint",
        "PBS_CA_FILE, /ca.pem, fingerprint and ca-file are both set",
        "PBS_TOKEN_SECRET, '', add backup-server.token-secret (PBS_TOKEN_SECRET)",
    })
    void a_wrong_value_of_a_backup_server_is_told_with_its_cure(String variable, String value, String says) {
        var environment = backupServer("PBS_FINGERPRINT", PINNED);
        environment.put(variable, value);

        assertThat(load(environment).settings().mistakes())
                .singleElement()
                .asString()
                .contains(says);
    }

    @Test
    void what_is_about_no_backup_server_is_told_and_ignored() {
        assertThat(load(Map.of("PBS_FINGERPRINT", PINNED)).settings().warnings())
                .containsExactly("PBS_FINGERPRINT is ignored: no PBS_HOST is named");
    }

    private Loaded load(Map<String, String> environment) {
        return loader(environment).load(Optional.empty());
    }

    private Loader loader(Map<String, String> environment) {
        return new Loader(environment, directory, directory.resolve("system.yaml"));
    }

    private Path write(String yaml) throws IOException {
        return write("homelab.yaml", yaml);
    }

    private Path write(String name, String yaml) throws IOException {
        return Files.write(directory.resolve(name), yaml.getBytes(StandardCharsets.UTF_8));
    }
}
