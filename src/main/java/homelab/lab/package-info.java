/** A simulated homelab: a Docker engine behind a real socket, and scripts that say what happens to it. */
@NullMarked
package homelab.lab;

import org.jspecify.annotations.NullMarked;
