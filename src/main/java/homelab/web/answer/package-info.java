/** What every way through this door shares: a person's word, and the wait for its answer. */
@NullMarked
package homelab.web.answer;

import org.jspecify.annotations.NullMarked;
