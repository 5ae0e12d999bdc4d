package homelab.loop.act;

/** What came back from a call. It says nothing about recovery. */
public sealed interface Answer {
    String text();

    record Accepted(String text) implements Answer {}

    /** It was so already; nothing was done. */
    record NothingToDo(String text) implements Answer {}

    /** Something stands in its way now; nothing was done. */
    record NotBegun(String text) implements Answer {}

    /** It was refused; nothing happened. */
    record Rejected(String text) implements Answer {}

    /** Whether it happened cannot be told from the answer; look. */
    record Unclear(String text) implements Answer {}

    /** It was held back before it was sent. */
    record HeldBack(String text) implements Answer {}
}
