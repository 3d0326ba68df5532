package journal

import (
	"bytes"
	"context"
	"crypto/rand"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

const (
	fileName = "journal.db"
	keyName  = "journal.key"
	keyBytes = 32 // as long as the hash: RFC 2104 section 3

	// applicationID marks the file as ours (https://www.sqlite.org/pragma.html#pragma_application_id): "fdjl".
	applicationID = 0x66646a6c
)

// migrations holds the steps from one schema to the next, in the order of their names. A step that was released never changes.
//
//go:embed migrations/*.sql
var migrations embed.FS

// openStore opens the folder's database and the key of its hashes, and makes what is not there.
func openStore(ctx context.Context, dir string, log *slog.Logger) (*sql.DB, []byte, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, nil, fmt.Errorf("journal: cannot make the data folder: %w", err)
	}
	path := filepath.Join(dir, fileName)
	db, err := openFile(path)
	if err != nil {
		return nil, nil, fmt.Errorf("journal: %w", err)
	}
	secret, err := prepare(ctx, db, filepath.Join(dir, keyName), log)
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("journal: %w", explain(path, err)), db.Close())
	}
	return db, secret, nil
}

// openFile opens path with the connection settings of every journal. SQLite gives the files beside it the same mode.
func openFile(path string) (*sql.DB, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("the data folder cannot be written: %w", err)
	}
	if err := f.Close(); err != nil {
		return nil, err
	}
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // C:/data, as SQLite's URIs want it
	}
	// NORMAL survives the end of the process at any moment; only a power cut can take the last transactions with it
	// (https://www.sqlite.org/pragma.html#pragma_synchronous). secure_delete overwrites what is deleted.
	dsn := url.URL{Scheme: "file", Path: slashed, RawQuery: url.Values{
		"_busy_timeout": {"5000"}, "_sync": {"NORMAL"}, "_pragma": {"secure_delete(1)"}, "_txlock": {"immediate"}, "_dqs": {"0"},
	}.Encode()}
	return sql.Open("sqlite", dsn.String())
}

// prepare brings the schema up to date and reads or makes the key, under one lock, so that two programs that start at once
// agree. The write-ahead log is turned on last: not before the file is known to be ours.
func prepare(ctx context.Context, db *sql.DB, keyPath string, log *slog.Logger) ([]byte, error) {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback() //nolint:errcheck // after Commit there is nothing to roll back
	if err := migrate(ctx, tx, migrations); err != nil {
		return nil, err
	}
	secret, err := readKey(keyPath)
	if errors.Is(err, fs.ErrNotExist) {
		secret, err = makeKey(ctx, tx, keyPath, log)
	}
	if err != nil {
		return nil, err
	}
	if err := tx.Commit(); err != nil {
		return nil, err
	}
	return secret, writeAhead(ctx, db)
}

// The patience with another program that opens the same file at the same moment.
const (
	walTries = 100
	walPause = 50 * time.Millisecond
)

// writeAhead switches the file to its write-ahead log. SQLite does not wait for a lock here, whatever the busy timeout says
// (https://www.sqlite.org/wal.html, "Sometimes Queries Return SQLITE_BUSY In WAL Mode").
func writeAhead(ctx context.Context, db *sql.DB) error {
	for try := 1; ; try++ {
		var mode string
		err := db.QueryRowContext(ctx, "PRAGMA journal_mode = WAL").Scan(&mode)
		var busy *sqlite.Error
		if err == nil || try == walTries || !errors.As(err, &busy) || busy.Code()&0xff != sqlite3.SQLITE_BUSY {
			return err
		}
		select {
		case <-time.After(walPause):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// errForeign and errNewer say why a sound database is not opened.
var (
	errForeign = errors.New("another program's database")
	errNewer   = errors.New("written by a newer frontdesk")
)

// migrate applies the steps that the database has not seen.
func migrate(ctx context.Context, tx *sql.Tx, steps fs.FS) error {
	names, err := fs.Glob(steps, "migrations/*.sql")
	if err != nil {
		return err
	}
	var id, version, tables int
	const ask = "SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM sqlite_schema)"
	if err := tx.QueryRowContext(ctx, ask).Scan(&id, &version, &tables); err != nil {
		return err
	}
	switch {
	case id != applicationID && (id != 0 || version != 0 || tables != 0):
		return errForeign
	case version > len(names):
		return fmt.Errorf("%w: it has schema %d and this program knows %d", errNewer, version, len(names))
	}
	for i, name := range names[version:] {
		step, err := fs.ReadFile(steps, name)
		if err != nil {
			return err
		}
		marks := fmt.Sprintf("; PRAGMA user_version = %d; PRAGMA application_id = %d", version+i+1, applicationID)
		if _, err := tx.ExecContext(ctx, string(step)+marks); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// explain adds to an error what it means for the person who starts the program.
func explain(path string, err error) error {
	var s *sqlite.Error
	damaged := errors.As(err, &s) && (s.Code()&0xff == sqlite3.SQLITE_NOTADB || s.Code()&0xff == sqlite3.SQLITE_CORRUPT)
	switch {
	case damaged:
		return fmt.Errorf("%s is not a database or is damaged: %w; move it away and a new journal is begun", path, err)
	case errors.Is(err, errForeign):
		return fmt.Errorf("%s is %w; move it away or choose another data folder", path, err)
	case errors.Is(err, errNewer):
		return fmt.Errorf("%s was %w; update frontdesk or choose another data folder", path, err)
	}
	return fmt.Errorf("%s: %w", path, err)
}

func readKey(path string) ([]byte, error) {
	secret, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	if len(secret) != keyBytes {
		return nil, fmt.Errorf("%s has %d bytes instead of %d; restore it from a backup or delete it", path, len(secret), keyBytes)
	}
	return secret, nil
}

// makeKey makes a new key and puts it in place whole. Rows that an older, lost key signed can no longer be found by person;
// that is worth a warning.
func makeKey(ctx context.Context, tx *sql.Tx, path string, log *slog.Logger) ([]byte, error) {
	var orphans int
	const count = "SELECT (SELECT count(*) FROM questions) + (SELECT count(*) FROM votes)"
	if err := tx.QueryRowContext(ctx, count).Scan(&orphans); err != nil {
		return nil, err
	}
	if orphans > 0 {
		log.Warn("journal_key_lost", "file", path, "rows_nobody_can_have_forgotten_before_they_expire", orphans)
	}
	secret := make([]byte, keyBytes)
	rand.Read(secret) //nolint:errcheck // it never fails: crypto/rand
	return secret, placeFile(path, secret)
}

// placeFile writes a file of mode 0600 that is either whole or not there.
func placeFile(path string, content []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*") // with mode 0600
	if err != nil {
		return err
	}
	_, err = bytes.NewReader(content).WriteTo(f)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}
