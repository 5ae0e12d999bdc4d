/** What must outlive the process: incidents, histories, intents, the journal, the outbox. One writer, one commit a turn. */
@NullMarked
package homelab.store;

import org.jspecify.annotations.NullMarked;
