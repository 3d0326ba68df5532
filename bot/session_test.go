package bot

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

func TestSessionForgets(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ss := newSessions()
		m := Message{Adapter: "a", Chat: "c", User: "u"}
		s := ss.open(m, time.Now())
		s.state.Topic = "pain"
		s.mu.Unlock()
		<-time.After(sessionIdle - time.Second)
		s = ss.open(m, time.Now())
		if s.state.Topic != "pain" {
			t.Error("forgotten before its time")
		}
		s.mu.Unlock()
		<-time.After(sessionIdle)
		if s = ss.open(m, time.Now()); s.state.Topic != "" {
			t.Error("remembered after half an idle hour")
		}
		s.mu.Unlock()
		if ss.len() != 1 {
			t.Errorf("%d sessions are kept, want 1", ss.len())
		}
	})
}

func TestSessionsAreBounded(t *testing.T) {
	ss := newSessions()
	for i := range maxSessions + 10 {
		ss.open(Message{User: fmt.Sprint(i)}, time.Now()).mu.Unlock()
	}
	if ss.len() > maxSessions {
		t.Errorf("%d sessions, at most %d are allowed", ss.len(), maxSessions)
	}
}

func TestSessionsAreByPerson(t *testing.T) {
	ss := newSessions()
	group := ss.open(Message{Adapter: "a", Chat: "group", User: "1"}, time.Now())
	other := ss.open(Message{Adapter: "a", Chat: "group", User: "2"}, time.Now())
	if group == other {
		t.Error("two people share a session")
	}
	group.mu.Unlock()
	if ss.open(Message{Adapter: "a", Chat: "private", User: "1"}, time.Now()) != group {
		t.Error("what was open in the group does not go on in private")
	}
	ss.forget(Message{Adapter: "a", Chat: "private", User: "1"})
	if ss.len() != 1 {
		t.Error("forgetting one person must leave the other")
	}
}
