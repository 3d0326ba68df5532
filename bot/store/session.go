package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// ErrChanged says that somebody else saved the conversation since it was read: read it again and answer anew.
var ErrChanged = errors.New("the conversation has changed meanwhile")

// Session is a conversation as it is kept.
type Session struct {
	State   []byte // what was saved; nil when there is none, or its time is over
	Version int64  // goes back with Save
	expires time.Time
}

// Turn is one message of a conversation, answered.
type Turn struct {
	Adapter, User string
	State         []byte        // of the conversation from now on
	Version       int64         // of the session that it was made of
	Keep          time.Duration // how long without another message it is kept; 0: it is forgotten at once
	Update        string        // the update that it answers; empty: none that was taken
	Reply         []byte        // the answer, recorded with the conversation or not at all
}

// Session returns somebody's conversation. Beside an error stands what this process remembers of it, to go on with.
func (s *Store) Session(ctx context.Context, adapter, user string) (Session, error) {
	hashes := s.hashes(adapter, user)
	cached, ok := s.sessions.Get(hashes[0])
	if ok && !s.shared() {
		return cached.alive(), nil
	}
	for i, h := range hashes {
		found, err := s.readSession(ctx, h)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			continue
		case err == nil && i > 0:
			err = s.write(ctx, "session", func(tx *sql.Tx) error {
				_, err := tx.ExecContext(ctx, "UPDATE sessions SET person = $1 WHERE person = $2", hashes[0][:], h[:])
				return err
			})
		}
		if err != nil {
			return cached.alive(), fmt.Errorf("store: session: %w", err)
		}
		s.sessions.Add(hashes[0], found)
		return found.alive(), nil
	}
	return Session{}, nil
}

func (s *Store) readSession(ctx context.Context, person [personBytes]byte) (Session, error) {
	var found Session
	var expires int64
	row := s.read.QueryRowContext(ctx, "SELECT state, version, expires FROM sessions WHERE person = $1", person[:])
	err := row.Scan(&found.State, &found.Version, &expires)
	found.expires = time.UnixMilli(expires)
	return found, err
}

// alive is the session without a state whose time is over.
func (x Session) alive() Session {
	if !time.Now().Before(x.expires) {
		x.State = nil
	}
	return x
}

// Save keeps a conversation and the reply to its last message, both or neither. It returns ErrChanged when somebody else has
// saved it since it was read, and ErrLost when the update is in other hands by now. After any other error this process still
// remembers the conversation.
func (s *Store) Save(ctx context.Context, t Turn) error {
	person := s.hashes(t.Adapter, t.User)[0]
	next := Session{t.State, t.Version + 1, time.Now().Add(t.Keep)}
	err := s.write(ctx, "save", func(tx *sql.Tx) error {
		if err := saveSession(ctx, tx, person, next); err != nil || t.Update == "" {
			return err
		}
		n, err := changed(ctx, tx, "UPDATE updates SET reply = $1 WHERE adapter = $2 AND id = $3 AND begun = 1 AND owner = $4",
			t.Reply, clean(t.Adapter), clean(t.Update), s.me)
		if err == nil && n == 0 {
			return ErrLost
		}
		return err
	})
	if !errors.Is(err, ErrChanged) && !errors.Is(err, ErrLost) {
		s.sessions.Add(person, next)
	}
	return err
}

func saveSession(ctx context.Context, tx *sql.Tx, person [personBytes]byte, x Session) error {
	const save = `INSERT INTO sessions (person, state, version, expires) VALUES ($1, $2, $3, $4)
		ON CONFLICT (person) DO UPDATE SET state = excluded.state, version = excluded.version, expires = excluded.expires
		WHERE sessions.version < excluded.version`
	n, err := changed(ctx, tx, save, person[:], x.State, x.Version, x.expires.UnixMilli())
	if err == nil && n == 0 {
		return ErrChanged
	}
	return err
}
