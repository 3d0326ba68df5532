package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Note is something small to remember about a chat or a person for a while, such as a method that is refused there. Forget
// takes those about a person, and those about the chat that bears the person's ID.
type Note struct {
	Adapter, Scope string // the chat or person; empty for the whole platform
	Name           string
	Value          string        // nothing that anybody said
	Keep           time.Duration // how long it is remembered
}

// Remember keeps a note, in place of one of the same name.
func (s *Store) Remember(ctx context.Context, n Note) error {
	const keep = `INSERT INTO notes (adapter, scope, name, value, expires) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (adapter, scope, name) DO UPDATE SET value = excluded.value, expires = excluded.expires`
	return s.write(ctx, "remember", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, keep, clean(n.Adapter), s.scope(n), clean(n.Name), clean(n.Value), time.Now().Add(n.Keep).UnixMilli())
		return err
	})
}

// Recall returns the value of a note of that name; it reports false when there is none, or its time is over.
func (s *Store) Recall(ctx context.Context, n Note) (value string, ok bool, err error) {
	const query = "SELECT value FROM notes WHERE adapter = $1 AND scope = $2 AND name = $3 AND expires > $4"
	err = s.read.QueryRowContext(ctx, query, clean(n.Adapter), s.scope(n), clean(n.Name), time.Now().UnixMilli()).Scan(&value)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return "", false, nil
	case err != nil:
		return "", false, fmt.Errorf("store: recall: %w", err)
	}
	return value, true, nil
}

func (s *Store) scope(n Note) []byte {
	if n.Scope == "" {
		return []byte{}
	}
	return s.hash(n.Adapter, n.Scope)
}
