/** A notifier that writes each story as a line of a file. */
@NullMarked
package homelab.integration.logfile;

import org.jspecify.annotations.NullMarked;
