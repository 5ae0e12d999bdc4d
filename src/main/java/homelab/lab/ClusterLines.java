package homelab.lab;

import homelab.lab.proxmox.Blueprint;
import homelab.lab.proxmox.Flavour;
import homelab.lab.proxmox.Grant;
import homelab.lab.proxmox.GuestPlan;
import homelab.lab.proxmox.GuestPlan.Trait;
import homelab.lab.proxmox.JobPlan;
import homelab.lab.proxmox.Kind;
import homelab.lab.proxmox.NodePlan;
import homelab.lab.proxmox.StoragePlan;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads who is in a Proxmox cluster, line by line: {@code node pve1, 8 cores, 32 GB}, {@code vm 100 web on pve1, …}. */
final class ClusterLines {
    private static final List<String> VERSIONS = List.of("8.2", "8.4", "9");

    private String name = "homelab";
    private Flavour flavour = Flavour.PVE_9;
    private final List<NodePlan> nodes = new ArrayList<>();
    private final List<GuestPlan> guests = new ArrayList<>();
    private final List<StoragePlan> storages = new ArrayList<>();
    private final List<JobPlan> jobs = new ArrayList<>();

    boolean isEmpty() {
        return nodes.isEmpty();
    }

    Optional<Blueprint> blueprint() {
        if (isEmpty()) return Optional.empty();
        var blueprint = Blueprint.of(name, flavour)
                .with(Lab.TOKEN)
                .user(
                        Lab.TOKEN.user(),
                        Grant.watching(flavour),
                        Grant.operating(flavour),
                        Grant.on("/nodes", "Sys.Audit", "Sys.Modify", "Sys.Syslog"),
                        Grant.on("/storage", "Datastore.Audit", "Datastore.AllocateSpace"));
        for (var node : nodes) blueprint = blueprint.with(node);
        for (var guest : guests) blueprint = blueprint.with(guest);
        for (var storage : storages) blueprint = blueprint.with(storage);
        for (var job : jobs) blueprint = blueprint.with(job);
        return Optional.of(blueprint);
    }

    /** {@code home, version 8.2}. */
    void readCluster(Phrase phrase) throws Phrase.Mistake {
        name = phrase.word("the cluster's name");
        if (!phrase.isOver()) {
            phrase.expect(", version");
            var version = phrase.word("a version");
            flavour = switch (version) {
                case "8.2" -> Flavour.PVE_8_2;
                case "8.4" -> Flavour.PVE_8_4;
                case "9" -> Flavour.PVE_9;
                default ->
                    throw new Phrase.Mistake(
                            "a version is one of " + String.join(", ", VERSIONS) + ", not \"" + version + "\"");
            };
        }
        phrase.end();
    }

    /** {@code pve1, 8 cores, 32 GB}. */
    void readNode(Phrase phrase) throws Phrase.Mistake {
        var node = named(phrase, "the node's name");
        if (nodes.stream().anyMatch(each -> each.name().equals(node)))
            throw new Phrase.Mistake("there is a node \"" + node + "\" already");
        phrase.expect(",");
        var cores = phrase.number("cores", 512);
        phrase.expect("cores ,");
        nodes.add(NodePlan.of(node, cores, gigabytes(phrase)));
        phrase.end();
    }

    private static String named(Phrase phrase, String what) throws Phrase.Mistake {
        var word = phrase.word(what);
        if (!word.matches("[a-zA-Z]([a-zA-Z0-9-]{0,60}[a-zA-Z0-9])?"))
            throw new Phrase.Mistake(what + " has letters, digits and '-', unlike \"" + word + "\"");
        return word;
    }

    private static int gigabytes(Phrase phrase) throws Phrase.Mistake {
        return unit(phrase, phrase.number("gigabytes", 100_000));
    }

    private static int unit(Phrase phrase, int number) throws Phrase.Mistake {
        if (phrase.takes("TB")) return number * 1024;
        phrase.expect("GB");
        return number;
    }

    /** {@code 100 web on pve1, 2 cores, 4 GB, 32 GB disk, starts at boot, …}. */
    void readGuest(Kind kind, Phrase phrase) throws Phrase.Mistake {
        var vmid = phrase.number("the guest's number", 999_999);
        if (vmid < 100) throw new Phrase.Mistake("a guest's number is 100 or more, not " + vmid);
        var called = named(phrase, "the guest's name");
        if (guests.stream().anyMatch(each -> each.vmid() == vmid || each.name().equals(called)))
            throw new Phrase.Mistake("there is a guest " + vmid + " or \"" + called + "\" already");
        phrase.expect("on");
        var node = node(phrase);
        var guest = kind == Kind.QEMU ? GuestPlan.vm(vmid, called, node) : GuestPlan.lxc(vmid, called, node);
        while (!phrase.isOver()) {
            phrase.expect(",");
            guest = feature(guest, phrase);
        }
        guests.add(guest);
    }

