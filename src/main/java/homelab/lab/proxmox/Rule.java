package homelab.lab.proxmox;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a caller needs before a call is even looked at. */
interface Rule {
    /** What is missing, as the reason phrase ends; empty: nothing. */
    Optional<String> missing(Ask ask);

    static Rule anyone() {
        return ask -> Optional.empty();
    }

    /** All of these, at a path with the call's parameters in braces. */
    static Rule all(String path, String... privileges) {
        return ask -> {
            var at = filled(path, ask);
            return Arrays.stream(privileges)
                    .filter(each -> !ask.may(at, each))
                    .findFirst()
                    .map(each -> " (" + at + ", " + each + ")");
        };
    }

    /** One of these. */
    static Rule any(String path, String... privileges) {
        return ask -> {
            var at = filled(path, ask);
            return Arrays.stream(privileges).anyMatch(each -> ask.may(at, each))
                    ? Optional.empty()
                    : Optional.of(" (" + at + ", " + String.join("|", privileges) + ")");
        };
    }

    /** One of these rules; then it is not said what is missing. */
    static Rule or(Rule... rules) {
        return ask -> List.of(rules).stream().anyMatch(each -> each.missing(ask).isEmpty())
                ? Optional.empty()
                : Optional.of("");
    }

    /** The agent of a guest, by the flavour's own privilege. */
    static Rule agent() {
        return ask -> (ask.cluster().flavour().nine()
                        ? any("/vms/{vmid}", "VM.GuestAgent.Audit", "VM.GuestAgent.Unrestricted")
                        : all("/vms/{vmid}", "VM.Monitor"))
                .missing(ask);
    }

    private static String filled(String path, Ask ask) {
        var filled = path;
        for (var parameter : ask.parameters().entrySet())
            filled = filled.replace("{" + parameter.getKey() + "}", parameter.getValue());
        return filled;
    }
}
