package homelab.web.page;

import homelab.model.Person;
import homelab.web.OpenDoor;
import java.time.Instant;

/** Serves the pages of a filled homelab and writes a link into the file it is given, until it is stopped. */
final class ShownHomelab {
    private ShownHomelab() {}

    /** @param args where to write the link */
    static void main(String[] args) throws Exception {
        var door = new OpenDoor();
        door.now = Instant.now();
        FilledHomelab.fill(door.desk, door.now);
        java.nio.file.Files.writeString(
                java.nio.file.Path.of(args[0]),
                door.web.link(new Person("ann", "page")).address() + "\n");
        Thread.currentThread().join();
    }
}
