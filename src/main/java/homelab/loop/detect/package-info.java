/** Says what is wrong. Pure. */
@NullMarked
package homelab.loop.detect;

import org.jspecify.annotations.NullMarked;
