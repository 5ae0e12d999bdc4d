package homelab.app.config;

import homelab.integration.docker.DockerConfig;
import homelab.integration.logfile.LogFileConfig;
import homelab.loop.LoopConfig;
import homelab.web.WebConfig;
import java.nio.file.Path;
import java.util.List;

/**
 * All that the agent was told, in the records of its parts.
 *
 * @param data the directory of the embedded store, the pause file and the token
 */
public record Config(Path data, LoopConfig loop, List<DockerConfig> docker, WebConfig web, LogFileConfig logfile) {
    public Config {
        docker = List.copyOf(docker);
    }
}
