/** One Docker engine: its events and looks, its logs, start and restart. */
@NullMarked
package homelab.integration.docker;

import org.jspecify.annotations.NullMarked;
