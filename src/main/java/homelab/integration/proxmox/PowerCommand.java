package homelab.integration.proxmox;

import homelab.integration.Command;
import homelab.model.Action;
import homelab.model.ClusterTree.OfGuest;
import homelab.model.State;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code /start_vm}, {@code /stop_vm} and {@code /restart_vm}: an order about one guest, asked back before it is done. None of
 * them pulls the plug: a stop is a shutdown, a restart a reboot.
 */
record PowerCommand(String name, String says, Action action) implements Command {
    static final PowerCommand START = new PowerCommand("start_vm", "start a guest", Action.GUEST_START);
    static final PowerCommand STOP = new PowerCommand("stop_vm", "shut a guest down", Action.GUEST_SHUTDOWN);
    static final PowerCommand RESTART = new PowerCommand("restart_vm", "reboot a guest", Action.GUEST_REBOOT);

    @Override
    public Optional<Argument> argument() {
        return Optional.of(new Argument("vmid", true));
    }

    @Override
    public CompletionStage<Reply> run(Call call) {
        var fleet = Fleet.of(call.desk());
        if (fleet.clusters().isEmpty()) return CompletableFuture.completedFuture(Unlooked.reply());
        return switch (fleet.meant(call.argument().orElse(""))) {
            case Fleet.Meant.None none -> CompletableFuture.completedFuture(Reply.refused(none.why()));
            case Fleet.Meant.One one -> run(call, one.guest());
        };
    }

    /** What is plain already is not asked back. */
    private CompletionStage<Reply> run(Call call, OfGuest guest) {
        return pointless(guest)
                .<CompletionStage<Reply>>map(why -> CompletableFuture.completedFuture(Reply.refused(why)))
                .orElseGet(() ->
                        Ordering.propose(call, action, guest.guest().resource().id()));
    }

    private Optional<String> pointless(OfGuest guest) {
        var name = guest.guest().resource().name();
        if (guest.isTemplate()) return Optional.of(name + " is a template: it can't be started, only copied.");
        if (guest.guest().unseen().isPresent())
            return Optional.of(
                    name + " can't be seen now: " + guest.guest().unseen().get() + ". Nothing is done to it unseen.");
        var state = guest.guest().state();
        if (action == Action.GUEST_START)
            return state.runs() && state != State.PAUSED ? Optional.of(name + " runs already.") : Optional.empty();
        return state.runs() ? Optional.empty() : Optional.of(name + " does not run.");
    }
}
