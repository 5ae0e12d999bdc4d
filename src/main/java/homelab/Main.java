package homelab;

import homelab.app.Entry;

/** Starts the program; nothing else. */
public final class Main {
    private Main() {}

    static void main(String[] args) {
        System.exit(Entry.run(args));
    }
}
