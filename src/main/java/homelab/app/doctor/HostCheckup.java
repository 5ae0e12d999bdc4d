package homelab.app.doctor;

import homelab.integration.Check;
import homelab.integration.Checkup;
import java.util.Optional;
import java.util.function.Consumer;

/** Looks at the machine that this runs on: its clock. */
public record HostCheckup() implements Checkup {

    @Override
    public String part() {
        return "this machine";
    }

    @Override
    public void look(boolean healing, Consumer<Check> checks) {
        checks.accept(clock(KernelClock.isSynchronised()));
    }

    static Check clock(Optional<Boolean> synchronised) {
        if (synchronised.isEmpty())
            return Check.unknown("clock", "whether NTP keeps it right could not be told", "compare it by hand: date");
        return synchronised.get()
                ? Check.ok("clock", "the kernel says it is synchronised")
                : Check.advice(
                        "clock",
                        "the kernel says nobody keeps it right, so times in stories and reports may drift",
                        "timedatectl set-ntp true, or install chrony");
    }
}
