package homelab.store;

import homelab.model.Course;
import homelab.model.Lineage;
import homelab.model.Resource;
import homelab.model.Sighting;
import homelab.model.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How resources fared, as rows. */
final class StateChanges {
    /** What is older is of no use, but for the last before: it tells how things were since. */
    private static final Duration KEPT = Duration.ofDays(2);

    private StateChanges() {}

    /** What a change is kept by: a host's id; a lineage, so that what is made anew keeps its past. */
    static String subject(Resource resource) {
        return switch (resource.kind()) {
            case HOST, CLUSTER, BACKUP_SERVER -> resource.id().value();
            default -> key(resource.lineage());
        };
    }

    private static String key(Lineage lineage) {
        return "lineage " + lineage.key();
    }

    static void save(JdbcClient jdbc, Commit.StateChange change) {
        var subject = Column.of(subject(change.resource()));
        save(jdbc, subject, change.change());
        jdbc.sql("""
                DELETE FROM state_change WHERE subject = :subject AND at <
                    (SELECT max(at) FROM state_change WHERE subject = :subject AND at < :horizon)
                """)
                .param("subject", subject)
                .param("horizon", Column.of(change.change().at().minus(KEPT)))
                .update();
    }

    private static void save(JdbcClient jdbc, String subject, Sighting.Change change) {
        jdbc.sql("""
                INSERT INTO state_change (subject, at, state) VALUES (:subject, :at, :state)
                ON CONFLICT (subject, at) DO UPDATE SET state = excluded.state
                """)
                .param("subject", subject)
                .param("at", Column.of(change.at()))
                .param("state", change.to().name())
                .update();
    }

    static void forget(JdbcClient jdbc, Lineage lineage) {
        jdbc.sql("DELETE FROM state_change WHERE subject = :subject")
                .param("subject", Column.of(key(lineage)))
                .update();
    }

    /** While no process watched, nothing was seen: from the last write of the one before, every host is unseen. */
    static void nobodyWatchedSince(JdbcClient jdbc, Instant lastWrite) {
        jdbc.sql("SELECT host FROM event_cursor")
                .query(String.class)
                .list()
                .forEach(host -> save(jdbc, host, new Sighting.Change(lastWrite, State.UNSEEN)));
    }

    /** By subject: what changed since then, and before it how it was at that moment. */
    static Map<String, Course> since(JdbcClient jdbc, Instant since) {
        var changes = new HashMap<String, List<Sighting.Change>>();
        jdbc.sql("""
                SELECT subject, at, state FROM state_change AS one WHERE at >= :since
                    OR at = (SELECT max(at) FROM state_change WHERE subject = one.subject AND at < :since)
                ORDER BY subject, at
                """).param("since", Column.of(since)).query(row -> {
            var change = new Sighting.Change(Instant.parse(row.getString("at")), State.valueOf(row.getString("state")));
            changes.computeIfAbsent(row.getString("subject"), ignored -> new ArrayList<>())
                    .add(change);
        });
        var courses = new HashMap<String, Course>();
        changes.forEach((subject, all) -> courses.put(subject, new Course(all)));
        return courses;
    }
}
