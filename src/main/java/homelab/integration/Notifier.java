package homelab.integration;

import homelab.model.Story;

/** Shows a story to one recipient and edits it when it moves on. */
public interface Notifier {
    /** Stable; deliveries are ordered for each recipient. */
    String recipient();

    /**
     * Shows the story, in place of the earlier one about the same incident where the channel can edit. May be called
     * twice with the same story after a crash.
     */
    void show(Story story) throws IntegrationException;
}
