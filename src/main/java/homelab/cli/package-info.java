/** The command line. The only room that prints. */
@NullMarked
package homelab.cli;

import org.jspecify.annotations.NullMarked;