    private static GuestPlan feature(GuestPlan guest, Phrase phrase) throws Phrase.Mistake {
        if (phrase.takes("starts at boot")) return guest.with(Trait.ONBOOT);
        if (phrase.takes("with agent")) return guest.with(Trait.AGENT);
        if (phrase.takes("run by HA")) return guest.with(Trait.HA);
        if (phrase.takes("a template")) return guest.with(Trait.TEMPLATE);
        if (phrase.takes("stopped")) return guest.with(Trait.STOPPED);
        if (phrase.takes("in pool")) return guest.in(phrase.word("a pool"));
        if (phrase.takes("tagged")) {
            var tags = new ArrayList<>(guest.tags());
            tags.add(phrase.word("a tag"));
            return guest.tagged(tags.toArray(String[]::new));
        }
        if (phrase.bare().matches("[0-9]+")) return sized(guest, phrase);
        throw new Phrase.Mistake("a guest cannot be described by " + phrase.next()
                + "; it can be: N cores, N GB, N GB disk, starts at boot, with agent, run by HA, a template, stopped,"
                + " in pool P, tagged T");
    }

    private static GuestPlan sized(GuestPlan guest, Phrase phrase) throws Phrase.Mistake {
        var memory = (int) (guest.memory() >> 30);
        var disk = (int) (guest.disk() >> 30);
        var number = phrase.number("a number", 100_000);
        if (phrase.takes("cores")) return guest.sized(number, memory, disk);
        var size = unit(phrase, number);
        return phrase.takes("disk") ? guest.sized(guest.cores(), memory, size) : guest.sized(guest.cores(), size, disk);
    }

    /** {@code nas shared, 2 TB, for backups}. */
    void readStorage(Phrase phrase) throws Phrase.Mistake {
        var called = named(phrase, "the storage's name");
        if (storages.stream().anyMatch(each -> each.name().equals(called)))
            throw new Phrase.Mistake("there is a storage \"" + called + "\" already");
        Optional<String> only = phrase.takes("on") ? Optional.of(node(phrase)) : Optional.empty();
        var shared = only.isEmpty() && phrase.takes("shared");
        phrase.expect(",");
        var size = gigabytes(phrase);
        var type = shared ? "nfs" : "dir";
        var content = new ArrayList<String>();
        while (!phrase.isOver()) {
            phrase.expect(",");
            if (phrase.takes("for backups")) content.add("backup");
            else if (phrase.takes("for disks")) content.addAll(List.of("images", "rootdir"));
            else if (phrase.takes("a PBS")) type = "pbs";
            else
                throw new Phrase.Mistake("a storage cannot be described by " + phrase.next()
                        + "; it can be: for backups, for disks, a PBS");
        }
        if (content.isEmpty()) content.addAll(List.of("images", "rootdir"));
        storages.add(new StoragePlan(called, type, content, (long) size << 30, shared, only));
    }

    /** {@code job at 03:00 to nas of 100, 101}. */
    void readJob(Phrase phrase) throws Phrase.Mistake {
        phrase.expect("job at");
        var at = phrase.word("a time");
        if (!at.matches("([01][0-9]|2[0-3]):[0-5][0-9]"))
            throw new Phrase.Mistake("a time of the day is written 03:00, not \"" + at + "\"");
        phrase.expect("to");
        var storage = storage(phrase);
        phrase.expect("of");
        var vmids = new ArrayList<Integer>();
        if (!phrase.takes("all")) {
            do vmids.add(guest(phrase).vmid());
            while (phrase.takes(",") || phrase.takes("and"));
        }
        phrase.end();
        jobs.add(new JobPlan("backup-" + (jobs.size() + 1), LocalTime.parse(at), storage, vmids));
    }

    // what is known

    String node(Phrase phrase) throws Phrase.Mistake {
        var known = nodes.stream().map(NodePlan::name).toList();
        return among(known, phrase.word("a node's name"), "node");
    }

    String storage(Phrase phrase) throws Phrase.Mistake {
        var known = storages.stream().map(StoragePlan::name).toList();
        return among(known, phrase.word("a storage's name"), "storage");
    }

    private static String among(List<String> known, String word, String what) throws Phrase.Mistake {
        if (!known.contains(word))
            throw new Phrase.Mistake("there is no " + what + " \"" + word + "\"" + Phrase.guess(word, known));
        return word;
    }

    /** One that {@link #guest(Phrase)} knew. */
    GuestPlan guest(int vmid) {
        return guests.stream().filter(each -> each.vmid() == vmid).findFirst().orElseThrow();
    }

    /** By its name or number. */
    GuestPlan guest(Phrase phrase) throws Phrase.Mistake {
        var word = phrase.word("a guest's name or number");
        return guests.stream()
                .filter(each -> each.name().equals(word)
                        || Integer.toString(each.vmid()).equals(word))
                .findFirst()
                .orElseThrow(() -> new Phrase.Mistake("there is no guest \"" + word + "\""
                        + Phrase.guess(
                                word, guests.stream().map(GuestPlan::name).toList())));
    }
}
