/** Reads the configuration: file, environment and defaults into the records of the parts. */
@NullMarked
package homelab.app.config;

import org.jspecify.annotations.NullMarked;
