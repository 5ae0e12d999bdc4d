package homelab.integration.http;

import java.util.Optional;

/** How connections to one outside system are opened. */
public interface Dial extends AutoCloseable {
    /** Who is asked, as HTTP names it. */
    Endpoint target();

    /** A new connection, TLS included where there is any. */
    Line open() throws NotOpened;

    /** Why nobody listens there; empty when somebody does, or when that cannot be told. */
    Optional<String> absence();

    /** What a failure after the opening says of the opening itself, as TLS 1.3 refuses late. */
    default Optional<NotOpened> refusal(Throwable failure) {
        return Optional.empty();
    }

    /** What else may have been the reason of a failure; empty, or begins with "; ". */
    default String hint(Throwable failure) {
        return "";
    }

    /** For people: what was asked. */
    @Override
    String toString();

    @Override
    void close();
}
