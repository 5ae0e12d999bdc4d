package homelab.model;

import java.util.Locale;

/** Numbers of bytes, for people. */
public final class Bytes {
    private static final double KIBI = 1024;

    private Bytes() {}

    /** {@code 512 bytes}, {@code 3.2 MiB}, {@code 10 GiB}. */
    public static String words(long bytes) {
        if (bytes < KIBI) return bytes + " bytes";
        if (bytes < KIBI * KIBI) return brief(bytes / KIBI) + " KiB";
        if (bytes < KIBI * KIBI * KIBI) return brief(bytes / KIBI / KIBI) + " MiB";
        return brief(bytes / KIBI / KIBI / KIBI) + " GiB";
    }

    private static String brief(double number) {
        var rounded = Math.round(number * 10) / 10.0;
        return String.format(Locale.ROOT, rounded == Math.rint(rounded) || number >= 100 ? "%.0f" : "%.1f", rounded);
    }
}
