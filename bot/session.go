package bot

import (
	"container/list"
	"sync"
	"time"
)

// The bounds of the memory of conversations.
const (
	sessionIdle = 30 * time.Minute // forgotten after as long without a message
	maxSessions = 20_000           // above this the one longest unused is forgotten; about 1 kB each
)

// session is what the bot remembers of one person's conversation. It is locked while a message is answered.
type session struct {
	mu sync.Mutex

	topic    string          // ID of the entry talked about last
	question string          // what was asked when the bot had to ask back
	flag     string          // ID of the red flag whose safety question is open
	offered  []Choice        // the choices under the last reply, which a typed number picks
	misses   int             // fallbacks in a row
	asked    bool            // the last reply asked which entry was meant
	heard    []string        // what triage remembers of the conversation
	mentions []string        // IDs of the cautions that concern the person
	warned   map[string]bool // caution and entry, once the one has stood before the other
}

// sessions are the conversations in memory, by person and chat.
type sessions struct {
	mu    sync.Mutex
	byKey map[sessionKey]*list.Element
	used  list.List // of *slot, the one used last in front
}

type sessionKey struct{ adapter, chat, user string }

type slot struct {
	key     sessionKey
	last    time.Time
	session *session
}

func newSessions() *sessions {
	return &sessions{byKey: map[sessionKey]*list.Element{}}
}

// open returns the session that m belongs to, locked, new or not.
func (ss *sessions) open(m Message) *session {
	s := ss.find(keyOf(m), time.Now())
	s.mu.Lock()
	return s
}

func keyOf(m Message) sessionKey { return sessionKey{m.Adapter, m.Chat, m.User} }

func (ss *sessions) find(key sessionKey, now time.Time) *session {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	ss.expire(now)
	if e := ss.byKey[key]; e != nil {
		ss.used.MoveToFront(e)
		e.Value.(*slot).last = now
		return e.Value.(*slot).session
	}
	s := &session{warned: map[string]bool{}}
	ss.byKey[key] = ss.used.PushFront(&slot{key, now, s})
	return s
}

// expire drops idle sessions, and the oldest where there are too many.
func (ss *sessions) expire(now time.Time) {
	for e := ss.used.Back(); e != nil; e = ss.used.Back() {
		s := e.Value.(*slot)
		if now.Sub(s.last) < sessionIdle && ss.used.Len() < maxSessions {
			return
		}
		ss.used.Remove(e)
		delete(ss.byKey, s.key)
	}
}

// forget drops every session of a person on a platform.
func (ss *sessions) forget(adapter, user string) {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	for key, e := range ss.byKey {
		if key.adapter == adapter && key.user == user {
			ss.used.Remove(e)
			delete(ss.byKey, key)
		}
	}
}

// len returns how many conversations are remembered.
func (ss *sessions) len() int {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	return ss.used.Len()
}
