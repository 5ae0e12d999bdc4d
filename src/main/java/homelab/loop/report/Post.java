package homelab.loop.report;

import homelab.model.Story;

/** Where the loop leaves what people are to be told. */
public interface Post {
    /** Something new may lie in the outbox. Returns at once. */
    void wake();

    /** Cannot be written to the outbox, and must not wait until it can. Returns at once. */
    void atOnce(Story story);
}
