/** The ports: what the loop asks of the outside, and what the doors ask of the loop. Each integration lives in a folder below and knows only these and the model. */
@NullMarked
package homelab.integration;

import org.jspecify.annotations.NullMarked;
