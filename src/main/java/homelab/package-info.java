/** Homelab Agent: watches, heals what is safe, asks before the rest, and proves it. */
@NullMarked
package homelab;

import org.jspecify.annotations.NullMarked;
