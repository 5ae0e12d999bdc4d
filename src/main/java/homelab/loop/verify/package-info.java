/** Says whether it helped, from what was seen afterwards. Pure. */
@NullMarked
package homelab.loop.verify;

import org.jspecify.annotations.NullMarked;
