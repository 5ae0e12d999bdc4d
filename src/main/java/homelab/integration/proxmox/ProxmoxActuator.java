package homelab.integration.proxmox;

import homelab.integration.Actuator;
import homelab.integration.IntegrationException;
import homelab.integration.IntegrationException.Kind;
import homelab.integration.proxmox.GuestRows.At;
import homelab.model.Action;
import homelab.model.Intent;
import homelab.model.Resource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Starts and ends guests, restarts services and makes backups: one request that changes anything for each intent, sent
 * once, and its task awaited.
 */
final class ProxmoxActuator implements Actuator {
    private static final Duration TO_FIND = Duration.ofSeconds(10);
    /** The longest that a request itself may take: what its node does not answer within 30 s is answered for it. */
    private static final Duration TO_SEND = Duration.ofSeconds(35);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    /** Of what may take hours only the beginning is awaited. */
    private static final Duration TO_BEGIN = Duration.ofSeconds(5);

    /** What Proxmox says of a guest that was locked, or left its node, between the look at it and the request. */
    private static final Pattern IN_THE_WAY =
            Pattern.compile("\\b(VM|CT) is locked|can't lock file|Configuration file '[^']*' does not exist");

    private static final Pattern SERVICE = Pattern.compile("service/([^/]+)/([^/@]+)@.+");
    private static final Pattern BACKUP = Pattern.compile("backups/([0-9]{3,9})@.+ to ([A-Za-z0-9._-]+)");

    private final ProxmoxConfig config;
    private final PveApi api;
    private final PveOrders orders;
    private final InstantSource clock;
    private final Nap nap;

    /** Lets time pass. */
    interface Nap {
        void take(Duration time) throws InterruptedException;
    }

    ProxmoxActuator(ProxmoxConfig config, PveApi api, PveOrders orders, InstantSource clock, Nap nap) {
        this.config = config;
        this.api = api;
        this.orders = orders;
        this.clock = clock;
        this.nap = nap;
    }

    @Override
    public Resource.Id host() {
        return config.id();
    }

    @Override
    public Set<Action> actions() {
        return Set.of(
                Action.GUEST_START,
                Action.GUEST_SHUTDOWN,
                Action.GUEST_STOP,
                Action.GUEST_REBOOT,
                Action.GUEST_RESET,
                Action.SERVICE_RESTART,
                Action.BACKUP_RUN);
    }

    @Override
    public Response carryOut(Intent intent) throws IntegrationException {
        if (!clock.instant().isBefore(intent.deadline()))
            throw rejected("the deadline " + intent.deadline() + " has passed");
        try {
            return switch (intent.step().action()) {
                case SERVICE_RESTART -> restart(intent);
                case BACKUP_RUN -> backUp(intent);
                case GUEST_START, GUEST_SHUTDOWN, GUEST_STOP, GUEST_REBOOT, GUEST_RESET -> power(intent);
                default -> throw rejected("Proxmox cannot do " + intent.step().action());
            };
        } catch (NotNow e) {
            return new Response(Response.Result.NOT_BEGUN, String.valueOf(e.getMessage()));
        } catch (IntegrationException e) {
            var words = String.valueOf(e.getMessage());
            if (e.kind() == Kind.REJECTED && IN_THE_WAY.matcher(words).find())
                return new Response(Response.Result.NOT_BEGUN, words);
            throw e;
        }
    }

    private Response power(Intent intent) throws IntegrationException, NotNow {
        var id = intent.step().target();
        var guest = found(Home.vmid(id).orElseThrow(() -> rejected("\"" + id + "\" is no id of a guest")), intent);
        var at = new At(guest.node(), guest.vmid(), guest.container());
        var status = api.within(TO_FIND).status(at);
        if (status.template()) throw rejected(at + " is a template");
        if (!status.lock().isEmpty()) throw locked(at, status.lock());
        var runs = !status.status().equals("stopped");
        var start = intent.step().action() == Action.GUEST_START;
        if (start == runs)
            return new Response(
                    false, runs ? "it runs already; nothing was done" : "it does not run; nothing was done");
        var limit = least(left(intent), TO_SEND);
        var task = switch (intent.step().action()) {
            case GUEST_START -> orders.start(at, limit);
            case GUEST_SHUTDOWN -> orders.shutdown(at, intent.stopTimeout(), limit);
            case GUEST_STOP -> orders.stop(at, limit);
            case GUEST_REBOOT -> orders.reboot(at, intent.stopTimeout(), limit);
            default -> {
                if (at.container()) throw rejected(at + " has no reset button");
                yield orders.reset(at, limit);
            }
        };
        return ended(task.orElseThrow(() -> unclear("Proxmox took it and named no task")), intent);
    }

