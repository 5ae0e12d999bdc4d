package homelab.app.doctor;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/** Whether the kernel is told by somebody, mostly NTP, that its clock is right: adjtimex(2), which reads only here. */
final class KernelClock {
    private KernelClock() {}

    /** More than a struct timex, whose first field, modes, says what to change: zero, nothing. */
    private static final int ROOM = 512;

    private static final int TIME_ERROR = 5;

    /** Empty where it cannot be told. */
    @SuppressWarnings("restricted") // the launcher allows native access, which SQLite needs as well
    static Optional<Boolean> isSynchronised() {
        if (!System.getProperty("os.name", "").equals("Linux")) return Optional.empty();
        try (var arena = Arena.ofConfined()) {
            var linker = Linker.nativeLinker();
            var address = linker.defaultLookup().find("adjtimex");
            if (address.isEmpty()) return Optional.empty();
            var adjtimex = linker.downcallHandle(
                    address.get(), FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
            var state = (int) adjtimex.invokeExact(arena.allocate(ROOM, Long.BYTES));
            return state < 0 ? Optional.empty() : Optional.of(state != TIME_ERROR);
        } catch (Throwable e) {
            // Whatever keeps a native call from being made: it could not be told.
            return Optional.empty();
        }
    }
}
