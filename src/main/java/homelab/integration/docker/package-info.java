/** One Docker engine: its events and looks, its logs, start, restart and unpause. */
@NullMarked
package homelab.integration.docker;

import org.jspecify.annotations.NullMarked;
