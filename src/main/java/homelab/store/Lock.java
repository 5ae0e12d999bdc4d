package homelab.store;

import java.util.Optional;
import java.util.regex.Pattern;

/** A line of the kernel's list of locks: {@code 1: POSIX  ADVISORY  WRITE 708 08:01:130 0 EOF}. */
record Lock(long pid, long major, long minor, long inode) {
    private static final Pattern LINE =
            Pattern.compile("\\d+: POSIX +\\w+ +WRITE +(\\d{1,10}) +([0-9a-f]{1,8}):([0-9a-f]{1,8}):(\\d{1,18}) .*");

    /** Empty for locks of another kind, and for those who only wait. */
    static Optional<Lock> read(String line) {
        var matcher = LINE.matcher(line);
        if (!matcher.matches()) return Optional.empty();
        return Optional.of(new Lock(
                Long.parseLong(matcher.group(1)),
                Long.parseLong(matcher.group(2), 16),
                Long.parseLong(matcher.group(3), 16),
                Long.parseLong(matcher.group(4))));
    }

    /** The kernel's makedev(3): the minor number lies around the major one. */
    boolean isOn(long device) {
        return device == ((major << 8) | (minor & 0xff) | ((minor & ~0xffL) << 12));
    }
}
