/** Says why, from rules. Pure. */
@NullMarked
package homelab.loop.diagnose;

import org.jspecify.annotations.NullMarked;
