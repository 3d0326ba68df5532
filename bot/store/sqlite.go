package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/gofrs/flock"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// The files of a data folder.
const (
	fileName = "frontdesk.db"
	lockName = "frontdesk.lock"

	oldFile = "journal.db" // until schema 1 there was only the journal
	oldKey  = "journal.key"
)

// readers is how many queries run at a time beside the one transaction that writes.
const readers = 4

// errInUse says that another process has the folder.
var errInUse = errors.New("another frontdesk is using it; stop that one, or give this one a data folder of its own")

// sqliteEngine is a store in one file, or in memory.
type sqliteEngine struct {
	db, read *sql.DB
	lock     *flock.Flock // nil in memory and beside another process
}

func (*sqliteEngine) now() string { return "CAST(unixepoch('subsec') * 1000 AS INTEGER)" }

// order does nothing: one connection writes, one transaction at a time.
func (*sqliteEngine) order(context.Context, *sql.Tx, []byte) error { return nil }

func (*sqliteEngine) shared() bool { return false }

func (*sqliteEngine) numbered(context.Context, *sql.Tx, string) error { return nil }

// wipe moves the write-ahead log into the file and empties it. Deleted rows were overwritten in the file already
// (https://www.sqlite.org/pragma.html#pragma_wal_checkpoint, https://www.sqlite.org/pragma.html#pragma_secure_delete).
func (e *sqliteEngine) wipe(ctx context.Context) (bool, error) {
	var busy, frames, moved int
	if err := e.db.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &frames, &moved); err != nil {
		return false, err
	}
	return busy == 0, nil
}

func (e *sqliteEngine) close() error {
	err := e.read.Close()
	if e.db != e.read {
		err = errors.Join(err, e.db.Close())
	}
	if e.lock != nil {
		err = errors.Join(err, e.lock.Unlock())
	}
	return err
}

// openMemory opens a store that ends with its one connection.
func (s *Store) openMemory(ctx context.Context) error {
	db, err := sql.Open("sqlite", "file::memory:?"+settings().Encode())
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	s.db, s.read, s.engine = db, db, &sqliteEngine{db: db, read: db}
	return s.prepare(ctx, "memory", nil)
}

// openFolder opens the store of a folder, or begins one: the folder is made with mode 0700, the files with 0600.
func (s *Store) openFolder(ctx context.Context, dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return unwritable(fmt.Errorf("cannot make the data folder: %w", err))
	}
	lock := flock.New(filepath.Join(dir, lockName), flock.SetPermissions(0o600))
	got, err := lock.TryLock()
	switch {
	case err != nil:
		return unwritable(fmt.Errorf("the data folder cannot be written: %w", err))
	case !got:
		return fmt.Errorf("%s: %w", dir, errInUse)
	}
	if err := s.openLocked(ctx, dir, lock); err != nil {
		return errors.Join(err, lock.Unlock())
	}
	return nil
}

func (s *Store) openLocked(ctx context.Context, dir string, lock *flock.Flock) error {
	if err := adopt(ctx, dir); err != nil {
		return err
	}
	path := filepath.Join(dir, fileName)
	db, read, err := openFile(path)
	if err != nil {
		return err
	}
	s.db, s.read, s.engine = db, read, &sqliteEngine{db: db, read: read, lock: lock}
	if err := s.prepare(ctx, path, func(tx *sql.Tx) error { return s.adoptKey(ctx, tx, filepath.Join(dir, oldKey)) }); err != nil {
		return errors.Join(err, read.Close(), db.Close())
	}
	return removeIfThere(filepath.Join(dir, oldKey)) // it is in the database now
}

// openFile opens path for one writer and some readers. SQLite gives the files beside it the same mode.
func openFile(path string) (db, read *sql.DB, err error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, nil, unwritable(fmt.Errorf("the data folder cannot be written: %w", err))
	}
	if err := f.Close(); err != nil {
		return nil, nil, err
	}
	if db, err = sql.Open("sqlite", location(path, settings())); err != nil {
		return nil, nil, err
	}
	db.SetMaxOpenConns(1)
	if read, err = sql.Open("sqlite", location(path, settings())); err != nil {
		return nil, nil, errors.Join(err, db.Close())
	}
	read.SetMaxOpenConns(readers)
	return db, read, nil
}

// settings are those of every connection. NORMAL survives the end of the process at any moment; only a power cut can take the
// last transactions with it (https://www.sqlite.org/pragma.html#pragma_synchronous). secure_delete overwrites what is deleted.
func settings() url.Values {
	return url.Values{
		"_busy_timeout": {"5000"}, "_sync": {"NORMAL"}, "_pragma": {"secure_delete(1)"}, "_txlock": {"immediate"}, "_dqs": {"0"},
	}
}

func location(path string, v url.Values) string {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/data, as SQLite's URIs want it
	}
	u := url.URL{Scheme: "file", Path: path, RawQuery: v.Encode()}
	return u.String()
}

