package homelab.web.page;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The parts of a page that renew themselves, by name, each with what it shows. Two that show the same have the same
 * fingerprint, so a page is sent only what is news to it.
 */
record Parts(String template, Map<String, Object> shown) {
    Parts {
        shown = Map.copyOf(shown);
    }

    Map<String, String> fingerprints() {
        var prints = new LinkedHashMap<String, String>();
        shown.forEach((name, view) -> prints.put(name, Digest.of(view.toString())));
        return prints;
    }

    /** Those of which a page that has these fingerprints shows something else. */
    Set<String> newsTo(Map<String, String> seen) {
        return fingerprints().entrySet().stream()
                .filter(each -> !each.getValue().equals(seen.get(each.getKey())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }
}
