/** The agent's loop: one thread that owns the state, and the steps that it calls in order. */
@NullMarked
package homelab.loop;

import org.jspecify.annotations.NullMarked;