    /** Where it is now, and that its number has not come to belong to another. */
    private ClusterRows.Guest found(int vmid, Intent intent) throws IntegrationException, NotNow {
        var guest = api.within(TO_FIND).resources().guests().stream()
                .filter(one -> one.vmid() == vmid)
                .findFirst()
                .orElseThrow(
                        () -> new NotNow("there is no guest " + vmid + " that the token may see; nothing was sent"));
        var name = guest.name().isEmpty() ? (guest.container() ? "CT " : "VM ") + vmid : guest.name();
        var ofGuest = intent.step().lineage().name().startsWith(vmid + "/");
        var same = ofGuest
                ? intent.step().lineage().name().equals(vmid + "/" + name)
                : intent.step().name().equals(name);
        if (!same)
            throw new NotNow(
                    vmid + " is " + name + " now, and not " + intent.step().name() + " any more; nothing was sent");
        return guest;
    }

    private Response restart(Intent intent) throws IntegrationException {
        var named = SERVICE.matcher(intent.step().target().value());
        if (!named.matches()) throw rejected("\"" + intent.step().target() + "\" is no id of a service");
        var task = orders.restartService(named.group(1), named.group(2), least(left(intent), TO_SEND));
        return ended(task.orElseThrow(() -> unclear("Proxmox took it and named no task")), intent);
    }

    private Response backUp(Intent intent) throws IntegrationException, NotNow {
        var named = BACKUP.matcher(intent.step().target().value());
        if (!named.matches())
            throw rejected("\"" + intent.step().target() + "\" does not say what to back up and where to");
        var guest = found(Integer.parseInt(named.group(1)), intent);
        var at = new At(guest.node(), guest.vmid(), guest.container());
        if (!guest.lock().isEmpty()) throw locked(at, guest.lock());
        var task = orders.backUp(at, named.group(2), least(left(intent), TO_SEND));
        // Proxmox answers so where the guest has just left that node.
        if (task.isEmpty()) throw new NotNow(at + " is not there any more; no backup was begun");
        return began(task.get(), clock.instant().plus(TO_BEGIN));
    }

    private Response ended(Upid task, Intent intent) throws IntegrationException {
        while (clock.instant().isBefore(intent.deadline())) {
            var ending = ending(task);
            if (ending.isPresent() && !(ending.get() instanceof TaskRows.Ending.Running))
                return response(task, ending.get());
            sleep(task);
        }
        throw unclear("the task " + task + " was not over by the deadline");
    }

    private Response began(Upid task, Instant until) throws IntegrationException {
        while (clock.instant().isBefore(until)) {
            var ending = ending(task);
            if (ending.isPresent() && !(ending.get() instanceof TaskRows.Ending.Running))
                return response(task, ending.get());
            sleep(task);
        }
        return new Response(true, "begun");
    }

    /** Empty where it could not be asked; what it does goes on meanwhile. */
    private Optional<TaskRows.Ending> ending(Upid task) throws IntegrationException {
        try {
            return Optional.of(api.within(TO_FIND).task(task).ending());
        } catch (IntegrationException e) {
            if (e.kind() == Kind.UNREACHABLE || e.kind() == Kind.UNREADABLE) return Optional.empty();
            throw unclear("the task " + task + " was begun, and how it went may not be asked: " + e.getMessage());
        }
    }

    private static Response response(Upid task, TaskRows.Ending ending) throws IntegrationException {
        return switch (ending) {
            case TaskRows.Ending.Done done ->
                new Response(true, done.warnings() == 0 ? "done" : "done, with " + done.warnings() + " warnings");
            case TaskRows.Ending.Failed failed ->
                throw new IntegrationException(Kind.REJECTED, "Proxmox says: " + failed.words());
            case TaskRows.Ending.Lost ignored -> throw unclear("nobody knows how the task " + task + " ended");
            case TaskRows.Ending.Running ignored -> new Response(true, "begun");
        };
    }

    private void sleep(Upid task) throws IntegrationException {
        try {
            nap.take(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unclear("the agent is stopping while the task " + task + " runs");
        }
    }

    private Duration left(Intent intent) {
        return Duration.between(clock.instant(), intent.deadline());
    }

    private static Duration least(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static NotNow locked(At at, String why) {
        return new NotNow(at + " is locked (" + why + "); nothing was sent");
    }

    /** Something stands in the way now, and nothing was done. */
    private static final class NotNow extends Exception {
        private static final long serialVersionUID = 1;

        NotNow(String why) {
            super(why);
        }
    }

    private static IntegrationException rejected(String why) {
        return new IntegrationException(Kind.REJECTED, why + "; nothing was sent");
    }

    private static IntegrationException unclear(String why) {
        return new IntegrationException(Kind.UNREACHABLE, why);
    }
}
