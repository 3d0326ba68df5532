// Package journal remembers what could not be answered and what was voted on, so that staff can write what is missing. It
// keeps no message as it was said and nobody's ID: text is scrubbed and cut, a keyed hash stands for the person, and
// everything goes after the retention time or when the person asks.
package journal

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"
)

// Kind says what happened.
type Kind string

// The kinds of event.
const (
	Unanswered Kind = "unanswered" // nothing in the knowledge answered the question
	Clarified  Kind = "clarified"  // the bot asked back which entry was meant
	Picked     Kind = "picked"     // an entry was chosen out of a clarification
	Voted      Kind = "voted"      // a thumb under an answer was pressed
	Replied    Kind = "replied"    // a reply went out
)

// Event is one thing to remember. Which fields count depends on the kind; the others are ignored.
type Event struct {
	Kind          Kind
	Adapter, User string   // who; kept as a keyed hash, and not at all for Replied
	Text          string   // Unanswered, Clarified, Picked: the question as it was said; kept scrubbed and cut
	Entries       []string // the nearest entry, the one picked, the one voted on; for Replied all that it was made of
	Confidence    float64  // Unanswered, Clarified, Picked: 0 to 1, of the first entry
	Helped        bool     // Voted: whether the thumb was up
	Reply         string   // Replied: the kind of reply
}

// Limits of what is kept. An entry's ID is short and a question that takes more than a few lines is a story.
const (
	maxQuestion   = 300  // characters of a question
	maxQueued     = 4096 // bytes of a message as it waits in the queue: more than any platform lets through, in ASCII
	maxID         = 160  // bytes of an entry's ID, an adapter's name or a kind
	maxEntries    = 8    // entries of one reply
	dailyMost     = 100  // questions of one person within 24 hours: nobody can fill the disk
	dailyPeriod   = 24 * time.Hour
	defaultKeep   = 90 * 24 * time.Hour
	defaultQueued = 1024
)

// Config is what a journal may be told. The zero value is fine.
type Config struct {
	Own       []string            // phone numbers that are never scrubbed, in any spelling: the clinic's own
	Key       func(string) string // maps a question to what it has in common with the same question asked otherwise; nil: lower case
	Zone      *time.Location      // whose days are counted; nil: UTC
	Retention time.Duration       // how long anything is kept; 0: 90 days
	Queue     int                 // most events that wait to be written; 0: 1024
}

// Journal keeps events in the file journal.db of a folder. All methods may be called at the same time; on a nil Journal they
// do nothing and find nothing.
type Journal struct {
	cfg    Config
	log    *slog.Logger
	db     *sql.DB
	secret []byte // of the person's hash

	mu      sync.RWMutex // held for writing to close the queue, so that nothing enters it unseen
	closed  bool
	closing chan struct{}
	done    chan struct{}      // closed when the writer has stopped
	abort   context.CancelFunc // stops a write that hangs

	queue   chan queued
	forgets chan forgetting
	dropped atomic.Uint64
}

// queued is an event with the time it happened.
type queued struct {
	Event
	at time.Time
}

// Open opens the journal in dir, or begins one: the folder is made with mode 0700, the files with 0600. Entries past the
// retention time are deleted before it returns. It refuses a folder that cannot be written, a file that is no journal and
// one that a newer program has written. Close it in the end.
func Open(dir string, cfg Config, log *slog.Logger) (*Journal, error) {
	if cfg.Retention < 0 || cfg.Queue < 0 {
		return nil, fmt.Errorf("journal: retention %v and queue %d must not be negative", cfg.Retention, cfg.Queue)
	}
	if cfg.Key == nil {
		cfg.Key = strings.ToLower
	}
	if cfg.Zone == nil {
		cfg.Zone = time.UTC
	}
	if cfg.Retention == 0 {
		cfg.Retention = defaultKeep
	}
	if cfg.Queue == 0 {
		cfg.Queue = defaultQueued
	}
	ctx, abort := context.WithCancel(context.Background())
	db, secret, err := openStore(ctx, dir, log)
	if err != nil {
		abort()
		return nil, err
	}
	j := &Journal{
		cfg: cfg, log: log, db: db, secret: secret,
		closing: make(chan struct{}), done: make(chan struct{}), abort: abort,
		queue: make(chan queued, cfg.Queue), forgets: make(chan forgetting),
	}
	if err := j.expire(ctx); err != nil {
		abort()
		return nil, errors.Join(fmt.Errorf("journal: delete what is too old: %w", err), db.Close())
	}
	go j.write(ctx)
	return j, nil
}

