package homelab.web.rest;

import org.springframework.http.HttpStatus;

/** A request that is answered with an error. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final HttpStatus status;

    Refusal(HttpStatus status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    static Refusal badRequest(String message) {
        return new Refusal(HttpStatus.BAD_REQUEST, message);
    }

    HttpStatus status() {
        return status;
    }

    Problem problem() {
        return new Problem(String.valueOf(getMessage()));
    }
}
