package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
)

// table is one that a backup holds.
type table struct {
	name     string
	columns  []string
	numbered bool // its rows have a number of their own, id, by which they are ordered
}

// tables are all but those that say which processes are alive.
func tables() []table {
	return []table{
		{"keys", []string{"id", "since", "secret"}, true},
		{"questions", []string{"id", "at", "kind", "adapter", "person", "text", "key", "entry", "confidence"}, true},
		{"votes", []string{"person", "entry", "helped", "at", "adapter"}, false},
		{"counts", []string{"day", "kind", "entry", "n"}, false},
		{"sessions", []string{"person", "state", "version", "expires"}, false},
		{"updates", []string{"adapter", "id", "chat", "seq", "at", "begun", "owner", "body", "reply"}, false},
		{"seen", []string{"adapter", "id", "at"}, false},
		{"sends", []string{"adapter", "id", "part", "sent", "tries", "message", "at"}, false},
		{"notes", []string{"adapter", "scope", "name", "value", "expires"}, false},
	}
}

// Backup writes all that the store holds at one moment to a new file, of mode 0600, while it goes on working: an SQLite file,
// whichever database it comes from. It refuses a file that is there already.
func (s *Store) Backup(ctx context.Context, file string) error {
	if err := s.backup(ctx, file); err != nil {
		return fmt.Errorf("store: backup: %w", err)
	}
	return nil
}

func (s *Store) backup(ctx context.Context, file string) (err error) {
	if _, err := os.Lstat(file); err == nil {
		return fmt.Errorf("%s is there already", file)
	}
	// The copy is made in a folder of its own, so that the file is either whole or not there.
	dir, err := os.MkdirTemp(filepath.Dir(file), ".frontdesk-backup-*") // with mode 0700
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	to, err := connect(ctx, dir, s.cfg, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	err = s.snapshot(ctx, func(from *sql.Tx) error { return to.fill(ctx, from) })
	if err == nil {
		_, err = to.wipe(ctx) // all of it in one file
	}
	if err = errors.Join(err, to.engine.close()); err != nil {
		return err
	}
	return os.Rename(filepath.Join(dir, fileName), file)
}

// snapshot runs do in a transaction that sees one moment.
func (s *Store) snapshot(ctx context.Context, do func(*sql.Tx) error) error {
	options := &sql.TxOptions{ReadOnly: true}
	if s.shared() {
		options.Isolation = sql.LevelRepeatableRead
	}
	tx, err := s.read.BeginTx(ctx, options)
	if err != nil {
		return err
	}
	return errors.Join(do(tx), tx.Rollback())
}

// Restore fills a store that holds nothing yet with what Backup wrote, also one of the other kind: from SQLite to PostgreSQL or
// back. Whoever asked to be forgotten after the backup has to ask again. It refuses a store in which something is.
func Restore(ctx context.Context, file, data string, cfg Config, log *slog.Logger) error {
	if err := restore(ctx, file, data, cfg, log); err != nil {
		return fmt.Errorf("store: restore: %w", err)
	}
	return nil
}

func restore(ctx context.Context, file, data string, cfg Config, log *slog.Logger) error {
	dir, err := os.MkdirTemp("", "frontdesk-restore-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	content, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	// A copy, because a backup of an earlier version is brought up to date first.
	if err := os.WriteFile(filepath.Join(dir, fileName), content, 0o600); err != nil {
		return err
	}
	from, err := connect(ctx, dir, cfg, slog.New(slog.DiscardHandler))
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	to, err := connect(ctx, data, cfg, log)
	if err != nil {
		return errors.Join(err, from.engine.close())
	}
	err = from.snapshot(ctx, func(tx *sql.Tx) error { return to.fill(ctx, tx) })
	return errors.Join(err, from.engine.close(), to.engine.close())
}

// fill copies every table into a store that is empty.
func (s *Store) fill(ctx context.Context, from *sql.Tx) error {
	return inTx(ctx, s.db, func(to *sql.Tx) error {
		if err := empty(ctx, to); err != nil {
			return err
		}
		for _, t := range tables() {
			if err := t.copy(ctx, from, to); err != nil {
				return fmt.Errorf("%s: %w", t.name, err)
			}
			if t.numbered {
				if err := s.numbered(ctx, to, t.name); err != nil {
					return fmt.Errorf("%s: %w", t.name, err)
				}
			}
		}
		return nil
	})
}

// empty refuses a store that holds more than the key it began with, which it deletes.
func empty(ctx context.Context, tx *sql.Tx) error {
	for _, t := range tables() {
		if t.name == "keys" {
			continue
		}
		var n int
		if err := tx.QueryRowContext(ctx, "SELECT count(*) FROM "+t.name).Scan(&n); err != nil {
			return err
		}
		if n > 0 {
			return errors.New("there is a store with something in it already; move it away first")
		}
	}
	_, err := tx.ExecContext(ctx, "DELETE FROM keys")
	return err
}

// copy copies the rows of a table.
func (t table) copy(ctx context.Context, from, to *sql.Tx) error {
	columns := strings.Join(t.columns, ", ")
	rows, err := from.QueryContext(ctx, "SELECT "+columns+" FROM "+t.name+" ORDER BY 1, 2")
	if err != nil {
		return err
	}
	defer rows.Close()
	insert, err := to.PrepareContext(ctx, "INSERT INTO "+t.name+" ("+columns+") VALUES ("+marks(len(t.columns))+")")
	if err != nil {
		return err
	}
	defer insert.Close()
	values := make([]any, len(t.columns))
	into := make([]any, len(t.columns))
	for i := range values {
		into[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		if _, err := insert.ExecContext(ctx, values...); err != nil {
			return err
		}
	}
	return rows.Err()
}

// marks returns $1, $2, … $n.
func marks(n int) string {
	all := make([]string, n)
	for i := range all {
		all[i] = fmt.Sprintf("$%d", i+1)
	}
	return strings.Join(all, ", ")
}
