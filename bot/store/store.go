// Package store keeps what must outlive a message or a process: conversations, the journal, the updates that platforms
// delivered, the replies that are owed, small notes, and who may do what only one process may do. It lies in one SQLite file
// or in a PostgreSQL database that several processes share.
//
// Nobody's ID is kept in the clear beside their words: a keyed hash stands for a person and for a chat, and the key changes
// with the retention time. What an update and its reply say is erased the moment the reply has gone out.
package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
)

// Times that hold for every store.
const (
	defaultRetention = 90 * 24 * time.Hour
	sweepEvery       = time.Hour      // so long at most does anything outlive its time
	seenFor          = 30 * time.Hour // Telegram delivers an update again for a day (https://core.telegram.org/bots/api#getting-updates)
	wipeAgain        = 200 * time.Millisecond
	wipePatience     = 100 * time.Millisecond // that a person who asks to be forgotten waits for somebody else's read to end
)

// maxCached is how many conversations this process remembers beside the database; a few kB each.
const maxCached = 20_000

// ErrUnwritable says that a data folder cannot be written: its disk is full or read-only, or it belongs to somebody else. The
// caller may go on in memory, unlike without a database that others share.
var ErrUnwritable = errors.New("cannot be written")

// Config is what a store may be told. The zero value is fine.
type Config struct {
	Retention time.Duration // how long the journal's events are kept; 0: 90 days
}

// Store is safe for concurrent use. Its errors begin with "store: " and hold neither anybody's words nor a password.
type Store struct {
	engine
	db, read *sql.DB // for transactions that write; for the others
	log      *slog.Logger
	cfg      Config
	me       string // this process among those that share the store
	keys     atomic.Pointer[[]key]
	sessions *lru.Cache[[personBytes]byte, Session]

	stop     context.CancelFunc
	tended   sync.WaitGroup
	residual chan struct{} // has room for one: something deleted can still be read in the files
	closing  sync.Once
	closed   error
}

// engine is what the two databases do differently.
type engine interface {
	// now is SQL for the present Unix time in milliseconds, by one clock for all processes that share the store.
	now() string
	// order makes the transactions that call it for the same chat follow one another until they end.
	order(ctx context.Context, tx *sql.Tx, chat []byte) error
	// wipe makes what was deleted unreadable in the files. It reports false while somebody reads them.
	wipe(ctx context.Context) (done bool, err error)
	// shared reports whether other processes may change the store meanwhile.
	shared() bool
	// numbered corrects what counts the rows of a table after rows were put into it with their numbers.
	numbered(ctx context.Context, tx *sql.Tx, table string) error
	// close ends the connections and gives up what only one process may have.
	close() error
}

// Open opens the store that data names and brings its schema up to date: a PostgreSQL database for postgres://…, else a folder
// for one SQLite file, which is made where it is missing. An empty name is a store in memory, which the log says. It refuses a
// folder that another process has open, a file that is no store of ours and one that a newer program has written; an error
// that is ErrUnwritable says that another try may succeed. Close the store in the end.
func Open(ctx context.Context, data string, cfg Config, log *slog.Logger) (*Store, error) {
	s, err := connect(ctx, data, cfg, log)
	if err != nil {
		return nil, err
	}
	if err := s.begin(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("store: %w", err), s.engine.close())
	}
	return s, nil
}

// Attach opens a store for reading and for Backup, also while another process serves from it. Where none does, it is Open.
func Attach(ctx context.Context, data string, cfg Config, log *slog.Logger) (*Store, error) {
	s, err := Open(ctx, data, cfg, log)
	if !errors.Is(err, errInUse) {
		return s, err
	}
	db, e, err := openBeside(ctx, data)
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	s = &Store{engine: e, db: db, read: db, log: log, cfg: cfg, stop: func() {}}
	if err := s.loadKeys(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("store: %w", err), s.engine.close())
	}
	return s, nil
}