// Record remembers an event. It never waits and never fails: when the queue is full or the journal closed, the event is
// dropped and counted. What it remembers is on disk within a second.
func (j *Journal) Record(e Event) {
	if j == nil {
		return
	}
	e.Text = cutQueued(e.Text)
	e.Entries = slices.Clone(e.Entries[:min(len(e.Entries), maxEntries)])
	j.mu.RLock()
	defer j.mu.RUnlock()
	if j.closed {
		j.dropped.Add(1)
		return
	}
	select {
	case j.queue <- queued{e, time.Now()}:
	default:
		j.dropped.Add(1)
	}
}

// Dropped returns how many events were not kept since Open: the queue was full, the disk could not be written until the end,
// or one person asked more questions than are kept in a day.
func (j *Journal) Dropped() uint64 {
	if j == nil {
		return 0
	}
	return j.dropped.Load()
}

// Forget deletes what is kept about a person, also what still waits to be written, and returns how many rows that were. When
// ctx ends first it returns ctx's error; the rows go all the same.
func (j *Journal) Forget(ctx context.Context, adapter, user string) (rows int, err error) {
	if j == nil {
		return 0, nil
	}
	f := forgetting{person: j.person(adapter, user), result: make(chan forgotten, 1)}
	select {
	case j.forgets <- f:
	case <-j.done:
		return 0, errors.New("journal: forget: the journal is closed")
	case <-ctx.Done():
		return 0, fmt.Errorf("journal: forget: %w", ctx.Err())
	}
	select {
	case r := <-f.result:
		return r.rows, r.err
	case <-ctx.Done():
		return 0, fmt.Errorf("journal: forget: %w", ctx.Err())
	}
}

// Close writes what waits and closes the file. When ctx ends first, what is not written by then is dropped and counted. More
// than one Close is harmless.
func (j *Journal) Close(ctx context.Context) error {
	if j == nil {
		return nil
	}
	j.mu.Lock()
	if !j.closed {
		j.closed = true
		close(j.closing)
	}
	j.mu.Unlock()
	select {
	case <-j.done:
	case <-ctx.Done():
		j.abort()
		<-j.done
	}
	j.abort()
	if err := j.db.Close(); err != nil {
		return fmt.Errorf("journal: close: %w", err)
	}
	return nil
}

// day returns the day of t in the clinic's time zone, such as 2026-11-20.
func (j *Journal) day(t time.Time) string { return t.In(j.cfg.Zone).Format(time.DateOnly) }

// person returns what is kept instead of an ID: the first 16 bytes of HMAC-SHA256 under the folder's own key. Without the key
// nobody can tell from it who it was, not even by trying all IDs.
func (j *Journal) person(adapter, user string) [16]byte {
	mac := hmac.New(sha256.New, j.secret)
	mac.Write([]byte(adapter + "\x00" + user))
	return [16]byte(mac.Sum(nil)[:16])
}

// cutQueued bounds what the queue holds. It cuts at white space where there is some, because half an address could not be
// recognised any more.
func cutQueued(text string) string {
	if len(text) <= maxQueued {
		return text
	}
	text = cutBytes(text, maxQueued)
	if i := strings.LastIndexAny(text, " \t\n"); i > 0 {
		text = text[:i]
	}
	return strings.Clone(text)
}

// cutBytes returns the longest beginning of s of at most n bytes that splits no character.
func cutBytes(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
