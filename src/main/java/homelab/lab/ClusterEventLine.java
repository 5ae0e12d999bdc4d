package homelab.lab;

import homelab.lab.Happening.Deed;
import homelab.lab.proxmox.Grant;
import homelab.lab.proxmox.GuestPlan;
import homelab.lab.proxmox.GuestPlan.Trait;
import homelab.lab.proxmox.Happenings;
import homelab.lab.proxmox.Kind;
import homelab.lab.proxmox.Mishaps;
import homelab.lab.proxmox.Troubles;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads what happens in a cluster: {@code vm web crashes}, {@code root@pam stops vm web}, {@code node pve2 fails}. */
final class ClusterEventLine {
    private static final List<String> BEGINNINGS = List.of("vm", "lxc", "node", "storage", "backups", "the");

    /** Until the answers are as they should be. */
    private static final int MANY = 100_000;

    private final Phrase phrase;
    private final ClusterLines cluster;

    ClusterEventLine(Phrase phrase, ClusterLines cluster) {
        this.phrase = phrase;
        this.cluster = cluster;
    }

    static boolean isOne(Phrase phrase) {
        return BEGINNINGS.contains(phrase.bare()) || phrase.bare().matches("[^\"@]+@[^@]+");
    }

    Happening read() throws Phrase.Mistake {
        return new Happening.InCluster(deed());
    }

    private Deed deed() throws Phrase.Mistake {
        if (phrase.takes("vm") || phrase.takes("lxc"))
            return guest(cluster.guest(phrase).vmid());
        if (phrase.takes("node")) return node(cluster.node(phrase));
        if (phrase.takes("storage")) return storage(cluster.storage(phrase));
        if (phrase.takes("backups of")) return backups();
        if (phrase.takes("the")) return whole();
        return person(phrase.word("a person"));
    }

    private static Deed guests(Consumer<Happenings> what) {
        return cluster -> what.accept(cluster.happenings());
    }

    private static Deed troubles(Consumer<Troubles> what) {
        return cluster -> what.accept(cluster.happenings().troubles());
    }

    private Deed guest(int vmid) throws Phrase.Mistake {
        if (phrase.takes("crashes")) return guests(it -> it.crashes(vmid));
        if (phrase.takes("is shut down from inside")) return guests(it -> it.shutsDownFromInside(vmid));
        if (phrase.takes("cannot start saying")) {
            var why = phrase.quoted("the reason");
            return guests(it -> it.cannotStart(vmid, Optional.of(why)));
        }
        if (phrase.takes("can start again")) return guests(it -> it.cannotStart(vmid, Optional.empty()));
        if (phrase.takes("starts with warnings")) return guests(it -> it.startWarns(vmid, true));
        if (phrase.takes("ignores shutdowns")) return guests(it -> it.ignoresShutdown(vmid, true));
        if (phrase.takes("no longer answers")) return guests(it -> it.agentAnswers(vmid, false));
        if (phrase.takes("answers again")) return guests(it -> it.agentAnswers(vmid, true));
        if (phrase.takes("is locked for")) {
            var lock = phrase.word("a lock");
            return guests(it -> it.locks(vmid, Optional.of(lock)));
        }
        if (phrase.takes("is rebooted from inside")) return guests(it -> it.rebootsFromInside(vmid));
        if (phrase.takes("is paused")) return guests(it -> it.pauses(vmid, true));
        if (phrase.takes("is resumed")) return guests(it -> it.pauses(vmid, false));
        if (phrase.takes("is destroyed")) return guests(it -> it.destroyed(vmid));
        if (phrase.takes("gives its number to")) return replaced(vmid);
        if (phrase.takes("has a snapshot")) {
            var name = phrase.word("a snapshot");
            phrase.expect("of");
            var ago = days();
            phrase.expect("ago");
            return it -> it.happenings().snapshot(vmid, name, it.now().minus(ago));
        }
        if (phrase.takes("has a backup on")) {
            var storage = cluster.storage(phrase);
            phrase.expect("of");
            var ago = days();
            phrase.expect("ago");
            return it -> it.happenings()
                    .troubles()
                    .backupLies(vmid, storage, it.now().minus(ago));
        }
        if (phrase.takes("fails its verification on")) {
            var storage = cluster.storage(phrase);
            return troubles(it -> it.verified(vmid, storage, "failed"));
        }
        if (phrase.takes("is unlocked")) return guests(it -> it.locks(vmid, Optional.empty()));
        if (phrase.takes("is in error with HA")) return guests(it -> it.haIs(vmid, "error"));
        if (phrase.takes("uses")) {
            var share = share();
            var what = of("cpu", "memory", "disk");
            return guests(it -> it.uses(vmid, Map.of(what, share)));
        }
        throw new Phrase.Mistake("nothing is known of a guest that begins with " + phrase.next()
                + "; a guest crashes, is shut down from inside, cannot start saying \"…\", can start again, starts with"
                + " warnings, ignores shutdowns, no longer answers, answers again, is locked for L, is unlocked, is in"
                + " error with HA, uses N% of its cpu, memory or disk, is rebooted from inside, is paused, is resumed,"
                + " is destroyed, gives its number to NAME, has a snapshot S of N days ago, has a backup on S of N days"
                + " ago, fails its verification on S");
    }

