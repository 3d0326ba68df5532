package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// ledger knows which updates were answered, so that none is answered twice or lost, whatever ends the program.
//
// Telegram counts an update as delivered once a later one is asked for, so the bot would have to finish every update
// before it may ask for the next. Instead the ledger keeps one that takes long in a file of its own until it is done, and
// the numbers of those that are done in another file. Without a folder it only remembers them while the program runs, and
// keeps nothing. It is safe for concurrent use.
type ledger struct {
	dir     string // empty: nothing outlives the program
	mu      sync.Mutex
	log     *os.File
	lines   int // in log
	inHand  map[int64]bool
	kept    map[int64]bool // those that have a file
	done    map[int64]bool // the last ones
	order   []int64        // of done, oldest first
	changed chan struct{}  // closed when an update leaves the hand
}

// remembered is how many updates are known as done: far more than the 100 that Telegram delivers at a time, because a
// webhook's updates may come again hours later.
const remembered = 10_000

const doneLog = "done"

// openLedger opens the ledger in dir and returns the updates that an earlier run kept and did not finish, oldest first.
func openLedger(dir string) (*ledger, []json.RawMessage, error) {
	l := &ledger{inHand: map[int64]bool{}, kept: map[int64]bool{}, done: map[int64]bool{}, changed: make(chan struct{})}
	if dir == "" {
		return l, nil, nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return l, nil, err
	}
	if err := l.readDone(filepath.Join(dir, doneLog)); err != nil {
		return l, nil, err
	}
	l.dir = dir
	if err := l.rewrite(); err != nil {
		l.dir = ""
		return l, nil, err
	}
	kept, err := l.unfinished()
	return l, kept, err
}

// readDone reads the numbers of the updates that are done. A line that was cut off by a crash is no number, or that of an
// update nobody has.
func (l *ledger) readDone(file string) error {
	content, err := os.ReadFile(file)
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	for line := range strings.Lines(string(content)) {
		if id, err := strconv.ParseInt(strings.TrimSuffix(line, "\n"), 10, 64); err == nil && strings.HasSuffix(line, "\n") {
			l.remember(id)
		}
	}
	return nil
}

// unfinished reads the updates that were kept, without those that are done or were never completely written.
func (l *ledger) unfinished() ([]json.RawMessage, error) {
	files, err := os.ReadDir(l.dir)
	if err != nil {
		return nil, err
	}
	var ids []int64
	for _, f := range files {
		if name, isUpdate := strings.CutSuffix(f.Name(), ".json"); isUpdate {
			if id, err := strconv.ParseInt(name, 10, 64); err == nil {
				ids = append(ids, id)
			}
		}
	}
	slices.Sort(ids)
	var kept []json.RawMessage
	for _, id := range ids {
		raw, err := os.ReadFile(l.file(id))
		if err != nil || l.done[id] || !json.Valid(raw) {
			_ = os.Remove(l.file(id))
			continue
		}
		kept = append(kept, raw)
		l.kept[id] = true
	}
	return kept, nil
}

func (l *ledger) file(id int64) string {
	return filepath.Join(l.dir, strconv.FormatInt(id, 10)+".json")
}

// take takes an update in hand. It is false for one that is in hand already, or done.
func (l *ledger) take(id int64) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.inHand[id] || l.done[id] {
		return false
	}
	l.inHand[id] = true
	return true
}

// keep writes an update in hand to its file. It reports whether the update now outlives the program, or is done.
func (l *ledger) keep(id int64, raw json.RawMessage) (bool, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.dir == "" || l.kept[id] || !l.inHand[id] {
		return l.kept[id] || l.done[id], nil
	}
	if err := os.WriteFile(l.file(id), raw, 0o600); err != nil {
		return false, err
	}
	l.kept[id] = true
	return true, nil
}

// finish counts an update in hand as done.
func (l *ledger) finish(id int64) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.release(id)
	l.remember(id)
	if l.dir == "" {
		return nil
	}
	if err := l.record(id); err != nil || !l.kept[id] {
		return err
	}
	delete(l.kept, id)
	return os.Remove(l.file(id))
}

// record writes to the log that an update is done.
func (l *ledger) record(id int64) error {
	if l.lines++; l.lines > 2*remembered {
		return l.rewrite()
	}
	_, err := fmt.Fprintf(l.log, "%d\n", id)
	return err
}

// drop gives an update out of the hand without its being done: it comes again, from Telegram or from its file.
func (l *ledger) drop(id int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.release(id)
}

func (l *ledger) release(id int64) {
	delete(l.inHand, id)
	close(l.changed)
	l.changed = make(chan struct{})
}

func (l *ledger) remember(id int64) {
	if l.done[id] {
		return
	}
	if len(l.order) == remembered {
		delete(l.done, l.order[0])
		l.order = l.order[1:]
	}
	l.done[id] = true
	l.order = append(l.order, id)
}

// settle waits until all of the updates are done or kept, but not longer than limit.
func (l *ledger) settle(ctx context.Context, ids []int64, limit time.Duration) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	for {
		changed, open := l.open(ids)
		if len(open) == 0 {
			return
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return
		}
	}
}

// room waits until fewer than most updates are in hand.
func (l *ledger) room(ctx context.Context, most int) {
	for ctx.Err() == nil {
		l.mu.Lock()
		changed, inHand := l.changed, len(l.inHand)
		l.mu.Unlock()
		if inHand < most {
			return
		}
		select {
		case <-changed:
		case <-ctx.Done():
		}
	}
}

// open returns those of ids that Telegram must not count as delivered: neither done nor kept.
func (l *ledger) open(ids []int64) (<-chan struct{}, []int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var open []int64
	for _, id := range ids {
		if !l.kept[id] && !l.done[id] {
			open = append(open, id)
		}
	}
	return l.changed, open
}

// rewrite makes the log anew with what is still remembered.
func (l *ledger) rewrite() error {
	var b bytes.Buffer
	for _, id := range l.order {
		fmt.Fprintf(&b, "%d\n", id)
	}
	name := filepath.Join(l.dir, doneLog)
	if err := os.WriteFile(name+".new", b.Bytes(), 0o600); err != nil {
		return err
	}
	if err := os.Rename(name+".new", name); err != nil {
		return err
	}
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	if l.log != nil {
		_ = l.log.Close()
	}
	l.log, l.lines = file, len(l.order)
	return nil
}

// close closes the ledger; what is in hand stays where it is.
func (l *ledger) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.log != nil {
		_ = l.log.Close()
	}
	l.dir, l.log = "", nil
}
