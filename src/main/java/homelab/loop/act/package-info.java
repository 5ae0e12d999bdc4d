/** The catalogue of all that can be done, and the hands that do it. */
@NullMarked
package homelab.loop.act;

import org.jspecify.annotations.NullMarked;
