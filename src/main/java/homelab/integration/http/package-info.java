/** HTTP for all integrations: exchanges that have an end in time and in bytes, and that are never sent twice. */
@NullMarked
package homelab.integration.http;

import org.jspecify.annotations.NullMarked;