// connect opens the database and brings its schema up to date.
func connect(ctx context.Context, data string, cfg Config, log *slog.Logger) (*Store, error) {
	if cfg.Retention < 0 {
		return nil, fmt.Errorf("store: the retention %v must not be negative", cfg.Retention)
	}
	if cfg.Retention == 0 {
		cfg.Retention = defaultRetention
	}
	s := &Store{log: log, cfg: cfg, me: rand.Text(), residual: make(chan struct{}, 1)}
	var err error
	if s.sessions, err = lru.New[[personBytes]byte, Session](maxCached); err != nil {
		return nil, err
	}
	switch {
	case IsDatabase(data):
		err = s.openPostgres(ctx, data)
	case data == "":
		log.Warn("nothing outlives this process: data is empty in the configuration")
		err = s.openMemory(ctx)
	default:
		err = s.openFolder(ctx, data)
	}
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	return s, nil
}

// IsDatabase reports whether data names a PostgreSQL database and not a folder.
func IsDatabase(data string) bool {
	return strings.HasPrefix(data, "postgres://") || strings.HasPrefix(data, "postgresql://")
}

// begin deletes what is past its time and starts what goes on until Close.
func (s *Store) begin(ctx context.Context) error {
	if err := s.enlist(ctx); err != nil {
		return err
	}
	if err := s.sweep(ctx); err != nil {
		return err
	}
	ctx, s.stop = context.WithCancel(context.Background())
	s.tended.Go(func() { s.tend(ctx) })
	if s.shared() {
		s.tended.Go(func() { s.beat(ctx) })
	}
	return nil
}

// tend sweeps every hour and erases what was deleted.
func (s *Store) tend(ctx context.Context) {
	hourly := time.NewTicker(sweepEvery)
	defer hourly.Stop()
	again := time.NewTimer(sweepEvery)
	defer again.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-hourly.C:
			if err := s.sweep(ctx); err != nil && ctx.Err() == nil {
				s.log.Error("store_sweep_failed", "error", err)
			}
			continue
		case <-s.residual:
		case <-again.C:
		}
		done, err := s.wipe(ctx)
		if err != nil && ctx.Err() == nil {
			s.log.Error("store_wipe_failed", "error", err)
		}
		if !done {
			again.Reset(wipeAgain)
		}
	}
}

// erase has what was deleted made unreadable, at once where nobody is reading and else soon.
func (s *Store) erase(ctx context.Context) {
	patient, cancel := context.WithTimeout(ctx, wipePatience)
	defer cancel()
	if done, _ := s.wipe(patient); done { // tend tries again and logs why it cannot
		return
	}
	select {
	case s.residual <- struct{}{}:
	default:
	}
}

// Close ends what the store does by itself and closes it. More than one Close is harmless.
func (s *Store) Close() error {
	s.closing.Do(func() {
		s.stop()
		s.tended.Wait()
		if s.me != "" {
			s.leave()
		}
		if err := s.engine.close(); err != nil {
			s.closed = fmt.Errorf("store: close: %w", err)
		}
	})
	return s.closed
}

// write runs do in a transaction.
func (s *Store) write(ctx context.Context, what string, do func(tx *sql.Tx) error) error {
	if err := inTx(ctx, s.db, do); err != nil {
		return fmt.Errorf("store: %s: %w", what, err)
	}
	return nil
}

func inTx(ctx context.Context, db *sql.DB, do func(tx *sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after Commit there is nothing to roll back
	if err := do(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// changed runs a statement and returns how many rows it changed.
func changed(ctx context.Context, tx *sql.Tx, statement string, args ...any) (int, error) {
	res, err := tx.ExecContext(ctx, statement, args...)
	if err != nil {
		return 0, err
	}
	n, err := res.RowsAffected()
	return int(n), err
}

// clean makes a name fit for every database: valid UTF-8 without NUL, which PostgreSQL's text cannot hold.
func clean(name string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(name, ""), "\x00", "")
}