// openBeside opens the store of a folder for reading while another process writes to it.
func openBeside(ctx context.Context, dir string) (*sql.DB, engine, error) {
	path, v := filepath.Join(dir, fileName), settings()
	v.Add("_pragma", "query_only(1)")
	v.Set("_txlock", "deferred")
	db, err := sql.Open("sqlite", location(path, v))
	if err != nil {
		return nil, nil, err
	}
	var version int
	err = db.QueryRowContext(ctx, "SELECT user_version FROM pragma_user_version").Scan(&version)
	if err == nil && version != len(sqliteSteps()) {
		err = fmt.Errorf("the program that uses it has schema %d and this one knows %d", version, len(sqliteSteps()))
	}
	if err != nil {
		return nil, nil, errors.Join(explain(path, err), db.Close())
	}
	return db, &sqliteEngine{db: db, read: db}, nil
}

// prepare brings the schema up to date and makes sure that there is a key. The write-ahead log is turned on last: not before
// the file is known to be ours.
func (s *Store) prepare(ctx context.Context, path string, then func(*sql.Tx) error) error {
	err := inTx(ctx, s.db, func(tx *sql.Tx) error {
		if err := migrateSQLite(ctx, tx, sqliteSteps()); err != nil {
			return err
		}
		if then != nil {
			if err := then(tx); err != nil {
				return err
			}
		}
		return firstKey(ctx, tx)
	})
	if err == nil {
		err = writeAhead(ctx, s.db)
	}
	if err == nil {
		err = s.loadKeys(ctx)
	}
	if err != nil {
		return explain(path, err)
	}
	return nil
}

// The patience with another program that reads the same file at the same moment.
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
		if err == nil || try == walTries || sqliteCode(err) != sqlite3.SQLITE_BUSY {
			return err
		}
		select {
		case <-time.After(walPause):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// sqliteCode returns SQLite's primary result code, 0 for an error of somebody else.
func sqliteCode(err error) int {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return 0
	}
	return e.Code() & 0xff
}

// explain adds to an error what it means for the person who starts the program.
func explain(path string, err error) error {
	switch code := sqliteCode(err); {
	case code == sqlite3.SQLITE_NOTADB || code == sqlite3.SQLITE_CORRUPT:
		return fmt.Errorf("%s is not a database or is damaged: %w; move it away, restore a backup or begin anew", path, err)
	case code == sqlite3.SQLITE_FULL || code == sqlite3.SQLITE_READONLY || code == sqlite3.SQLITE_IOERR || code == sqlite3.SQLITE_CANTOPEN:
		return fmt.Errorf("%w: %s: %w", ErrUnwritable, path, err)
	case errors.Is(err, errForeign):
		return fmt.Errorf("%s is %w; move it away or choose another data folder", path, err)
	case errors.Is(err, errNewer):
		return fmt.Errorf("%s was %w; update frontdesk or choose another data folder", path, err)
	}
	return fmt.Errorf("%s: %w", path, err)
}

// unwritable marks an error that is one as ErrUnwritable.
func unwritable(err error) error {
	for _, reason := range []error{fs.ErrPermission, syscall.ENOSPC, syscall.EDQUOT, syscall.EROFS, syscall.EIO} {
		if errors.Is(err, reason) {
			return fmt.Errorf("%w: %w", ErrUnwritable, err)
		}
	}
	return err
}

// adopt makes the journal of an earlier version the file of the store, with all that its write-ahead log holds.
func adopt(ctx context.Context, dir string) error {
	from, to := filepath.Join(dir, oldFile), filepath.Join(dir, fileName)
	if _, err := os.Stat(to); err == nil {
		return nil
	}
	if _, err := os.Stat(from); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	db, err := sql.Open("sqlite", location(from, settings()))
	if err != nil {
		return err
	}
	if err = inTx(ctx, db, func(tx *sql.Tx) error { return ours(ctx, tx) }); err == nil { // nothing of somebody else's is renamed
		_, err = db.ExecContext(ctx, "PRAGMA journal_mode = DELETE")
	}
	if err = errors.Join(err, db.Close()); err != nil {
		return explain(from, err)
	}
	return os.Rename(from, to)
}

// adoptKey takes over the key of an earlier version. Rows that a lost key signed can no longer be found by person; that is
// worth a warning.
func (s *Store) adoptKey(ctx context.Context, tx *sql.Tx, path string) error {
	var keys, rows int
	const count = "SELECT (SELECT count(*) FROM keys), (SELECT count(*) FROM questions) + (SELECT count(*) FROM votes)"
	if err := tx.QueryRowContext(ctx, count).Scan(&keys, &rows); err != nil || keys > 0 {
		return err
	}
	secret, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if rows > 0 {
			s.log.Warn("journal_key_lost", "file", path, "rows_nobody_can_have_forgotten_before_they_expire", rows)
		}
		return nil
	case err != nil:
		return err
	case len(secret) != keyBytes:
		return fmt.Errorf("%s has %d bytes instead of %d; restore it from a backup or delete it", path, len(secret), keyBytes)
	}
	return addKey(ctx, tx, time.UnixMilli(0), secret) // of an unknown age: its successor is due
}

func removeIfThere(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
