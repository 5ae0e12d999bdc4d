/** Folds what was seen and heard into sightings and histories. Pure. */
@NullMarked
package homelab.loop.observe;

import org.jspecify.annotations.NullMarked;
