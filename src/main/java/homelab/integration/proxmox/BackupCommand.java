package homelab.integration.proxmox;

import homelab.integration.Command;
import homelab.model.Action;
import homelab.model.ClusterTree.OfGuest;
import homelab.model.Kind;
import homelab.model.Report;
import homelab.model.Sighting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code /backup [vmid]}: how old the backups are, or the order to make one of this guest. */
final class BackupCommand implements Command {
    private static final String UNSEEN = "can't be seen";

    @Override
    public String name() {
        return "backup";
    }

    @Override
    public String says() {
        return "how old the backups are; with a number: make one of that guest";
    }

    @Override
    public Optional<Argument> argument() {
        return Optional.of(new Argument("vmid", false));
    }

    @Override
    public CompletionStage<Reply> run(Call call) {
        if (call.argument().isPresent()) return order(call, call.argument().get());
        return CompletableFuture.completedFuture(state(call));
    }

    private static Reply state(Call call) {
        var fleet = Fleet.of(call.desk());
        if (fleet.clusters().isEmpty()) return Unlooked.reply();
        var several = fleet.clusters().size() > 1;
        var rows = new ArrayList<List<String>>();
        var lines = new ArrayList<String>();
        rows.add(List.of("Id", "Name", "Latest backup"));
        for (var cluster : fleet.clusters()) {
            cluster.guests()
                    .filter(one -> !one.isTemplate())
                    .forEach(guest -> rows.add(row(guest, several, call.now())));
            cluster.own().stream()
                    .filter(one -> one.unseen().isEmpty())
                    .map(Sighting::detail)
                    .filter(Report.class::isInstance)
                    .map(one -> ((Report) one).words())
                    .forEach(lines::add);
        }
        return Reply.told("Backups", lines, rows.size() > 1 ? rows : List.of());
    }

    private static List<String> row(OfGuest guest, boolean several, Instant now) {
        var resource = guest.guest().resource();
        var seen = guest.part(Kind.BACKUP).filter(one -> one.unseen().isEmpty()).isPresent();
        return List.of(
                several ? resource.id().value() : Integer.toString(guest.vmid()),
                resource.name(),
                seen ? guest.backups().map(known -> Wording.latest(known, now)).orElse(UNSEEN) : UNSEEN);
    }

    private static CompletionStage<Reply> order(Call call, String written) {
        return switch (Fleet.of(call.desk()).meant(written)) {
            case Fleet.Meant.None none -> CompletableFuture.completedFuture(Reply.refused(none.why()));
            case Fleet.Meant.One one -> order(call, one.guest());
        };
    }

    private static CompletionStage<Reply> order(Call call, OfGuest guest) {
        var name = guest.guest().resource().name();
        if (guest.isTemplate())
            return CompletableFuture.completedFuture(Reply.refused(name + " is a template; it never changes."));
        var backups = guest.part(Kind.BACKUP).filter(one -> one.unseen().isEmpty());
        if (backups.isEmpty())
            return CompletableFuture.completedFuture(Reply.refused("Which backups of " + name
                    + " there are can't be seen now, so none is begun; doctor says whether a right is missing."));
        return Ordering.propose(
                call, Action.BACKUP_RUN, backups.get().resource().id());
    }
}
