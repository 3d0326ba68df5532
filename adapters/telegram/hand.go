package telegram

import (
	"context"
	"sync"
)

// hand is the updates that this process is answering, or has in its lanes. It is safe for concurrent use.
type hand struct {
	mu      sync.Mutex
	ids     map[string]bool
	changed chan struct{} // closed when an update leaves the hand
}

func newHand() *hand { return &hand{ids: map[string]bool{}, changed: make(chan struct{})} }

// take reports whether an update was not in the hand before.
func (h *hand) take(id string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.ids[id] {
		return false
	}
	h.ids[id] = true
	return true
}

func (h *hand) release(id string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.ids, id)
	close(h.changed)
	h.changed = make(chan struct{})
}

// room waits until fewer than most updates are in the hand, or for ctx.
func (h *hand) room(ctx context.Context, most int) {
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
