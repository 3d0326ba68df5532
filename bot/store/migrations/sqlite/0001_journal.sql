-- What people asked that was not answered outright, and what they picked instead.
CREATE TABLE questions (
	id         INTEGER PRIMARY KEY,
	at         INTEGER NOT NULL,                 -- Unix time in milliseconds
	kind       TEXT    NOT NULL CHECK (kind IN ('unanswered', 'clarified', 'picked')),
	adapter    TEXT    NOT NULL,
	person     BLOB    NOT NULL CHECK (length(person) = 16),
	text       TEXT    NOT NULL,                 -- scrubbed and cut
	key        TEXT    NOT NULL,                 -- equal for the same question in other clothes
	entry      TEXT    NOT NULL,                 -- the nearest, or the one picked; '' when there is none
	confidence REAL    NOT NULL
) STRICT;
CREATE INDEX questions_at ON questions (at);
CREATE INDEX questions_person ON questions (person, at);

-- One vote a person and entry: the last one.
CREATE TABLE votes (
	person  BLOB    NOT NULL CHECK (length(person) = 16),
	entry   TEXT    NOT NULL,
	helped  INTEGER NOT NULL CHECK (helped IN (0, 1)),
	at      INTEGER NOT NULL,
	adapter TEXT    NOT NULL,
	PRIMARY KEY (person, entry)
) STRICT, WITHOUT ROWID;

-- Replies by day, kind and entry; entry '' counts the replies of that kind. Nobody can be told from these.
CREATE TABLE counts (
	day   TEXT    NOT NULL,                      -- 2026-11-20, in the clinic's time zone
	kind  TEXT    NOT NULL,
	entry TEXT    NOT NULL,
	n     INTEGER NOT NULL,
	PRIMARY KEY (day, kind, entry)
) STRICT, WITHOUT ROWID;
