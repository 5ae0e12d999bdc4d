package homelab.loop;

import homelab.model.Action;
import homelab.model.Backups;
import homelab.model.Guest;
import homelab.model.Kind;
import homelab.model.Resource;
import homelab.model.Sighting;
import homelab.model.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What an order would do, told to the person who is asked back: what is meant, where it runs, what falls with it. */
final class Consequence {
    private static final int MOST_NAMES = 5;

    private Consequence() {}

    static String of(Snapshot snapshot, Action action, Sighting target) {
        var resource = target.resource();
        var says = new ArrayList<String>();
        if (target.detail() instanceof Guest guest) says.add(what(resource, guest) + does(action, guest));
        if (target.detail() instanceof Backups backups)
            says.add(resource.name() + ": one more is made on "
                    + backups.storage().orElse("a storage that can't be told")
                    + ", which may take long and keeps its disks busy");
        if (endsARun(action)) says.addAll(falls(snapshot, resource));
        if (resource.wishes().protect()) says.add("it is protected");
        if (resource.wishes().critical()) says.add("its owner calls it critical");
        return String.join(". ", says);
    }

    private static String what(Resource resource, Guest guest) {
        return (resource.kind() == Kind.LXC ? "container " : "virtual machine ") + guest.vmid() + " " + resource.name()
                + " on " + guest.node() + " ";
    }

    private static String does(Action action, Guest guest) {
        return switch (action) {
            case GUEST_START -> "is started";
            case GUEST_SHUTDOWN ->
                "is asked to end by itself, and stays down"
                        + (guest.ha().isPresent() ? "; high availability is told so" : "");
            case GUEST_REBOOT -> "is asked to end by itself and starts again; it is away meanwhile";
            case GUEST_STOP -> "loses its power at once, and stays down";
            case GUEST_RESET -> "loses its power at once and starts again";
            default -> "is meant";
        };
    }

    private static boolean endsARun(Action action) {
        return switch (action) {
            case GUEST_SHUTDOWN, GUEST_REBOOT, GUEST_STOP, GUEST_RESET -> true;
            default -> false;
        };
    }

    private static List<String> falls(Snapshot snapshot, Resource guest) {
        var engines = snapshot.sightings().values().stream()
                .map(Sighting::resource)
                .filter(one -> one.kind() == Kind.HOST && snapshot.under(one).contains(guest.id()))
                .sorted(Comparator.comparing(Resource::name))
                .toList();
        var says = new ArrayList<String>();
        for (var engine : engines) {
            var running = snapshot.on(engine.id())
                    .filter(one -> one.resource().kind() == Kind.CONTAINER
                            && one.state().runs())
                    .map(one -> one.resource().name())
                    .sorted()
                    .toList();
            says.add("with it falls the engine " + engine.name() + with(running));
        }
        return says;
    }

    private static String with(List<String> containers) {
        if (containers.isEmpty()) return ", in which no container runs";
        var some = containers.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        return " with " + containers.size() + (containers.size() == 1 ? " container" : " containers") + ": " + some
                + (containers.size() > MOST_NAMES ? ", …" : "");
    }
}
