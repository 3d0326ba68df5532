// Package hand knows which updates this process has in hand: those that it answers, or has in its lanes.
package hand

import (
	"context"
	"sync"
)

// Hand is safe for concurrent use.
type Hand struct {
	mu      sync.Mutex
	ids     map[string]bool
	changed chan struct{} // closed when an update leaves the hand
}

// New returns an empty hand.
func New() *Hand { return &Hand{ids: map[string]bool{}, changed: make(chan struct{})} }

// Take reports whether an update was not in the hand before.
func (h *Hand) Take(id string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.ids[id] {
		return false
	}
	h.ids[id] = true
	return true
}

// Release takes an update out of the hand.
func (h *Hand) Release(id string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.ids, id)
	close(h.changed)
	h.changed = make(chan struct{})
}

// Room waits until fewer than most updates are in the hand, or for ctx.
func (h *Hand) Room(ctx context.Context, most int) {
	for ctx.Err() == nil {
		h.mu.Lock()
		changed, n := h.changed, len(h.ids)
		h.mu.Unlock()
		if n < most {
			return
		}
		select {
		case <-changed:
		case <-ctx.Done():
		}
	}
}
