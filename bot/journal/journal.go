// Package journal remembers what could not be answered and what was voted on, so that staff can write what is missing. It
// keeps no message as it was said and nobody's ID: text is scrubbed and cut here, and package store, in which the events lie,
// puts a keyed hash in the person's place and deletes everything after the retention time or when the person asks.
package journal

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"frontdesk/bot/store"
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
	defaultQueued = 1024
)

// Config is what a journal may be told. The zero value is fine.
type Config struct {
	Own   []string            // phone numbers that are never scrubbed, in any spelling: the clinic's own
	Key   func(string) string // maps a question to what it has in common with the same question asked otherwise; nil: lower case
	Zone  *time.Location      // whose days are counted; nil: UTC
	Queue int                 // most events that wait to be written; 0: 1024
}

// Journal keeps events in a store. All methods may be called at the same time; on a nil Journal they
// do nothing and find nothing.
type Journal struct {
	cfg   Config
	log   *slog.Logger
	store *store.Store

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

// New returns a journal that keeps its events in st. Close it in the end, before st.
func New(st *store.Store, cfg Config, log *slog.Logger) *Journal {
	if cfg.Key == nil {
		cfg.Key = strings.ToLower
	}
	if cfg.Zone == nil {
		cfg.Zone = time.UTC
	}
	if cfg.Queue == 0 {
		cfg.Queue = defaultQueued
	}
	ctx, abort := context.WithCancel(context.Background())
	j := &Journal{
		cfg: cfg, log: log, store: st,
		closing: make(chan struct{}), done: make(chan struct{}), abort: abort,
		queue: make(chan queued, cfg.Queue), forgets: make(chan forgetting),
	}
	go j.write(ctx)
	return j
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

// Dropped returns how many events were not kept since New: the queue was full, the disk could not be written until the end,
// or one person asked more questions than are kept in a day.
func (j *Journal) Dropped() uint64 {
	if j == nil {
		return 0
	}
	return j.dropped.Load()
}

// Forget deletes all that the store keeps about a person, see there, and what still waits to be written. It returns how many
// questions and votes that were. When ctx ends first it returns ctx's error; the rows go all the same.
func (j *Journal) Forget(ctx context.Context, adapter, user string) (rows int, err error) {
	if j == nil {
		return 0, nil
	}
	f := forgetting{adapter: adapter, user: user, result: make(chan forgotten, 1)}
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

// Close writes what waits. When ctx ends first, what is not written by then is dropped and counted. More
// than one Close is harmless.
func (j *Journal) Close(ctx context.Context) {
	if j == nil {
		return
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
}

// day returns the day of t in the clinic's time zone, such as 2026-11-20.
func (j *Journal) day(t time.Time) string { return t.In(j.cfg.Zone).Format(time.DateOnly) }

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
