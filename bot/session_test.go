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
		s := ss.open(m)
		s.topic = "pain"
		s.mu.Unlock()
		<-time.After(sessionIdle - time.Second)
		s = ss.open(m)
		if s.topic != "pain" {
			t.Error("forgotten before its time")
		}
		s.mu.Unlock()
		<-time.After(sessionIdle)
		if s = ss.open(m); s.topic != "" {
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
		ss.open(Message{User: fmt.Sprint(i)}).mu.Unlock()
	}
	if ss.len() > maxSessions {
		t.Errorf("%d sessions, at most %d are allowed", ss.len(), maxSessions)
	}
}

func TestSessionsAreByPersonAndChat(t *testing.T) {
	ss := newSessions()
	a := ss.open(Message{Adapter: "a", Chat: "c", User: "1"})
	b := ss.open(Message{Adapter: "a", Chat: "c", User: "2"})
	if a == b {
		t.Error("two people share a session")
	}
	ss.forget("a", "1")
	if ss.len() != 1 {
		t.Error("forgetting one person must leave the other")
	}
}
