/** REST: what programs ask and say, as JSON. */
@NullMarked
package homelab.web.rest;

import org.jspecify.annotations.NullMarked;
