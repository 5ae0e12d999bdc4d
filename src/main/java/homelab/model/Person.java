package homelab.model;

/**
 * Who said a word, and through which door.
 *
 * @param name for the journal, such as {@code root} or a chat id
 * @param door {@code cli}, {@code rest}, {@code page}, {@code chat} or {@code file}
 */
public record Person(String name, String door) {
    @Override
    public String toString() {
        return name + " (" + door + ")";
    }
}
