/** The words of the house as immutable records. This room knows nobody. */
@NullMarked
package homelab.model;

import org.jspecify.annotations.NullMarked;
