/** The door for programs: REST, metrics, liveness. Spring is a guest here and nowhere else. */
@NullMarked
package homelab.web;

import org.jspecify.annotations.NullMarked;
