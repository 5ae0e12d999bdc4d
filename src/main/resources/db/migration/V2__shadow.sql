-- What was only watched: what would have been done about an incident, and how it came out.
CREATE TABLE shadow (
    incident BIGINT NOT NULL PRIMARY KEY REFERENCES incident (number),
    action   TEXT   NOT NULL,
    would    TEXT   NOT NULL,
    at       TEXT   NOT NULL,
    came     TEXT
);

CREATE INDEX shadow_open ON shadow (incident) WHERE came IS NULL;
