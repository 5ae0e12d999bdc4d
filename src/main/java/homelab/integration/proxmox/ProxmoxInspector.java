package homelab.integration.proxmox;

import homelab.integration.Inspector;
import homelab.integration.IntegrationException;
import homelab.model.Evidence;
import homelab.model.Resource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fetches what the last tasks about a guest said. */
final class ProxmoxInspector implements Inspector {
    private static final int LINES = 20;

    private final ProxmoxConfig config;
    private final PveApi api;

    ProxmoxInspector(ProxmoxConfig config, PveApi api) {
        this.config = config;
        this.api = api;
    }

    @Override
    public boolean knows(Resource resource) {
        return resource.host().equals(config.id()) && about(resource).isPresent();
    }

    private static Optional<String> about(Resource resource) {
        var text = resource.id().value().replaceFirst("^backups/", "");
        return Home.vmid(new Resource.Id(text)).map(String::valueOf);
    }

    @Override
    public List<Evidence> inspect(Resource resource, Duration limit) {
        var id = about(resource).orElse("");
        try {
            var asking = api.within(limit.dividedBy(2));
            var task = asking.clusterTasks().stream()
                    .filter(one -> one.upid().id().equals(id) && one.ending() instanceof TaskRows.Ending.Failed)
                    .findFirst();
            if (task.isEmpty()) return List.of();
            // Why it failed is at the end.
            var lines = asking.log(task.get().upid(), 0).lines();
            var said = new ArrayList<String>();
            said.add(task.get().upid().type() + " by " + task.get().upid().user() + " at "
                    + task.get().upid().startedAt());
            said.addAll(lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
            return List.of(new Evidence("task", said));
        } catch (IntegrationException e) {
            return List.of(new Evidence("task", "it could not be fetched: " + e.getMessage()));
        }
    }
}
