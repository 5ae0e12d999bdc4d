/** Wires every part once, stops them in reverse. */
@NullMarked
package homelab.app;

import org.jspecify.annotations.NullMarked;
