package homelab.web.rest;

import java.util.List;

/** A page of a list. */
record PageView<T>(List<T> items, int page, int size, long total) {
    private static final int LARGEST = 500;
    private static final int LAST = 1_000_000;

    static void check(int page, int size) {
        if (page < 0 || page > LAST) throw Refusal.badRequest("page must be from 0 to " + LAST);
        if (size < 1 || size > LARGEST) throw Refusal.badRequest("size must be from 1 to " + LARGEST);
    }

    /** This page of all there is. */
    static <T> PageView<T> of(List<T> all, int page, int size) {
        check(page, size);
        var from = Math.min((long) page * size, all.size());
        var to = Math.min(from + size, all.size());
        return new PageView<>(all.subList((int) from, (int) to), page, size, all.size());
    }
}
