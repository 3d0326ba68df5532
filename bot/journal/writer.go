package journal

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
	"unicode"

	"frontdesk/bot/store"
)

const (
	flushAfter = 200 * time.Millisecond // with the time a write takes on a busy machine, within the second that may be lost
	flushAt    = 256                    // events in one transaction before it is written early
)

// writer is what the one writing goroutine knows.
type writer struct {
	*Journal
	pending []store.Event
	timer   *time.Timer // runs while something is pending
	failing bool        // the last write failed, and the log says so
}

// write is the writing goroutine: it takes events out of the queue and writes them in batches. While the disk refuses, the
// batch waits, the queue fills up, and Record drops.
func (j *Journal) write(ctx context.Context) {
	defer close(j.done)
	w := &writer{Journal: j, timer: time.NewTimer(flushAfter)}
	defer w.timer.Stop()
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
			f.result <- w.forget(ctx, f)
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
	e := store.Event{
		Kind: string(q.Kind), Adapter: tidyID(q.Adapter), User: q.User, At: q.at, Day: w.day(q.at), Helped: q.Helped, Reply: tidyID(q.Reply),
	}
	for _, id := range q.Entries {
		e.Entries = append(e.Entries, tidyID(id))
	}
	switch q.Kind {
	case Unanswered, Clarified, Picked:
		e.Text = w.question(q.Text)
		e.Key = w.cfg.Key(e.Text)
		e.Confidence = max(0, min(1, q.Confidence))
		if math.IsNaN(e.Confidence) {
			e.Confidence = 0
		}
	case Voted, Replied:
	default:
		w.dropped.Add(1)
		return
	}
	w.pending = append(w.pending, e)
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
	err := w.append(ctx)
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

func (w *writer) append(ctx context.Context) error {
	if len(w.pending) == 0 {
		return nil
	}
	refused, err := w.store.Append(ctx, w.pending)
	if err != nil {
		return err
	}
	w.dropped.Add(uint64(refused))
	clear(w.pending)
	w.pending = w.pending[:0]
	return nil
}

// forgetting asks the writer to delete a person's rows.
type forgetting struct {
	adapter, user string
	result        chan forgotten // has room for one, so that the writer never waits
}

type forgotten struct {
	rows int
	err  error
}

// forget deletes what is kept about a person, also what is only pending.
func (w *writer) forget(ctx context.Context, f forgetting) forgotten {
	w.drain()
	before := len(w.pending)
	w.pending = slices.DeleteFunc(w.pending, func(e store.Event) bool {
		return e.Kind != string(Replied) && e.Adapter == tidyID(f.adapter) && e.User == f.user
	})
	waiting := before - len(w.pending)
	stored, err := w.store.Forget(ctx, tidyID(f.adapter), f.user)
	if err != nil {
		err = fmt.Errorf("journal: %w", err)
	}
	w.flush(ctx)
	return forgotten{waiting + stored, err}
}
