package homelab.lab.proxmox;

import homelab.lab.proxmox.Reply.Manner;
import java.time.Duration;
import java.util.List;

/** What may go wrong between a client and the cluster: answers that come late, wrong or never, and rights that are lost. */
public final class Mishaps {
    /** Whether what was asked for was done although no good answer came. */
    public enum Done {
        YES,
        NO
    }

    private final Cluster cluster;
    private final Faults faults;
    private final Face face;

    Mishaps(Cluster cluster, Faults faults, Face face) {
        this.cluster = cluster;
        this.faults = faults;
        this.face = face;
    }

    /** @param calls a pattern over a method and a path, as {@code POST /nodes/pve1/.*} */
    public void timesOut(String calls, int times, Done done, Duration wait) {
        add(calls, times, done, Faults.timeout(wait));
    }

    /** The next call of that pattern gets no answer: its connection is closed. */
    public void losesAnswer(String calls, Done done) {
        add(calls, 1, done, Reply.empty(0, "").in(Manner.CUT));
    }

    /** The next call of that pattern gets no answer, and its connection stays open. */
    public void hangs(String calls, Done done) {
        add(calls, 1, done, Reply.empty(0, "").in(Manner.SILENT));
    }

    /** The next call of that pattern is answered "OK" instead of with a task, and nothing is done. */
    public void answersOk(String calls) {
        add(calls, 1, Done.NO, Reply.ok("OK"));
    }

    /** Calls of that pattern are answered with that status, and nothing is done. */
    public void refuses(String calls, int times, int status, String reason) {
        add(calls, times, Done.NO, Reply.empty(status, reason));
    }

    private void add(String calls, int times, Done done, Reply instead) {
        synchronized (cluster) {
            faults.add(calls, times, done == Done.YES, instead);
        }
    }

    /** All answers are as they should be again. */
    public void end() {
        synchronized (cluster) {
            faults.clear();
        }
    }

    /** The entry shows another certificate from now on. */
    public void certificateChanges() {
        var second = Certificates.second();
        synchronized (cluster) {
            cluster.entryFingerprint(second.fingerprint());
        }
        face.shows(second);
    }

    /** All connections break. */
    public void connectionsBreak() {
        face.dropAll();
    }

    /** @param token as {@code user@realm!id} */
    public void tokenRevoked(String token) {
        synchronized (cluster) {
            cluster.acl.revoke(token);
        }
    }

    /** The token has these grants of its own from now on, and no others. */
    public void tokenMay(String token, Grant... grants) {
        synchronized (cluster) {
            cluster.acl.grant(token, List.of(grants));
        }
    }

    public void tokenAdded(TokenPlan token) {
        synchronized (cluster) {
            cluster.acl.add(token);
        }
    }
}
