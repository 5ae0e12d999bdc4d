package homelab.lab;

import java.util.List;

/** A script that cannot be understood. The message has a sentence for each mistake, with its line. */
public final class ScriptException extends Exception {
    private static final long serialVersionUID = 1;

    ScriptException(List<String> mistakes) {
        super(String.join("\n", mistakes));
    }
}
