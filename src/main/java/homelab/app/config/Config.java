package homelab.app.config;

import homelab.integration.backupserver.BackupServerConfig;
import homelab.integration.docker.DockerConfig;
import homelab.integration.logfile.LogFileConfig;
import homelab.integration.proxmox.ProxmoxConfig;
import homelab.loop.LoopConfig;
import homelab.store.Place;
import homelab.store.PostgresUrl;
import homelab.web.WebConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * All that the agent was told, in the records of its parts.
 *
 * @param data the directory of the embedded store, the pause file and the token
 * @param database what holds the store's rows instead of that directory
 */
public record Config(
        Path data,
        Optional<PostgresUrl> database,
        LoopConfig loop,
        List<DockerConfig> docker,
        List<ProxmoxConfig> proxmox,
        List<BackupServerConfig> backupServers,
        WebConfig web,
        LogFileConfig logfile) {
    public Config {
        docker = List.copyOf(docker);
        proxmox = List.copyOf(proxmox);
        backupServers = List.copyOf(backupServers);
    }

    /** With the embedded store and no Proxmox. */
    public Config(Path data, LoopConfig loop, List<DockerConfig> docker, WebConfig web, LogFileConfig logfile) {
        this(data, Optional.empty(), loop, docker, List.of(), List.of(), web, logfile);
    }

    public Place store() {
        return new Place(data, database);
    }
}
