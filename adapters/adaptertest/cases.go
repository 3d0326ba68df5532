package adaptertest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"frontdesk/bot"
)

func testEcho(t *testing.T, s *stage) {
	var heard ear
	s.play(heard.hear(echo))
	s.Say(private(ann, "does it hurt?"))
	s.sees(chatA, "does it hurt?")
	heard.check(t, bot.Message{Chat: chatA, User: ann, Text: "does it hurt?"})
}

func testOrder(t *testing.T, s *stage) {
	slow := func(ctx context.Context, m bot.Message) bot.Reply {
		if strings.HasSuffix(m.Text, "0") { // the first of each chat takes longest
			select {
			case <-time.After(50 * time.Millisecond):
			case <-ctx.Done():
			}
		}
		return echo(ctx, m)
	}
	var want []string
	for i := range 12 {
		text := fmt.Sprintf("question number %d", i)
		want = append(want, text)
		s.Say(private(ann, text))
		s.Say(private(bob, text))
	}
	s.play(slow)
	if diff := cmp.Diff(want, s.see(chatB, len(want))); diff != "" {
		t.Errorf("chat %s (-want +got):\n%s", chatB, diff)
	}
	s.sees(chatA, want...)
}

func testPressedID(t *testing.T, s *stage) {
	id := bot.ShowChoice(strings.Repeat("long-entry-", 6))[:bot.MaxChoiceID]
	var heard ear
	s.play(heard.hear(func(ctx context.Context, m bot.Message) bot.Reply {
		if m.Choice != "" {
			return bot.Reply{Kind: bot.SmallTalk, Text: "picked"}
		}
		return bot.Reply{Kind: bot.Clarify, Text: "which?", Choices: []bot.Choice{{ID: id, Label: "This one"}, {ID: "none", Label: "None of these"}}}
	}))
	s.Say(private(ann, "hurt"))
	s.see(chatA, 1)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if got := s.Shown(ctx, chatA, 1)[0].Choices; !slices.Equal(got, []string{id, "none"}) {
		t.Fatalf("the choices shown are %q", got)
	}
	s.Press(chatA, ann, id)
	s.sees(chatA, "which?", "picked")
	heard.check(t, bot.Message{Chat: chatA, User: ann, Text: "hurt"}, bot.Message{Chat: chatA, User: ann, Choice: id})
}

func testLongReply(t *testing.T, s *stage) {
	var long, want strings.Builder
	for i := 0; want.Len() < 3*s.Limit(); i++ {
		word := fmt.Sprintf("word%d", i)
		fmt.Fprintf(&long, "**%s** ", word)
		want.WriteString(word)
		if i%40 == 39 {
			long.WriteString("\n\n")
		}
	}
	s.play(func(context.Context, bot.Message) bot.Reply {
		return bot.Reply{Kind: bot.SmallTalk, Text: long.String(), Choices: []bot.Choice{{ID: "none", Label: "Enough"}}}
	})
	s.Say(private(ann, "tell me everything"))
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	var got strings.Builder
	for n := 1; ; n++ {
		shown := s.Shown(ctx, chatA, n)
		if len(shown) < n {
			t.Fatalf("%d messages without the choice that ends them", len(shown))
		}
		m := shown[n-1]
		if len(m.Text) > s.Limit() {
			t.Errorf("message %d has %d characters", n, len(m.Text))
		}
		got.WriteString(strings.Join(strings.Fields(m.Text), ""))
		if len(m.Choices) > 0 {
			break
		}
	}
	if got.String() != want.String() {
		t.Errorf("%d of %d characters came, or not in order", got.Len(), want.Len())
	}
}

func testAsTyped(t *testing.T, s *stage) {
	texts := []string{
		`5 < 6 & 7 > 3 &amp; <b>bold</b> "quoted"`,
		"*stars* _lines_ `code` ~~waves~~ ||bars|| [a](https://example.org)",
		"snake_case_name and 2*3*4",
		`back\slash \* \_ \\`,
		"# one - two > three",
		"- item",
		"1. first",
		"{{clinic.phone}} $HOME %s %d",
		"ünïcödé 漢字 😀 👩‍⚕️ \u202ertl",
	}
	s.play(echo)
	for _, text := range texts {
		s.Say(private(ann, text))
	}
	s.sees(chatA, texts...)
}

