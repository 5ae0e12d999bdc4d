-- How resources fared, for the bars of the last day: a row for each change of state. A host that is unseen hides what is on it.
CREATE TABLE state_change (
    subject TEXT NOT NULL,
    at      TEXT NOT NULL,
    state   TEXT NOT NULL,
    PRIMARY KEY (subject, at)
);
