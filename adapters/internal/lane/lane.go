// Package lane runs the work of many chats: that of one chat in order, chats side by side, and no more of either than
// memory holds. A chat that waits for its rate limit holds up nobody else.
package lane

import (
	"context"
	"errors"
	"sync"
)

// ErrFull is what Put returns for a chat that has as much waiting as a lane holds.
var ErrFull = errors.New("too many messages of one chat are waiting")

// Lanes is safe for concurrent use.
type Lanes struct {
	depth    int
	panicked func(value any)
	slots    chan struct{} // one taken by every lane in use
	mu       sync.Mutex
	waiting  map[string][]func() // the lanes in use
}

// New returns lanes for at most width chats at a time, in each of which at most depth messages wait. Work that panics ends
// alone: panicked is told the value, on the goroutine of the lane.
func New(width, depth int, panicked func(value any)) *Lanes {
	return &Lanes{depth: depth, panicked: panicked, slots: make(chan struct{}, width), waiting: map[string][]func(){}}
}

// Put has work run after everything that was put for the same chat before. It does not wait for it, but while width other
// chats are at work it waits for one of them to be done, or for ctx, whose error it returns then.
func (l *Lanes) Put(ctx context.Context, chat string, work func()) error {
	if queued, err := l.join(chat, work); queued || err != nil {
		return err
	}
	select {
	case l.slots <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if queue, inUse := l.waiting[chat]; inUse { // by another Put meanwhile
		<-l.slots
		l.waiting[chat] = append(queue, work)
		return nil
	}
	l.waiting[chat] = nil
	go l.run(chat, work)
	return nil
}

// join adds work to a lane in use.
func (l *Lanes) join(chat string, work func()) (bool, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	queue, inUse := l.waiting[chat]
	if !inUse {
		return false, nil
	}
	if len(queue) >= l.depth {
		return false, ErrFull
	}
	l.waiting[chat] = append(queue, work)
	return true, nil
}

// run works on a lane until nothing waits there.
func (l *Lanes) run(chat string, work func()) {
	for work != nil {
		l.guard(work)
		work = l.next(chat)
	}
	<-l.slots
}

// next takes the next work of a lane, or gives the lane up.
func (l *Lanes) next(chat string) func() {
	l.mu.Lock()
	defer l.mu.Unlock()
	queue := l.waiting[chat]
	if len(queue) == 0 {
		delete(l.waiting, chat)
		return nil
	}
	work := queue[0]
	queue[0] = nil // may be freed
	l.waiting[chat] = queue[1:]
	return work
}

func (l *Lanes) guard(work func()) {
	defer func() {
		if v := recover(); v != nil {
			l.panicked(v)
		}
	}()
	work()
}

// Drain waits until no lane is in use, or for ctx, whose error it returns then. Nothing may be put meanwhile. The lanes
// can be used again afterwards.
func (l *Lanes) Drain(ctx context.Context) error {
	for taken := range cap(l.slots) {
		select {
		case l.slots <- struct{}{}:
		case <-ctx.Done():
			l.release(taken)
			return ctx.Err()
		}
	}
	l.release(cap(l.slots))
	return nil
}

func (l *Lanes) release(n int) {
	for range n {
		<-l.slots
	}
}
