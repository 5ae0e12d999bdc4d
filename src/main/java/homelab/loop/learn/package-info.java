/** Keeps what helped. Pure. */
@NullMarked
package homelab.loop.learn;

import org.jspecify.annotations.NullMarked;
