package discord

import (
	"sync"
	"time"
)

const (
	moveLasts = 30 * time.Minute // without a word in private, as long as the bot remembers a conversation
	maxMoves  = 10_000
)

// moves remembers which conversations went from a channel to direct messages, so that what is said there belongs to them: the
// safety question that was asked in private is answered there. It is safe for concurrent use.
type moves struct {
	mu sync.Mutex
	to map[string]move // by the channel of the direct messages
}

type move struct {
	from string
	last time.Time
}

func newMoves() *moves { return &moves{to: map[string]move{}} }

// add remembers that a conversation goes on in private.
func (m *moves) add(private, from string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.to) >= maxMoves {
		clear(m.to)
	}
	m.to[private] = move{from, time.Now()}
}

// chat returns the chat that what is said in a channel belongs to, which is the channel unless a conversation went there.
func (m *moves) chat(channel string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	v, moved := m.to[channel]
	if !moved || time.Since(v.last) > moveLasts {
		delete(m.to, channel)
		return channel
	}
	m.to[channel] = move{v.from, time.Now()}
	return v.from
}
