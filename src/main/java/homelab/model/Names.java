package homelab.model;

import java.util.List;

/** Several names in one sentence. */
public final class Names {
    private Names() {}

    /** {@code web}, {@code web and db}, {@code web, db and mail}, or {@code web, db and 3 more}. */
    public static String of(List<String> all, int most) {
        if (all.size() > most) return String.join(", ", all.subList(0, most)) + " and " + (all.size() - most) + " more";
        if (all.size() < 2) return String.join("", all);
        return String.join(", ", all.subList(0, all.size() - 1)) + " and " + all.getLast();
    }
}
