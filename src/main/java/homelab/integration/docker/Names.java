package homelab.integration.docker;

import homelab.model.Text;
import java.util.regex.Pattern;

/** Ids and names as an engine gives them. */
final class Names {
    private Names() {}

    /** An id that no container gets: they are random. Whether one is named so shows in the list. */
    static final String NOBODY = "0".repeat(64);

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");

    /** True for what may become a part of a request's path. */
    static boolean isId(String outside) {
        return ID.matcher(outside).matches();
    }

    /** Docker writes names with a slash before them. */
    static String name(String outside, String id) {
        var name = Text.harmless(outside.startsWith("/") ? outside.substring(1) : outside);
        return name.isEmpty() ? id.substring(0, Math.min(12, id.length())) : name;
    }
}
