package bot

import (
	"sync"
	"time"

	"github.com/hashicorp/golang-lru/v2/expirable"
)

// The bounds of the memory of conversations.
const (
	sessionIdle   = 30 * time.Minute // forgotten after as long without a message
	emergencyIdle = 12 * time.Hour   // the same, while an emergency or a safety question is open
	maxSessions   = 20_000           // above this the one longest unused is forgotten; a few kB each
)

// session is one person's conversation on one platform. It is locked while a message is answered.
type session struct {
	mu    sync.Mutex
	state State
	last  time.Time
}

// sessions are the conversations in memory, by person: what was open in a group goes on in private.
type sessions struct {
	mu    sync.Mutex
	byKey *expirable.LRU[sessionKey, *session]
}

type sessionKey struct{ adapter, user string }

func newSessions() *sessions {
	return &sessions{byKey: expirable.NewLRU[sessionKey, *session](maxSessions, nil, emergencyIdle)}
}

// keyOf returns the person who said m, or the chat where the platform does not tell who did.
func keyOf(m Message) sessionKey {
	if m.User == "" {
		return sessionKey{m.Adapter, "chat " + m.Chat}
	}
	return sessionKey{m.Adapter, m.User}
}

// open returns the session that m belongs to at now, locked, new or not.
func (ss *sessions) open(m Message, now time.Time) *session {
	ss.mu.Lock()
	key := keyOf(m)
	s, ok := ss.byKey.Get(key)
	if !ok {
		s = &session{}
	}
	ss.byKey.Add(key, s) // anew, which begins its time
	ss.mu.Unlock()
	s.mu.Lock()
	idle := sessionIdle
	if s.state.Emergency != nil || s.state.Safety != nil {
		idle = emergencyIdle
	}
	if now.Sub(s.last) >= idle {
		s.state = State{}
	}
	s.last = now
	return s
}

// forget drops what is remembered of a person.
func (ss *sessions) forget(m Message) {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	ss.byKey.Remove(keyOf(m))
}

// len returns how many conversations are remembered.
func (ss *sessions) len() int { return ss.byKey.Len() }
