package homelab.lab.proxmox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What goes wrong between a client and the cluster, beyond what is wrong with the cluster itself. */
final class Faults {
    private final List<Fault> faults = new ArrayList<>();

    /**
     * @param calls a method and a path, as {@code POST /nodes/pve1/.*}
     * @param times how many calls it still spoils
     * @param happens whether what was asked for is done all the same
     */
    record Fault(Pattern calls, int times, boolean happens, Reply instead) {}

    void add(String calls, int times, boolean happens, Reply instead) {
        faults.add(new Fault(Pattern.compile(calls), times, happens, instead));
    }

    /** The proxy waited 30 s for the node; what it waited is not played. */
    static Reply timeout(Duration wait) {
        return Reply.empty(596, "Connection timed out").after(wait);
    }

    void clear() {
        faults.clear();
    }

    /** The one that spoils this call, which is then counted. */
    Optional<Fault> take(String method, String path) {
        for (var i = 0; i < faults.size(); i++) {
            var fault = faults.get(i);
            if (!fault.calls().matcher(method + " " + path).matches()) continue;
            if (fault.times() <= 1) faults.remove(i);
            else faults.set(i, new Fault(fault.calls(), fault.times() - 1, fault.happens(), fault.instead()));
            return Optional.of(fault);
        }
        return Optional.empty();
    }
}
