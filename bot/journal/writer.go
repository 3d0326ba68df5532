package journal

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
	"unicode"
)

const (
	flushAfter = 200 * time.Millisecond // with the time a write takes on a busy machine, within the second that may be lost
	flushAt    = 256                    // events in one transaction before it is written early
)

// row is an event as it is kept.
type row struct {
	kind       Kind
	person     [16]byte
	at         time.Time
	adapter    string
	text, key  string
	entries    []string
	confidence float64
	helped     bool
	reply      string
}

// entry returns the first entry.
func (r row) entry() string {
	if len(r.entries) == 0 {
		return ""
	}
	return r.entries[0]
}

// writer is what the one writing goroutine knows.
type writer struct {
	*Journal
	pending []row
	timer   *time.Timer // runs while something is pending
	failing bool        // the last write failed, and the log says so
	residue bool        // deleted rows are still readable in the write-ahead log
}

// write is the writing goroutine: it takes events out of the queue and writes them in batches. While the disk refuses, the
// batch waits, the queue fills up, and Record drops.
func (j *Journal) write(ctx context.Context) {
	defer close(j.done)
	w := &writer{Journal: j, timer: time.NewTimer(flushAfter), residue: true} // Open may have deleted rows
	defer w.timer.Stop()
	daily := time.NewTicker(dailyPeriod)
	defer daily.Stop()
	for {
		queue := j.queue
		if len(w.pending) >= flushAt {
			queue = nil
		}
		select {
		case q := <-queue:
			if w.add(q); len(w.pending) == 1 {
				w.timer.Reset(flushAfter)
			}
			if len(w.pending) == flushAt {
				w.flush(ctx)
			}
		case <-w.timer.C:
			w.flush(ctx)
		case f := <-j.forgets:
			f.result <- w.forget(ctx, f.person)
		case <-daily.C:
			w.expireDaily(ctx)
		case <-j.closing:
			w.drain()
			w.flush(ctx)
			w.dropped.Add(uint64(len(w.pending)))
			if n := w.dropped.Load(); n > 0 {
				w.log.Warn("journal_dropped", "events", n)
			}
			return
		}
	}
}

// drain makes everything pending that is in the queue now.
func (w *writer) drain() {
	for range len(w.queue) {
		w.add(<-w.queue)
	}
}

// add makes an event pending, fit to be kept. A panic in here would end the whole program; the event is dropped instead.
func (w *writer) add(q queued) {
	defer func() {
		if p := recover(); p != nil {
			w.dropped.Add(1)
			w.log.Error("journal_event_panic", "kind", q.Kind, "panic", fmt.Sprintf("%T", p))
		}
	}()
	r := row{kind: q.Kind, at: q.at, adapter: tidyID(q.Adapter), helped: q.Helped, reply: tidyID(q.Reply)}
	for _, e := range q.Entries {
		r.entries = append(r.entries, tidyID(e))
	}
	switch q.Kind {
	case Unanswered, Clarified, Picked:
		r.text = w.question(q.Text)
		r.key = w.cfg.Key(r.text)
		r.confidence = max(0, min(1, q.Confidence))
		if math.IsNaN(r.confidence) {
			r.confidence = 0
		}
		r.person = w.person(q.Adapter, q.User)
	case Voted:
		r.person = w.person(q.Adapter, q.User)
	case Replied:
	default:
		w.dropped.Add(1)
		return
	}
	w.pending = append(w.pending, r)
}

// question returns what is kept of a message: one line, scrubbed, at most maxQuestion characters, nothing in it that moves a
// terminal's cursor or turns its writing round.
func (w *writer) question(text string) string {
	text = strings.Map(func(r rune) rune {
		const joiners = "\u200c\u200d" // these spell words in Indian scripts
		if unicode.IsControl(r) && !unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) && !strings.ContainsRune(joiners, r) {
			return -1
		}
		return r
	}, text)
	text = strings.Join(strings.Fields(Scrub(text, w.cfg.Own...)), " ")
	n := 0
	for i := range text {
		if n++; n > maxQuestion {
			return text[:i]
		}
	}
	return text
}

// tidyID bounds a name that comes from a platform or a button.
func tidyID(s string) string { return cutBytes(strings.ToValidUTF8(s, ""), maxID) }

// flush writes what is pending. When that fails it stays pending and is tried again; the log hears of the first failure and of
// the first success after it.
func (w *writer) flush(ctx context.Context) {
	err := w.insert(ctx)
	if err == nil && w.residue {
		err = w.wipe(ctx)
	}
	if err != nil {
		w.timer.Reset(flushAfter)
	}
	switch {
	case err != nil && !w.failing:
		w.log.Error("journal_write_failed", "error", err, "pending", len(w.pending))
	case err == nil && w.failing:
		w.log.Info("journal_writes_again")
	}
	w.failing = err != nil
}

func (w *writer) insert(ctx context.Context) error {
	if len(w.pending) == 0 {
		return nil
	}
	tx, err := w.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after Commit there is nothing to roll back
	refused := 0
	for _, r := range w.pending {
		kept, err := w.insertRow(ctx, tx, r)
		if err != nil {
			return err
		}
		if !kept {
			refused++
		}
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	w.dropped.Add(uint64(refused))
	clear(w.pending)
	w.pending = w.pending[:0]
	return nil
}

// insertRow writes one row and reports whether it was kept.
func (w *writer) insertRow(ctx context.Context, tx *sql.Tx, r row) (kept bool, err error) {
	at := r.at.UnixMilli()
	switch r.kind {
	case Voted:
		const vote = `INSERT INTO votes (person, entry, helped, at, adapter) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (person, entry) DO UPDATE SET helped = excluded.helped, at = excluded.at`
		_, err = tx.ExecContext(ctx, vote, r.person[:], r.entry(), r.helped, at, r.adapter)
		return true, err
	case Replied:
		return true, w.count(ctx, tx, r)
	}
	const question = `INSERT INTO questions (at, kind, adapter, person, text, key, entry, confidence)
		SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8
		WHERE (SELECT count(*) FROM questions WHERE person = ?4 AND at > ?9) < ?10`
	res, err := tx.ExecContext(ctx, question, at, string(r.kind), r.adapter, r.person[:], r.text, r.key, r.entry(), r.confidence,
		at-dailyPeriod.Milliseconds(), dailyMost)
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n > 0, err
}

// count adds a reply to its day: once for its kind and once for each of its entries.
func (w *writer) count(ctx context.Context, tx *sql.Tx, r row) error {
	const add = `INSERT INTO counts (day, kind, entry, n) VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET n = n + 1`
	entries := slices.Compact(slices.Sorted(slices.Values(append(r.entries, "")))) // "" stands for the kind itself
	for _, entry := range entries {
		if _, err := tx.ExecContext(ctx, add, w.day(r.at), r.reply, entry); err != nil {
			return err
		}
	}
	return nil
}
