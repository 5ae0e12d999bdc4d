/** What {@code homelab doctor} looks at besides the integrations, and how all of it is looked at at once. */
@NullMarked
package homelab.app.doctor;

import org.jspecify.annotations.NullMarked;
