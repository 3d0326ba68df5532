package adaptertest

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"frontdesk/adapters/internal/markup"
	"frontdesk/bot"
)

const (
	patience = 20 * time.Second // how long a test waits for what must come
	chatA    = "1001"
	chatB    = "1002"
	group    = "-1003"
	ann      = "1001" // a private chat has its person's number
	bob      = "1002"
)

// Run runs the suite.
func Run(t *testing.T, open func(t *testing.T) Platform) {
	cases := []struct {
		name Case
		test func(*testing.T, *stage)
	}{
		{Echo, testEcho},
		{Order, testOrder},
		{PressedID, testPressedID},
		{LongReply, testLongReply},
		{AsTyped, testAsTyped},
		{Groups, testGroups},
		{Ignored, testIgnored},
		{Waited, testWaited},
		{RefusedToken, testRefusedToken},
		{Stop, testStop},
		{Silence, testSilence},
		{NoSecret, testNoSecret},
	}
	for _, c := range cases {
		t.Run(string(c.name), func(t *testing.T) {
			p := open(t)
			if why, lacks := p.Lacks()[c.name]; lacks {
				t.Skip("this platform lacks it: " + why)
			}
			s := &stage{T: t, Platform: p}
			c.test(t, s)
			s.noSecret(s.err)
		})
	}
}

// stage is a platform with its adapter running.
type stage struct {
	*testing.T
	Platform
	stop  context.CancelFunc
	ended chan struct{}
	err   error // what Run returned, once ended is closed
}

// play starts the adapter; it is stopped at the end of the test at the latest.
func (s *stage) play(handle bot.Handler) {
	ctx, stop := context.WithCancel(context.Background())
	s.stop, s.ended = stop, make(chan struct{})
	adapter := s.Adapter()
	go func() {
		defer close(s.ended)
		s.err = adapter.Run(ctx, handle)
	}()
	s.Cleanup(func() { s.halt() })
}

// halt stops the adapter and returns what Run returned.
func (s *stage) halt() error {
	s.Helper()
	s.stop()
	return s.await()
}

// await waits for the adapter to end by itself.
func (s *stage) await() error {
	s.Helper()
	select {
	case <-s.ended:
		return s.err
	case <-time.After(patience):
		s.Fatal("the adapter does not end")
		return nil
	}
}

// see waits for n messages in a chat and returns their texts.
func (s *stage) see(chat string, n int) []string {
	s.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	texts := []string{}
	for _, m := range s.Shown(ctx, chat, n) {
		texts = append(texts, m.Text)
	}
	if len(texts) < n {
		s.Fatalf("chat %s shows %d messages, want %d: %q\nlog:\n%s", chat, len(texts), n, texts, s.Logged())
	}
	return texts
}

// sees stops the adapter and compares everything that is shown in a chat then.
func (s *stage) sees(chat string, want ...string) {
	s.Helper()
	s.see(chat, len(want))
	if err := s.halt(); err != nil {
		s.Errorf("Run ended with %v", err)
	}
	if diff := cmp.Diff(want, s.see(chat, len(want))); diff != "" {
		s.Errorf("chat %s (-want +got):\n%s", chat, diff)
	}
}

func (s *stage) noSecret(err error) {
	s.Helper()
	said := s.Logged() + fmt.Sprintf("%v %+v", err, err)
	for e := err; e != nil; e = errors.Unwrap(e) {
		said += fmt.Sprintf("%+v", e)
	}
	for _, secret := range s.Secrets() {
		for _, form := range []string{secret, url.PathEscape(secret), url.QueryEscape(secret), strings.ToLower(url.QueryEscape(secret))} {
			if secret != "" && strings.Contains(said, form) {
				s.Errorf("a secret was logged or returned: %q", form)
			}
		}
	}
}

// private is what somebody says in a private chat.
func private(user, text string) Said { return Said{Chat: user, User: user, Text: text} }

// echo says back what it hears, as it was typed.
func echo(_ context.Context, m bot.Message) bot.Reply {
	return bot.Reply{Kind: bot.SmallTalk, Text: markup.Escape(m.Text)}
}
