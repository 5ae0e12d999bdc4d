package homelab.app;

import homelab.app.config.Config;
import homelab.app.config.Loader;
import homelab.cli.Problem;
import homelab.lab.Lab;
import homelab.lab.proxmox.ProxmoxLab;
import homelab.web.WebConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the demo runs with.
 *
 * @param taken the port that was wanted and is taken; another, free one is in the config
 */
record DemoConfig(Config config, Path socket, Optional<Integer> taken) {
    /** All that the visitor's environment has a say in. */
    private static final List<String> DOOR =
            List.of("DASHBOARD_HOST", "DASHBOARD_PORT", "HOMELAB_API_TOKEN", "HOMELAB_API_TOKEN_FILE");

    /** Where the lab's engine listens. */
    static Path socket(Path folder) {
        return folder.resolve("docker.sock");
    }

    /**
     * @param folder where everything of it is; it is made by the caller, and removed
     * @param cluster that is open beside the engine
     */
    static DemoConfig in(Path folder, Map<String, String> environment, Optional<ProxmoxLab> cluster)
            throws IOException {
        var socket = socket(folder);
        var file = folder.resolve("homelab.yaml");
        Files.writeString(
                file,
                """
                data: %s
                mode: heal
                settle: 5s
                interval: 10s
                docker:
                  name: %s
                  host: %s
                  disk:
                    path: %s
                """.formatted(
                                        quoted(folder.resolve("data").toString()),
                                        Lab.HOST,
                                        quoted("unix://" + socket),
                                        quoted(folder.toString()))
                        + cluster.map(DemoConfig::proxmox).orElse(""));
        var door = new HashMap<>(environment);
        door.keySet().retainAll(DOOR);
        var loaded = new Loader(door, folder, file).load(Optional.of(file));
        var config = loaded.config()
                .orElseThrow(() -> new Problem("the demo cannot start:\n  "
                        + String.join("\n  ", loaded.settings().mistakes())));
        return isFree(config.web())
                ? new DemoConfig(config, socket, Optional.empty())
                : new DemoConfig(
                        atAnyPort(config), socket, Optional.of(config.web().port()));
    }

    /** The cluster beside the engine. */
    private static String proxmox(ProxmoxLab cluster) {
        return """
                proxmox:
                  name: home
                  host: %s
                  token-id: %s
                  token-secret: %s
                  fingerprint: %s
                """.formatted(
                        quoted(cluster.address().toString()),
                        quoted(Lab.TOKEN.fullId()),
                        quoted(Lab.TOKEN.secret()),
                        quoted(cluster.fingerprint()));
    }

    /** YAML's plainest quotes; within them only they themselves are special. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static boolean isFree(WebConfig web) {
        try (var trial = new ServerSocket()) {
            trial.bind(new InetSocketAddress(web.host(), web.port()));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Config atAnyPort(Config config) {
        var web = new WebConfig(config.web().host(), 0, config.web().token());
        return new Config(
                config.data(),
                config.database(),
                config.loop(),
                config.docker(),
                config.proxmox(),
                config.backupServers(),
                web,
                config.logfile());
    }
}
