package discord

import (
	"cmp"
	"sync"
)

// place is a channel or a thread.
type place struct {
	ID       string `json:"id"`
	Type     int    `json:"type"`
	ParentID string `json:"parent_id"` // of a thread: its channel; of a channel: its category
	OwnerID  string `json:"owner_id"`  // of a thread: who opened it
}

// thread reports whether p is a thread (https://discord.com/developers/docs/resources/channel#channel-object-channel-types).
func (p *place) thread() bool { return 10 <= p.Type && p.Type <= 12 }

// places remembers the threads that the bot can see. It is safe for concurrent use.
type places struct {
	mu      sync.Mutex
	threads map[string]place
}

// maxThreads bounds what places remembers: a guild has at most 1,000 active threads.
const maxThreads = 100_000

func newPlaces() *places { return &places{threads: map[string]place{}} }

// add remembers those of list that are threads.
func (p *places) add(list ...place) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, t := range list {
		if !t.thread() || len(p.threads) >= maxThreads {
			continue
		}
		t.OwnerID = cmp.Or(t.OwnerID, p.threads[t.ID].OwnerID) // interactions do not name it
		p.threads[t.ID] = t
	}
}

func (p *places) remove(id string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.threads, id)
}

// parent returns the channel of a thread, and a channel itself.
func (p *places) parent(channel string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if t, ok := p.threads[channel]; ok {
		return t.ParentID
	}
	return channel
}

// openedBy reports whether channel is a thread that the user opened.
func (p *places) openedBy(channel, user string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	t, ok := p.threads[channel]
	return ok && t.OwnerID == user
}
