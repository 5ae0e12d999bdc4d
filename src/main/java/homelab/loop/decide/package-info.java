/** Says whether it may be done, asked, or left. Pure. */
@NullMarked
package homelab.loop.decide;

import org.jspecify.annotations.NullMarked;
