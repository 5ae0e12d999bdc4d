package homelab.store;

import java.nio.file.Path;

/** A process that commits turn after turn and says each number once it is on disk, until it is killed. */
final class Hammer {
    private Hammer() {}

    public static void main(String[] args) throws StoreException {
        System.out.println("begins");
        try (var store = Store.open(Path.of(args[0]), "hammer", new TestClock())) {
            for (var n = store.load().lastIncident() + 1; ; n++) {
                store.commit(Samples.turn(n));
                System.out.println(n);
            }
        }
    }
}
