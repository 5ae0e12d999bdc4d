/** Tells people the story, and delivers it. */
@NullMarked
package homelab.loop.report;

import org.jspecify.annotations.NullMarked;