    /** Somebody destroys it, and makes another with its number. */
    private Deed replaced(int vmid) throws Phrase.Mistake {
        var name = phrase.word("a name");
        var old = cluster.guest(vmid);
        var made =
                old.kind() == Kind.QEMU ? GuestPlan.vm(vmid, name, old.node()) : GuestPlan.lxc(vmid, name, old.node());
        return guests(it -> {
            it.destroyed(vmid);
            it.made(made.with(Trait.STOPPED));
        });
    }

    private Deed node(String node) throws Phrase.Mistake {
        if (phrase.takes("fails")) return troubles(it -> it.nodeFails(node));
        if (phrase.takes("comes back")) return troubles(it -> it.nodeReturns(node));
        if (phrase.takes("is rebooted")) return troubles(it -> it.nodeReboots(node));
        if (phrase.takes("has a clock ahead by")) {
            var ahead = phrase.length();
            return troubles(it -> it.clockIsOff(node, ahead));
        }
        if (phrase.takes("has a clock behind by")) {
            var behind = phrase.length().negated();
            return troubles(it -> it.clockIsOff(node, behind));
        }
        if (phrase.takes("loses its service")) {
            var service = phrase.word("a service");
            var broken = phrase.takes("for good");
            return troubles(it -> it.serviceDies(node, service, broken));
        }
        if (phrase.takes("has a certificate for")) {
            var left = days();
            return it ->
                    it.happenings().troubles().certificateExpires(node, it.now().plus(left));
        }
        if (phrase.takes("cannot be reached by the others"))
            return it -> it.mishaps().refuses("[A-Z]+ /nodes/" + node + "/.*", MANY, 595, "No route to host");
        if (phrase.takes("has a degraded pool")) {
            var pool = phrase.word("a pool");
            return troubles(it -> it.zfsIs(node, pool, "DEGRADED", "No known data errors"));
        }
        if (phrase.takes("has a failing disk")) {
            var disk = phrase.word("a disk");
            return troubles(it -> it.smartSays(node, disk, "FAILED", "N/A"));
        }
        if (phrase.takes("uses")) {
            var share = share();
            var what = of("cpu", "memory", "disk", "arc");
            return troubles(it -> it.nodeUses(node, Map.of(what, share)));
        }
        throw new Phrase.Mistake("nothing is known of a node that begins with " + phrase.next()
                + "; a node fails, comes back, is rebooted, has a clock ahead by T, has a clock behind by T, loses its"
                + " service S, loses its service S for good, has a certificate for N days, cannot be reached by the"
                + " others, has a degraded pool P, has a failing disk D, uses N% of its cpu, memory, disk or arc");
    }

    private Deed storage(String storage) throws Phrase.Mistake {
        if (phrase.takes("becomes inactive"))
            return troubles(it -> it.storageInactive(storage, Optional.empty(), true));
        if (phrase.takes("becomes active")) return troubles(it -> it.storageInactive(storage, Optional.empty(), false));
        if (phrase.takes("fills to")) {
            var share = share();
            return troubles(it -> it.storageFills(storage, share));
        }
        throw new Phrase.Mistake("nothing is known of a storage that begins with " + phrase.next()
                + "; a storage becomes inactive, becomes active, fills to N%");
    }

    private Deed backups() throws Phrase.Mistake {
        var vmid = taken();
        if (phrase.takes("work again")) return troubles(it -> it.backupsFail(vmid, Optional.empty()));
        phrase.expect("fail saying");
        var why = phrase.quoted("the reason");
        return troubles(it -> it.backupsFail(vmid, Optional.of(why)));
    }

