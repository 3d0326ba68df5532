package bot

import (
	"fmt"
	"log/slog"
	"testing"
	"time"
)

func TestSessionForgets(t *testing.T) {
	ss := newSessions(nil, slog.New(slog.DiscardHandler))
	m := Message{Adapter: "a", Chat: "c", User: "u"}
	at := func(now time.Time, want string) {
		t.Helper()
		s := ss.open(t.Context(), m, now)
		defer s.mu.Unlock()
		if s.state.Topic != want {
			t.Errorf("the topic is %q, want %q", s.state.Topic, want)
		}
		s.state.Topic = "pain"
	}
	now := time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)
	at(now, "")
	now = now.Add(sessionIdle - time.Second)
	at(now, "pain")
	now = now.Add(sessionIdle)
	at(now, "")
	s := ss.open(t.Context(), m, now)
	s.state.Emergency = &OpenEmergency{Flag: "heart"}
	s.mu.Unlock()
	at(now.Add(emergencyIdle-time.Second), "pain")
}

func TestSessionsAreBounded(t *testing.T) {
	ss := newSessions(nil, slog.New(slog.DiscardHandler))
	for i := range maxSessions + 10 {
		ss.open(t.Context(), Message{User: fmt.Sprint(i)}, time.Now()).mu.Unlock()
	}
	if ss.len() > maxSessions {
		t.Errorf("%d sessions, at most %d are allowed", ss.len(), maxSessions)
	}
}

func TestSessionsAreByPerson(t *testing.T) {
	ss := newSessions(nil, slog.New(slog.DiscardHandler))
	group := ss.open(t.Context(), Message{Adapter: "a", Chat: "group", User: "1"}, time.Now())
	other := ss.open(t.Context(), Message{Adapter: "a", Chat: "group", User: "2"}, time.Now())
	if group == other {
		t.Error("two people share a session")
	}
	group.mu.Unlock()
	if ss.open(t.Context(), Message{Adapter: "a", Chat: "private", User: "1"}, time.Now()) != group {
		t.Error("what was open in the group does not go on in private")
	}
	ss.forget(Message{Adapter: "a", Chat: "private", User: "1"})
	if ss.len() != 1 {
		t.Error("forgetting one person must leave the other")
	}
}
