package homelab.integration.proxmox;

import homelab.integration.Desk;
import homelab.model.ClusterTree;
import homelab.model.ClusterTree.OfGuest;
import homelab.model.Spelling;
import homelab.model.Text;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** All guests of all clusters as the desk shows them, and the one that a person means. */
record Fleet(List<ClusterTree> clusters) {
    static Fleet of(Desk desk) {
        return new Fleet(ClusterTree.of(desk.resources()));
    }

    /** Which guest was meant. */
    sealed interface Meant {
        record One(ClusterTree cluster, OfGuest guest) implements Meant {}

        /** @param why a sentence, with what to write instead */
        record None(String why) implements Meant {}
    }

    /** @param written a number, or {@code number@cluster}; text from outside */
    Meant meant(String written) {
        var text = Text.harmless(written, 80);
        if (!text.matches("[0-9]{1,9}(@.+)?"))
            return new Meant.None("\"" + text + "\" is no number of a guest." + near(text));
        var found = clusters.stream()
                .flatMap(cluster -> cluster.guests().map(guest -> new Meant.One(cluster, guest)))
                .filter(one -> id(one).equals(text)
                        || Integer.toString(one.guest().vmid()).equals(text))
                .toList();
        if (found.size() == 1) return found.getFirst();
        if (found.isEmpty()) return new Meant.None("There is no guest " + text + "." + near(text));
        return new Meant.None(found.stream()
                .map(one -> id(one) + " (" + one.guest().guest().resource().name() + ")")
                .sorted()
                .collect(Collectors.joining(" or ", "There are " + found.size() + " guests " + text + ": say ", ".")));
    }

    private static String id(Meant.One one) {
        return one.guest().guest().resource().id().value();
    }

    /** By name where a name was written, else by number. */
    private String near(String text) {
        var guests = clusters.stream().flatMap(ClusterTree::guests).toList();
        var number = text.replaceFirst("@.*", "");
        if (guests.isEmpty()) return " No guest has been seen yet.";
        if (number.matches("[0-9]{1,9}")) {
            var wanted = Integer.parseInt(number);
            return guests.stream()
                    .min(Comparator.comparingInt((OfGuest one) -> Math.abs(one.vmid() - wanted))
                            .thenComparingInt(OfGuest::vmid))
                    .map(Fleet::nearest)
                    .orElse("");
        }
        var names = guests.stream().map(one -> one.guest().resource().name()).toList();
        return Spelling.nearest(text, names)
                .flatMap(name -> guests.stream()
                        .filter(one -> one.guest().resource().name().equals(name))
                        .findFirst())
                .map(Fleet::nearest)
                .orElse(" Say its number; vms lists them.");
    }

    private static String nearest(OfGuest one) {
        return " The nearest is " + one.vmid() + " (" + one.guest().resource().name() + ").";
    }
}
