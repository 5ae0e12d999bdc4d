package homelab.lab.proxmox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A cluster as it is set up: who is in it, and who may ask. The first node is the one whose address clients know. */
public record Blueprint(
        String name,
        Flavour flavour,
        List<NodePlan> nodes,
        List<GuestPlan> guests,
        List<StoragePlan> storages,
        List<JobPlan> jobs,
        List<TokenPlan> tokens,
        Map<String, List<Grant>> users) {

    public Blueprint {
        nodes = List.copyOf(nodes);
        guests = List.copyOf(guests);
        storages = List.copyOf(storages);
        jobs = List.copyOf(jobs);
        tokens = List.copyOf(tokens);
        users = Map.copyOf(users);
    }

    public static Blueprint of(String name, Flavour flavour) {
        return new Blueprint(name, flavour, List.of(), List.of(), List.of(), List.of(), List.of(), Map.of());
    }

    public Blueprint with(NodePlan node) {
        return new Blueprint(name, flavour, more(nodes, node), guests, storages, jobs, tokens, users);
    }

    public Blueprint with(GuestPlan guest) {
        return new Blueprint(name, flavour, nodes, more(guests, guest), storages, jobs, tokens, users);
    }

    public Blueprint with(StoragePlan storage) {
        return new Blueprint(name, flavour, nodes, guests, more(storages, storage), jobs, tokens, users);
    }

    public Blueprint with(JobPlan job) {
        return new Blueprint(name, flavour, nodes, guests, storages, more(jobs, job), tokens, users);
    }

    public Blueprint with(TokenPlan token) {
        return new Blueprint(name, flavour, nodes, guests, storages, jobs, more(tokens, token), users);
    }

    /** Nobody but {@code root@pam} may do anything unless it is said here. */
    public Blueprint user(String user, Grant... grants) {
        var all = new LinkedHashMap<>(users);
        all.put(user, List.of(grants));
        return new Blueprint(name, flavour, nodes, guests, storages, jobs, tokens, all);
    }

    private static <T> List<T> more(List<T> some, T one) {
        var all = new ArrayList<>(some);
        all.add(one);
        return all;
    }
}
