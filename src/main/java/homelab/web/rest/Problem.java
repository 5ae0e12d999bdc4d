package homelab.web.rest;

import homelab.model.Text;

/** What every error answers. {@code error} says what was wrong with the request, and what to do. */
public record Problem(String error) {
    /** For what the server itself refuses, before or beside our own code. */
    public static Problem of(int status, String method, String path) {
        var request = Text.harmless(method, 20) + " " + Text.harmless(path, 200);
        return new Problem(
                switch (status) {
                    case 400 -> "the request cannot be read: check its address, parameters and headers";
                    case 404 -> "there is no " + request + "; docs/rest.md lists what there is";
                    case 405 -> request + " does not exist; docs/rest.md lists the methods of each address";
                    case 413 -> "the request is too large; its body may have " + Body.LIMIT + " bytes";
                    case 415 -> "the body must be JSON, sent with Content-Type: application/json";
                    case 431 -> "the headers are too large; send fewer";
                    default ->
                        status < 500
                                ? "the request was refused with status " + status + "; docs/rest.md says what is taken"
                                : "the agent could not answer; its log says why";
                });
    }
}
