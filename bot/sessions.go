package bot

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"sync"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"frontdesk/bot/store"
)

// The bounds of the memory of conversations.
const (
	sessionIdle   = 30 * time.Minute // forgotten after as long without a message
	emergencyIdle = 12 * time.Hour   // the same, while an emergency or a safety question is open
	maxSessions   = 20_000           // above this the one longest unused is forgotten; a few kB each
)

// session is one person's conversation on one platform. It is locked while a message is answered.
type session struct {
	mu      sync.Mutex
	state   State
	version int64 // of what the store has
	last    time.Time
}

// idle is how long the conversation waits for the next message.
func (s *session) idle() time.Duration {
	if s.state.Emergency != nil || s.state.Safety != nil {
		return emergencyIdle
	}
	return sessionIdle
}

// sessions are the conversations, by person: what was open in a group goes on in private. They are kept in a store, where
// there is one, and the last ones in memory.
type sessions struct {
	keeper
	mu    sync.Mutex
	byKey *lru.Cache[sessionKey, *session]
}

type sessionKey struct{ adapter, user string }

// newSessions returns sessions that are kept in st, or in memory only where that is nil.
func newSessions(st *store.Store, log *slog.Logger) *sessions {
	byKey, _ := lru.New[sessionKey, *session](maxSessions) // it fails for sizes below one only
	return &sessions{keeper: keeper{st: st, log: log}, byKey: byKey}
}

// keyOf returns the person who said m, or the chat where the platform does not tell who did.
func keyOf(m Message) sessionKey {
	if m.User == "" {
		return sessionKey{m.Adapter, "chat " + m.Chat}
	}
	return sessionKey{m.Adapter, m.User}
}

// open returns the session that m belongs to at now, locked, new or not.
func (ss *sessions) open(ctx context.Context, m Message, now time.Time) *session {
	key := keyOf(m)
	s := ss.get(key)
	s.mu.Lock()
	if now.Sub(s.last) >= s.idle() {
		s.state = State{}
	}
	s.last = now
	ss.read(ctx, key, s)
	return s
}

func (ss *sessions) get(key sessionKey) *session {
	ss.mu.Lock()
	defer ss.mu.Unlock()
	s, ok := ss.byKey.Get(key)
	if !ok {
		s = &session{}
		ss.byKey.Add(key, s)
	}
	return s
}

// read brings a session up to what the store has: another process may have gone on with it, or an earlier run of this one.
func (ss *sessions) read(ctx context.Context, key sessionKey, s *session) {
	if ss.st == nil {
		return
	}
	found, err := ss.st.Session(ctx, key.adapter, key.user)
	if !ss.works(ctx, err) || found.Version == s.version {
		return
	}
	s.state, s.version = State{}, found.Version
	if found.State != nil && json.Unmarshal(found.State, &s.state) != nil {
		s.state = State{} // of another version of the program
	}
}

// unread is the version of a session that is not what the store has.
const unread = -1

// save keeps a session and the reply to m. It returns store.ErrChanged when another process has gone on with it meanwhile.
func (ss *sessions) save(ctx context.Context, m Message, s *session, r Reply) error {
	if ss.st == nil {
		return nil
	}
	key := keyOf(m)
	state, err := json.Marshal(s.state)
	if err != nil {
		return err
	}
	t := store.Turn{Adapter: key.adapter, User: key.user, State: state, Version: s.version, Keep: s.idle(), Update: m.Update}
	if m.Update != "" {
		t.Reply = encode(r)
	}
	err = ss.st.Save(context.WithoutCancel(ctx), t)
	ss.works(ctx, err)
	if errors.Is(err, store.ErrChanged) || errors.Is(err, store.ErrLost) {
		s.version = unread
		return err
	}
	s.version++ // the store remembers it, if only in memory
	return err
}

// forget drops what is remembered of a person in memory.
func (ss *sessions) forget(m Message) { ss.byKey.Remove(keyOf(m)) }

// len returns how many conversations are remembered in memory.
func (ss *sessions) len() int { return ss.byKey.Len() }
