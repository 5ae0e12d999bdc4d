/** The dashboard: pages, rendered here, that work without JavaScript and renew themselves with it. */
@NullMarked
package homelab.web.page;

import org.jspecify.annotations.NullMarked;