    private Deed whole() throws Phrase.Mistake {
        if (phrase.takes("quorum is lost")) return troubles(Troubles::quorumLost);
        if (phrase.takes("quorum returns")) return troubles(Troubles::quorumReturns);
        if (phrase.takes("certificate changes")) return it -> it.mishaps().certificateChanges();
        if (phrase.takes("token is revoked")) return it -> it.mishaps().tokenRevoked(Lab.TOKEN.fullId());
        if (phrase.takes("token sees no guests"))
            return it -> it.mishaps()
                    .tokenMay(Lab.TOKEN.fullId(), Grant.on("/", "Sys.Audit", "Datastore.Audit", "Pool.Audit"));
        if (phrase.takes("token has its rights again"))
            return it -> it.mishaps().tokenAdded(Lab.TOKEN);
        if (phrase.takes("job")) {
            var job = phrase.word("a job");
            phrase.expect("runs");
            return troubles(it -> it.jobRuns(job));
        }
        if (phrase.takes("next")) return spoiled();
        if (phrase.takes("answers are as they should be"))
            return it -> it.mishaps().end();
        throw new Phrase.Mistake("nothing is known that begins with \"the\" and " + phrase.next()
                + "; the quorum is lost, the quorum returns, the certificate changes, the token is revoked, the token"
                + " sees no guests, the token has its rights again, the job J runs, the next start (shutdown, …) times"
                + " out (loses its answer) and is done (is not done), the next backup is answered with OK, the answers"
                + " are as they should be");
    }

    /** {@code start times out and is done}. */
    private Deed spoiled() throws Phrase.Mistake {
        var what = phrase.word("what is asked for");
        var calls = what.equals("backup") ? "POST .*/vzdump" : "POST .*/" + what;
        if (phrase.takes("is answered with OK")) return it -> it.mishaps().answersOk(calls);
        var late = phrase.takes("times out");
        if (!late) phrase.expect("loses its answer");
        var done = phrase.takes("and is done") ? Mishaps.Done.YES : Mishaps.Done.NO;
        if (done == Mishaps.Done.NO) phrase.expect("and is not done");
        return late
                ? it -> it.mishaps().timesOut(calls, 1, done, Duration.ZERO)
                : it -> it.mishaps().losesAnswer(calls, done);
    }

    private Deed person(String user) throws Phrase.Mistake {
        if (phrase.takes("stops")) return onGuest((it, vmid) -> it.personStops(vmid, user));
        if (phrase.takes("starts")) return onGuest((it, vmid) -> it.personStarts(vmid, user));
        if (phrase.takes("shuts down")) return onGuest((it, vmid) -> it.personShutsDown(vmid, user));
        if (phrase.takes("reboots")) return onGuest((it, vmid) -> it.personReboots(vmid, user));
        if (phrase.takes("backs up")) {
            var vmid = taken();
            phrase.expect("to");
            var storage = cluster.storage(phrase);
            return guests(it -> it.backsUp(vmid, storage, user));
        }
        if (phrase.takes("moves")) {
            var vmid = taken();
            phrase.expect("to");
            var target = cluster.node(phrase);
            return guests(it -> it.migrates(vmid, target, user));
        }
        throw new Phrase.Mistake("a person of the cluster cannot do " + phrase.next()
                + "; a person stops, starts, shuts down, reboots, backs up or moves a guest");
    }

    /** What a person does with a guest. */
    private interface OnGuest {
        void act(Happenings happenings, int vmid);
    }

    private Deed onGuest(OnGuest what) throws Phrase.Mistake {
        var vmid = taken();
        return guests(it -> what.act(it, vmid));
    }

    private int taken() throws Phrase.Mistake {
        if (!phrase.takes("vm")) phrase.expect("lxc");
        return cluster.guest(phrase).vmid();
    }

    private double share() throws Phrase.Mistake {
        var word = phrase.word("a share");
        if (!word.matches("[0-9]{1,3}%")) throw new Phrase.Mistake("a share is written 92%, not \"" + word + "\"");
        return Integer.parseInt(word.replace("%", "")) / 100.0;
    }

    private Duration days() throws Phrase.Mistake {
        var days = phrase.number("days", 9999);
        phrase.expect("days");
        return Duration.ofDays(days);
    }

    private String of(String... what) throws Phrase.Mistake {
        phrase.expect("of its");
        for (var each : what) if (phrase.takes(each)) return each;
        throw new Phrase.Mistake("one of " + String.join(", ", what) + " should come where " + phrase.next() + " is");
    }
}
