package homelab.store;

import homelab.model.Action;
import homelab.model.Incident;
import homelab.model.Shadow;
import homelab.model.ShadowScore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was only watched, as rows. */
final class ShadowRows {
    private ShadowRows() {}

    /** The first of an incident counts; once it has ended it stays as it is. */
    static void save(JdbcClient jdbc, Shadow shadow) {
        jdbc.sql("""
                INSERT INTO shadow (incident, action, would, at, came) VALUES (:incident, :action, :would, :at, :came)
                ON CONFLICT (incident) DO UPDATE SET came = excluded.came WHERE shadow.came IS NULL
                """)
                .param("incident", shadow.incident().number())
                .param("action", shadow.action().name())
                .param("would", shadow.would().name())
                .param("at", Column.of(shadow.at()))
                .param("came", shadow.came().map(Enum::name).orElse(null))
                .update();
    }

    static List<Shadow> open(JdbcClient jdbc) {
        return jdbc.sql("SELECT incident, action, would, at FROM shadow WHERE came IS NULL ORDER BY incident")
                .query((row, ignored) -> new Shadow(
                        new Incident.Id(row.getLong("incident")),
                        Action.valueOf(row.getString("action")),
                        Shadow.Would.valueOf(row.getString("would")),
                        Instant.parse(row.getString("at")),
                        Optional.empty()))
                .list();
    }

    static List<ShadowScore> score(JdbcClient jdbc) {
        return jdbc.sql("""
                SELECT action,
                    sum(CASE WHEN would = 'ACT' THEN 1 ELSE 0 END) AS would_act,
                    sum(CASE WHEN would = 'ASK' THEN 1 ELSE 0 END) AS would_ask,
                    sum(CASE WHEN came = 'RECOVERED_ALONE' THEN 1 ELSE 0 END) AS alone,
                    sum(CASE WHEN came = 'STAYED' THEN 1 ELSE 0 END) AS stayed,
                    sum(CASE WHEN came = 'BY_PERSON' THEN 1 ELSE 0 END) AS by_person,
                    sum(CASE WHEN came IS NULL THEN 1 ELSE 0 END) AS unknown
                FROM shadow GROUP BY action ORDER BY action
                """)
                .query((row, ignored) -> new ShadowScore(
                        Action.valueOf(row.getString("action")),
                        row.getInt("would_act"),
                        row.getInt("would_ask"),
                        row.getInt("alone"),
                        row.getInt("stayed"),
                        row.getInt("by_person"),
                        row.getInt("unknown")))
                .list();
    }
}