func testGroups(t *testing.T, s *stage) {
	var heard ear
	s.play(heard.hear(echo))
	s.Say(Said{Chat: group, User: ann, Text: "who comes tonight?", Group: true})
	s.Say(Said{Chat: group, User: bob, Text: "does it hurt?", Group: true, Addressed: true})
	s.Say(Said{Chat: group, User: ann, Text: "me", Group: true})
	s.Say(Said{Chat: group, User: ann, Text: "and after?", Group: true, Addressed: true})
	s.sees(group, "does it hurt?", "and after?")
	heard.check(t, bot.Message{Chat: group, User: bob, Text: "does it hurt?", Group: true}, bot.Message{Chat: group, User: ann, Text: "and after?", Group: true})
}

func testIgnored(t *testing.T, s *stage) {
	var heard ear
	s.play(heard.hear(echo))
	s.Say(Said{Chat: group, User: bob, Text: "I am a bot", Group: true, Addressed: true, Bot: true})
	s.Say(Said{Chat: group, User: ann, Group: true, Sticker: true})
	s.Say(Said{Chat: group, User: ann, Text: "hello", Group: true, Addressed: true})
	s.sees(group, "hello")
	heard.check(t, bot.Message{Chat: group, User: ann, Text: "hello", Group: true})
}

func testWaited(t *testing.T, s *stage) {
	s.play(echo)
	var want []string
	for i, fault := range []Fault{RateLimited, ServerError, Cut, RateLimited} {
		s.Fail(fault, 1+i%2)
		for j := range 2 {
			text := fmt.Sprintf("question %d after %s", j, fault)
			if i == 3 {
				text += " again"
			}
			want = append(want, text)
			s.Say(private(ann, text))
		}
		s.see(chatA, len(want))
	}
	s.sees(chatA, want...)
}

func testRefusedToken(t *testing.T, s *stage) {
	s.Fail(Refused, 1000)
	s.play(echo)
	s.Say(private(ann, "hello"))
	if err := s.await(); err == nil {
		t.Error("Run returned nil after the token was refused")
	}
	if s.err == nil || strings.TrimSpace(s.err.Error()) == "" || strings.Contains(s.err.Error(), "\n") {
		t.Errorf("the error is not one line: %q", s.err)
	}
}

func testStop(t *testing.T, s *stage) {
	begun, finish := make(chan struct{}), make(chan struct{})
	s.play(func(ctx context.Context, m bot.Message) bot.Reply {
		close(begun)
		<-finish
		if ctx.Err() != nil {
			return bot.Reply{Kind: bot.Failure, Text: "the reply was cut off"}
		}
		return echo(ctx, m)
	})
	s.Say(private(ann, "one more thing"))
	select {
	case <-begun:
	case <-time.After(patience):
		t.Fatal("the message does not arrive")
	}
	s.stop()
	close(finish)
	s.sees(chatA, "one more thing")
}

func testSilence(t *testing.T, s *stage) {
	s.play(func(ctx context.Context, m bot.Message) bot.Reply {
		if m.Text == "nothing" {
			return bot.Reply{Kind: bot.SmallTalk}
		}
		return echo(ctx, m)
	})
	s.Say(private(ann, "nothing"))
	s.Say(private(ann, "something"))
	s.sees(chatA, "something")
}

func testNoSecret(t *testing.T, s *stage) {
	s.play(func(ctx context.Context, m bot.Message) bot.Reply {
		if m.Text == "panic" {
			panic("a handler never does: " + strings.Join(s.Secrets(), " "))
		}
		return echo(ctx, m)
	})
	s.Say(private(bob, "panic"))
	for i, f := range []Fault{Cut, ServerError, RateLimited} {
		s.Fail(f, 1)
		s.Say(private(ann, "after "+string(f)))
		s.see(chatA, i+1)
	}
	s.Fail(Refused, 1000)
	s.Say(private(ann, "refused"))
	_ = s.await() // Run checks what it returned for secrets
}

// ear keeps what a handler was given.
type ear struct {
	mu    sync.Mutex
	heard []bot.Message
}

func (e *ear) hear(handle bot.Handler) bot.Handler {
	return func(ctx context.Context, m bot.Message) bot.Reply {
		e.mu.Lock()
		e.heard = append(e.heard, m)
		e.mu.Unlock()
		return handle(ctx, m)
	}
}

// check compares what was heard; an adapter may leave its name to package bot.
func (e *ear) check(t *testing.T, want ...bot.Message) {
	t.Helper()
	e.mu.Lock()
	defer e.mu.Unlock()
	for i := range e.heard {
		e.heard[i].Adapter = ""
	}
	if diff := cmp.Diff(want, e.heard, cmpopts.IgnoreFields(bot.Message{}, "Update")); diff != "" {
		t.Errorf("the handler got (-want +got):\n%s", diff)
	}
}
