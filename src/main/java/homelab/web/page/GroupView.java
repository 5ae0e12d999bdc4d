package homelab.web.page;

import java.util.List;

/**
 * The containers of one Compose project on a host, or those that belong to none.
 *
 * @param key fit for an element's id
 * @param name of the project; empty for those without
 * @param shown at once, problems first
 * @param folded shown when somebody asks
 * @param says how many are folded, and how they are
 */
record GroupView(String key, String name, List<ContainerView> shown, List<ContainerView> folded, String says) {
    GroupView {
        shown = List.copyOf(shown);
        folded = List.copyOf(folded);
    }
}
