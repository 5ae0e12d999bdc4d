package homelab.web;

import java.net.UnknownHostException;
import java.nio.file.FileSystemException;

/** The door could not be opened. The message says where, why and what to do; the agent works without it. */
public final class WebException extends Exception {
    private static final long serialVersionUID = 1;

    private WebException(String message, Throwable cause) {
        super(message, cause);
    }

    static WebException opening(WebConfig config, Throwable failure) {
        var root = failure;
        for (var next = failure; next != null; next = next.getCause()) root = next;
        var address = config.host() + ":" + config.port();
        return new WebException(
                "could not open the web door at " + address + ": " + why(root) + "; " + cure(config, root), failure);
    }

    private static String why(Throwable root) {
        if (root instanceof UnknownHostException) return "this name has no address";
        if (root instanceof FileSystemException file) return file.getFile() + " cannot be made";
        var message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : message;
    }

    private static String cure(WebConfig config, Throwable root) {
        var why = why(root);
        if (root instanceof UnknownHostException || why.contains("Cannot assign requested address"))
            return "set DASHBOARD_HOST to an address of this machine, such as 127.0.0.1";
        if (why.contains("in use"))
            return "stop what listens there (ss -ltnp 'sport = :" + config.port()
                    + "') or set DASHBOARD_PORT to another, such as " + (config.port() + 1);
        if (why.contains("Permission denied")) return "set DASHBOARD_PORT to a port from 1024 on";
        if (why.contains("tempDir") || root instanceof FileSystemException)
            return "give the agent a writable temporary directory (-Djava.io.tmpdir, a tmpfs on /tmp)";
        return "the agent goes on without it; see the log, then start the agent again";
    }
}
