/** Who may come in by the page: one-time links, sessions, and what guards them. */
@NullMarked
package homelab.web.enter;

import org.jspecify.annotations.NullMarked;
