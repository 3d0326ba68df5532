package telegram

import (
	"context"
	"strconv"
	"sync"
	"testing"
	"time"

	"frontdesk/adapters/adaptertest"
	"frontdesk/adapters/internal/markup"
	"frontdesk/adapters/telegram/telegramtest"
	"frontdesk/bot"
)

const (
	ann      = 1001
	bob      = 1002
	group    = -1001234567890
	patience = 20 * time.Second
)

// stage is an adapter running against a fake server.
type stage struct {
	*testing.T
	*telegramtest.Server
	adapter *Adapter
	log     adaptertest.Log
	cancel  context.CancelFunc
	ended   chan struct{}
	err     error
	mu      sync.Mutex
	heard   []bot.Message
}

// play runs an adapter on a server until the end of the test.
func play(t *testing.T, server *telegramtest.Server, handle bot.Handler, change func(*Config)) *stage {
	t.Helper()
	s := &stage{T: t, Server: server, ended: make(chan struct{})}
	s.adapter = open(t, server, &s.log, change)
	s.run(handle)
	return s
}

func (s *stage) run(handle bot.Handler) {
	ctx, cancel := context.WithCancel(context.Background())
	s.cancel = cancel
	go func() {
		defer close(s.ended)
		s.err = s.adapter.Run(ctx, func(ctx context.Context, m bot.Message) bot.Reply {
			s.mu.Lock()
			s.heard = append(s.heard, m)
			s.mu.Unlock()
			return handle(ctx, m)
		})
	}()
	s.Cleanup(func() { _ = s.stop() })
}

// stop stops the adapter and returns its error.
func (s *stage) stop() error {
	s.Helper()
	s.cancel()
	return s.await()
}

// await waits for the adapter to end.
func (s *stage) await() error {
	s.Helper()
	select {
	case <-s.ended:
		return s.err
	case <-time.After(patience):
		s.Fatalf("the adapter does not end; log:\n%s", s.log.Logged())
		return nil
	}
}

func (s *stage) messages() []bot.Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]bot.Message{}, s.heard...)
}

// shows waits for n messages in a chat or topic and returns all of it.
func (s *stage) shows(chat string, n int) []string {
	s.Helper()
	ctx, cancel := context.WithTimeout(s.Context(), patience)
	defer cancel()
	texts := []string{}
	for _, m := range s.Shown(ctx, chat, n) {
		texts = append(texts, m.Text)
	}
	if len(texts) < n {
		s.Fatalf("chat %s shows %d messages, want %d: %q\nlog:\n%s", chat, len(texts), n, texts, s.log.Logged())
	}
	return texts
}

// tries waits until a method was called n times, in vain or not.
func (s *stage) tries(method string, n int) {
	s.Helper()
	deadline := time.After(patience)
	for len(s.Calls(method)) < n {
		select {
		case <-time.After(2 * time.Millisecond):
		case <-deadline:
			s.Fatalf("%s was called %d times, want %d", method, len(s.Calls(method)), n)
		}
	}
}

// calls waits for n calls of a method that were carried out and returns all of them.
func (s *stage) calls(method string, n int) []telegramtest.Call {
	s.Helper()
	deadline := time.After(patience)
	for {
		var done []telegramtest.Call
		for _, c := range s.Calls(method) {
			if c.OK {
				done = append(done, c)
			}
		}
		if len(done) >= n {
			return done
		}
		select {
		case <-time.After(2 * time.Millisecond):
		case <-deadline:
			s.Fatalf("%d calls of %s, want %d; log:\n%s", len(done), method, n, s.log.Logged())
		}
	}
}

// says pushes a text of a private chat.
func (s *stage) says(person int64, text string) {
	s.Push(telegramtest.Object{"message": telegramtest.Text(person, text)})
}

// flush waits until everything that was pushed so far is confirmed: answered, or kept after settleTime.
func (s *stage) flush() {
	s.Helper()
	deadline := time.After(patience)
	for len(s.Pending()) > 0 {
		select {
		case <-time.After(2 * time.Millisecond):
		case <-deadline:
			s.Fatalf("not confirmed: %v; log:\n%s", s.Pending(), s.log.Logged())
		}
	}
}

func id(n int64) string { return strconv.FormatInt(n, 10) }

// echo says back what it hears; a choice by its ID.
func echo(_ context.Context, m bot.Message) bot.Reply {
	return bot.Reply{Kind: bot.SmallTalk, Text: markup.Escape(m.Text + m.Choice)}
}

// always gives the same reply.
func always(r bot.Reply) bot.Handler {
	return func(context.Context, bot.Message) bot.Reply { return r }
}

func unchanged(*Config) {}
