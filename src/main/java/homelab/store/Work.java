package homelab.store;

import org.springframework.jdbc.core.simple.JdbcClient;

/** What is done within one transaction. */
@FunctionalInterface
interface Work<T> {
    T on(JdbcClient jdbc) throws StoreException;
}
