package homelab.store;

import homelab.store.StoreException.Kind;
import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Brings a database to the schema of this version. */
final class Migration {
    private Migration() {}

    /** @param name of the database, for people */
    static void run(String name, DataSource source) throws StoreException {
        var flyway = Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration")
                .loggers(QuietLog.class.getName())
                .load();
        var newer =
                Arrays.stream(flyway.info().all()).filter(Migration::isNewer).findFirst();
        if (newer.isPresent())
            throw new StoreException(
                    Kind.BROKEN,
                    "could not open the store in " + name + ": a newer version of Homelab Agent wrote it (schema "
                            + newer.get().getVersion() + "); run that version again, or restore a backup made before");
        flyway.migrate();
    }

    private static boolean isNewer(MigrationInfo applied) {
        return applied.getState() == MigrationState.FUTURE_SUCCESS
                || applied.getState() == MigrationState.FUTURE_FAILED;
    }
}
