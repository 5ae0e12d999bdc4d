-- Plain SQL that SQLite and PostgreSQL both take. Instants are RFC 3339 in UTC with nine digits of a second,
-- so that text order is time order. A doc is the whole record as JSON; the columns beside it are those that are asked for.

CREATE TABLE instance (
    id      TEXT NOT NULL PRIMARY KEY,
    made_at TEXT NOT NULL
);

CREATE TABLE lease (
    name       TEXT   NOT NULL PRIMARY KEY,
    owner      TEXT   NOT NULL,
    epoch      BIGINT NOT NULL,
    expires_at TEXT   NOT NULL
);

CREATE TABLE incident (
    number BIGINT NOT NULL PRIMARY KEY,
    stage  TEXT   NOT NULL,
    doc    TEXT   NOT NULL
);

CREATE INDEX incident_open ON incident (number) WHERE stage <> 'RESOLVED';

CREATE TABLE history (
    home    TEXT   NOT NULL,
    project TEXT   NOT NULL,
    name    TEXT   NOT NULL,
    number  BIGINT NOT NULL,
    doc     TEXT   NOT NULL,
    PRIMARY KEY (home, project, name, number)
);

-- Only ever inserted.
CREATE TABLE intent (
    id       TEXT   NOT NULL PRIMARY KEY,
    incident BIGINT NOT NULL REFERENCES incident (number),
    epoch    BIGINT NOT NULL,
    at       TEXT   NOT NULL,
    doc      TEXT   NOT NULL
);

CREATE TABLE lesson (
    cause  TEXT NOT NULL,
    action TEXT NOT NULL,
    target TEXT NOT NULL,
    doc    TEXT NOT NULL,
    PRIMARY KEY (cause, action, target)
);

CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,
    doc  TEXT NOT NULL
);

-- Where each host's event stream is to be resumed.
CREATE TABLE event_cursor (
    host  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- Only ever inserted. One chain for each instance; each entry's hash covers the hash before it.
CREATE TABLE journal (
    chain     TEXT   NOT NULL,
    seq       BIGINT NOT NULL,
    at        TEXT   NOT NULL,
    what      TEXT   NOT NULL,
    incident  BIGINT,
    text      TEXT   NOT NULL,
    prev_hash TEXT   NOT NULL,
    hash      TEXT   NOT NULL,
    PRIMARY KEY (chain, seq)
);

-- Stories on their way to people; ids rise, and each recipient gets its own in that order.
CREATE TABLE outbox (
    id           BIGINT NOT NULL PRIMARY KEY,
    recipient    TEXT   NOT NULL,
    incident     BIGINT NOT NULL,
    doc          TEXT   NOT NULL,
    tries        BIGINT NOT NULL,
    last_try_at  TEXT,
    last_failure TEXT,
    delivered_at TEXT
);

CREATE INDEX outbox_waiting ON outbox (recipient, id) WHERE delivered_at IS NULL;
