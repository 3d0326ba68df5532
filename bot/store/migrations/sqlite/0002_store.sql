-- The keys of the hashes that stand for persons and chats. The newest whose time has come is used.
CREATE TABLE keys (
	id     INTEGER PRIMARY KEY,
	since  INTEGER NOT NULL,                     -- used from then on, Unix time in milliseconds
	secret BLOB    NOT NULL CHECK (length(secret) = 32)
) STRICT;

-- One conversation a person and platform.
CREATE TABLE sessions (
	person  BLOB    NOT NULL PRIMARY KEY CHECK (length(person) = 16),
	state   BLOB    NOT NULL,
	version INTEGER NOT NULL,                    -- counts the saves
	expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_expires ON sessions (expires);

-- What platforms delivered and is not answered yet.
CREATE TABLE updates (
	adapter TEXT    NOT NULL,
	id      TEXT    NOT NULL,                    -- the platform's
	chat    BLOB    NOT NULL,                    -- a keyed hash
	seq     INTEGER NOT NULL,                    -- the order within the chat
	at      INTEGER NOT NULL,                    -- when it was taken
	begun   INTEGER NOT NULL CHECK (begun IN (0, 1)),
	owner   TEXT    NOT NULL,                    -- the process that began it
	body    BLOB,                                -- as it came
	reply   BLOB,                                -- what the bot answered, once it did
	PRIMARY KEY (adapter, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX updates_chat ON updates (chat, seq);

-- What platforms delivered, answered or not.
CREATE TABLE seen (
	adapter TEXT    NOT NULL,
	id      TEXT    NOT NULL,
	at      INTEGER NOT NULL,
	PRIMARY KEY (adapter, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX seen_at ON seen (at);

-- The messages that a reply is made of, on their way out.
CREATE TABLE sends (
	adapter TEXT    NOT NULL,
	id      TEXT    NOT NULL,                    -- of the update that is answered
	part    TEXT    NOT NULL,
	sent    INTEGER NOT NULL CHECK (sent IN (0, 1)),
	tries   INTEGER NOT NULL,                    -- those whose end is not known, and the last one
	message TEXT    NOT NULL,                    -- the platform's ID, once sent
	at      INTEGER NOT NULL,
	PRIMARY KEY (adapter, id, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX sends_at ON sends (at);

-- Small things to remember about a chat for a while, such as a method that is refused there.
CREATE TABLE notes (
	adapter TEXT    NOT NULL,
	scope   BLOB    NOT NULL,                    -- a keyed hash of the chat or person; empty for the whole platform
	name    TEXT    NOT NULL,
	value   TEXT    NOT NULL,
	expires INTEGER NOT NULL,
	PRIMARY KEY (adapter, scope, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX notes_expires ON notes (expires);

-- Who may do what only one process may do at a time.
CREATE TABLE leases (
	name   TEXT    NOT NULL PRIMARY KEY,
	holder TEXT    NOT NULL,
	token  INTEGER NOT NULL,                     -- grows with every new holder
	until  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The processes that share the store and are alive.
CREATE TABLE replicas (
	id    TEXT    NOT NULL PRIMARY KEY,
	until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
