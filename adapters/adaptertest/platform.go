// Package adaptertest is the suite of tests that every adapter passes. A platform brings a fake of its server and says in
// Lacks what it cannot do; three lines then run the suite:
//
//	func TestAdapter(t *testing.T) {
//		adaptertest.Run(t, func(t *testing.T) adaptertest.Platform { return newFake(t) })
//	}
package adaptertest

import (
	"context"
	"slices"
	"sync"

	"frontdesk/bot"
)

// Platform is an adapter and the fake server that it talks to. Every test has one of its own.
type Platform interface {
	// Adapter returns the adapter, set up for the fake server and without pauses between messages that serve only the real
	// platform's limits. It is called once.
	Adapter() bot.Adapter
	// Say makes a person say something. The adapter may or may not be running.
	Say(Said)
	// Press makes a person press the choice with that ID below the last message shown in the chat that has it.
	Press(chat, user, id string)
	// Shown waits until at least n messages have been shown in a chat and returns all of them, or those there are when ctx is
	// done. It fails nothing itself. Screen does this.
	Shown(ctx context.Context, chat string, n int) []Shown
	// Fail makes the server fail the next n times that the adapter shows a message, in that way. The message is not shown by a
	// call that fails.
	Fail(f Fault, n int)
	// Logged returns everything that the adapter has logged.
	Logged() string
	// Secrets returns what must never be logged: the token, and anything else that a log must not hold.
	Secrets() []string
	// Limit is the most that one message holds, as the length of plain ASCII text.
	Limit() int
	// Lacks names the cases that make no sense on this platform, each with the reason, which is logged.
	Lacks() map[Case]string
}

// Said is one thing that a person says.
type Said struct {
	Chat, User string // numbers, as every platform has them
	Text       string
	Group      bool // in a group; otherwise in a private chat
	Addressed  bool // with a mention of the bot; private chats need none
	Bot        bool // said by another bot
	Sticker    bool // a sticker, without text
}

// Shown is one message that the adapter has shown.
type Shown struct {
	Text    string   // as a person reads it, without markup
	Choices []string // the IDs of the buttons below it
}

// Fault is a way in which a server fails.
type Fault string

// The faults.
const (
	RateLimited Fault = "429" // asks for a pause of at most a second
	ServerError Fault = "500"
	Cut         Fault = "cut" // the connection ends before the answer
	Refused     Fault = "401" // the token is no longer good
)

// Case is the name of one test of the suite.
type Case string

// The cases.
const (
	Echo         Case = "echo"
	Order        Case = "order within a chat"
	PressedID    Case = "a pressed choice with a 64-byte ID"
	LongReply    Case = "a long reply is split and not cut"
	AsTyped      Case = "markup characters are shown as typed"
	Groups       Case = "groups only when addressed"
	Ignored      Case = "other bots and stickers are ignored"
	Waited       Case = "429 and 5xx are waited out"
	RefusedToken Case = "a refused token ends it"
	Stop         Case = "stop with a reply in hand"
	Silence      Case = "an empty reply shows nothing"
	NoSecret     Case = "no secret in any log or error"
)

// Screen keeps what has been shown, for fakes to embed. The zero Screen is ready; it is safe for concurrent use.
type Screen struct {
	mu      sync.Mutex
	chats   map[string][]Shown
	changed chan struct{} // closed when something is shown
}

// Show adds a message to a chat.
func (s *Screen) Show(chat string, m Shown) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.chats == nil {
		s.chats = map[string][]Shown{}
	}
	s.chats[chat] = append(s.chats[chat], m)
	if s.changed != nil {
		close(s.changed)
		s.changed = nil
	}
}

// Shown implements Platform.
func (s *Screen) Shown(ctx context.Context, chat string, n int) []Shown {
	for {
		shown, changed := s.now(chat)
		if len(shown) >= n {
			return shown
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return shown
		}
	}
}

func (s *Screen) now(chat string) ([]Shown, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.changed == nil {
		s.changed = make(chan struct{})
	}
	return slices.Clone(s.chats[chat]), s.changed
}

// Log is a writer for a logger, for fakes to embed or hold. The zero Log is ready; it is safe for concurrent use.
type Log struct {
	mu   sync.Mutex
	text []byte
}

// Write implements io.Writer.
func (l *Log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.text = append(l.text, p...)
	return len(p), nil
}

// Logged implements Platform.
func (l *Log) Logged() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return string(l.text)
}
