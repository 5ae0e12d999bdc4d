package homelab.store;

import homelab.integration.Desk;
import homelab.model.History;
import homelab.model.Incident;
import homelab.model.Intent;
import homelab.model.Lesson;
import homelab.model.Lineage;
import homelab.model.Resource;
import homelab.model.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the loop remembers, as rows: each a JSON document with the columns that are asked for. */
final class Documents {
    private Documents() {}

    static void save(JdbcClient jdbc, Commit commit) {
        commit.incidents().forEach(incident -> save(jdbc, incident));
        commit.intents().forEach(intent -> save(jdbc, intent));
        commit.forgotten().forEach(lineage -> forget(jdbc, lineage));
        commit.histories().forEach(history -> save(jdbc, history));
        commit.lessons().forEach(lesson -> save(jdbc, lesson));
        commit.shadows().forEach(shadow -> ShadowRows.save(jdbc, shadow));
        commit.settings().forEach(setting -> save(jdbc, setting));
        commit.stateChanges().forEach(change -> StateChanges.save(jdbc, change));
        commit.cursors().forEach((host, cursor) -> save(jdbc, host, cursor));
    }

    private static void save(JdbcClient jdbc, Incident incident) {
        jdbc.sql("""
                INSERT INTO incident (number, stage, doc) VALUES (:number, :stage, :doc)
                ON CONFLICT (number) DO UPDATE SET stage = excluded.stage, doc = excluded.doc
                """)
                .param("number", incident.id().number())
                .param("stage", incident.stage().word())
                .param("doc", Json.write(incident))
                .update();
    }

    private static void save(JdbcClient jdbc, Intent intent) {
        jdbc.sql("INSERT INTO intent (id, incident, epoch, at, doc) VALUES (:id, :incident, :epoch, :at, :doc)")
                .param("id", Column.of(intent.id().value()))
                .param("incident", intent.incident().number())
                .param("epoch", intent.epoch())
                .param("at", Column.of(intent.at()))
                .param("doc", Json.write(intent))
                .update();
    }

    private static void save(JdbcClient jdbc, History history) {
        jdbc.sql("""
                INSERT INTO history (home, project, name, number, doc) VALUES (:home, :project, :name, :number, :doc)
                ON CONFLICT (home, project, name, number) DO UPDATE SET doc = excluded.doc
                """)
                .param("home", Column.of(history.lineage().home()))
                .param("project", Column.of(history.lineage().project()))
                .param("name", Column.of(history.lineage().name()))
                .param("number", history.lineage().number())
                .param("doc", Json.write(history))
                .update();
    }

    private static void forget(JdbcClient jdbc, Lineage lineage) {
        jdbc.sql("""
                DELETE FROM history WHERE home = :home AND project = :project AND name = :name AND number = :number
                """)
                .param("home", Column.of(lineage.home()))
                .param("project", Column.of(lineage.project()))
                .param("name", Column.of(lineage.name()))
                .param("number", lineage.number())
                .update();
        StateChanges.forget(jdbc, lineage);
    }

    private static void save(JdbcClient jdbc, Lesson lesson) {
        jdbc.sql("""
                INSERT INTO lesson (cause, action, target, doc) VALUES (:cause, :action, :target, :doc)
                ON CONFLICT (cause, action, target) DO UPDATE SET doc = excluded.doc
                """)
                .param("cause", Column.of(lesson.key().cause()))
                .param("action", lesson.key().action().name())
                .param("target", lesson.key().target().name())
                .param("doc", Json.write(lesson))
                .update();
    }

    private static void save(JdbcClient jdbc, Setting setting) {
        jdbc.sql("""
                INSERT INTO setting (name, doc) VALUES (:name, :doc)
                ON CONFLICT (name) DO UPDATE SET doc = excluded.doc
                """)
                .param("name", Column.of(setting.name()))
                .param("doc", Json.write(setting))
                .update();
    }

    private static void save(JdbcClient jdbc, Resource.Id host, String cursor) {
        jdbc.sql("""
                INSERT INTO event_cursor (host, value) VALUES (:host, :value)
                ON CONFLICT (host) DO UPDATE SET value = excluded.value
                """)
                .param("host", Column.of(host.value()))
                .param("value", Column.of(cursor))
                .update();
    }

    static Saved load(JdbcClient jdbc) throws StoreException {
        var cursors = new LinkedHashMap<Resource.Id, String>();
        jdbc.sql("SELECT host, value FROM event_cursor ORDER BY host").query(row -> {
            cursors.put(new Resource.Id(row.getString("host")), row.getString("value"));
        });
        return new Saved(
                read(
                        Incident.class,
                        "incident",
                        jdbc.sql("SELECT number AS key, doc FROM incident WHERE stage <> 'RESOLVED' ORDER BY number")),
                jdbc.sql("SELECT coalesce(max(number), 0) FROM incident")
                        .query(Long.class)
                        .single(),
                read(History.class, "history", jdbc.sql("""
                                SELECT home || '/' || project || '/' || name || '/' || number AS key, doc
                                FROM history ORDER BY home, project, name, number
                                """)),
                read(Lesson.class, "lesson", jdbc.sql("""
                                SELECT cause || '/' || action || '/' || target AS key, doc
                                FROM lesson ORDER BY cause, action, target
                                """)),
                ShadowRows.open(jdbc),
                settings(jdbc),
                cursors);
    }

    static List<Setting> settings(JdbcClient jdbc) throws StoreException {
        return read(Setting.class, "setting", jdbc.sql("SELECT name AS key, doc FROM setting ORDER BY name"));
    }

    static Desk.Page incidents(JdbcClient jdbc, boolean openOnly, int page, int size) throws StoreException {
        var which = openOnly ? "WHERE stage <> 'RESOLVED'" : "";
        var total = jdbc.sql("SELECT count(*) FROM incident " + which)
                .query(Long.class)
                .single();
        var items = jdbc.sql("SELECT number AS key, doc FROM incident " + which
                        + " ORDER BY number DESC LIMIT :size OFFSET :offset")
                .param("size", size)
                .param("offset", (long) page * size);
        return new Desk.Page(read(Incident.class, "incident", items), page, size, total);
    }

    static Optional<Incident> incident(JdbcClient jdbc, Incident.Id id) throws StoreException {
        var found = jdbc.sql("SELECT number AS key, doc FROM incident WHERE number = :number")
                .param("number", id.number());
        return read(Incident.class, "incident", found).stream().findFirst();
    }

    private record Doc(String key, String doc) {}

    private static <T> List<T> read(Class<T> type, String table, JdbcClient.StatementSpec query) throws StoreException {
        var rows = query.query((row, ignored) -> new Doc(row.getString("key"), row.getString("doc")))
                .list();
        var values = new ArrayList<T>(rows.size());
        for (var row : rows) values.add(Json.read(type, table + " " + row.key(), row.doc()));
        return values;
    }
}
