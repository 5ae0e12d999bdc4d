package homelab.store;

import homelab.model.Story;

/**
 * A story on its way to one recipient.
 *
 * @param tries that have failed so far
 */
public record Delivery(long id, String recipient, Story story, int tries) {}
