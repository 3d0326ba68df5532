package terminal

import (
	"context"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"frontdesk/bot"
)

func echo(_ context.Context, m bot.Message) bot.Reply {
	return bot.Reply{Kind: bot.Answer, Text: m.Text, Choices: []bot.Choice{{ID: "a", Label: "First"}, {ID: "b", Label: "Second"}}}
}

func TestPipeIsPlainText(t *testing.T) {
	var out strings.Builder
	err := Pipe(strings.NewReader("**one** [site](https://example.org)\r\n\nlast"), &out).Run(t.Context(), echo)
	if err != nil {
		t.Fatal(err)
	}
	want := "one site\n\n  1. First\n  2. Second\n\nlast\n\n  1. First\n  2. Second\n\n"
	if out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}

func TestReplyIsAsWideAsTheWindow(t *testing.T) {
	r := bot.Reply{Text: strings.Repeat("a **bold** word ", 40), Choices: []bot.Choice{{Label: strings.Repeat("label ", 20)}}}
	for _, width := range []int{20, 60, 500} {
		for _, line := range strings.Split(look{width: width, color: true}.reply(r), "\n") {
			if n := ansi.StringWidth(line); n >= min(width, maxWidth+1) {
				t.Errorf("a line of %d columns in a window of %d: %q", n, width, line)
			}
		}
	}
}

func TestControlCharactersOfATextDoNotReachTheTerminal(t *testing.T) {
	got := look{}.reply(bot.Reply{Text: "before \x1b[2J\x07 after"})
	if strings.ContainsAny(got, "\x1b\x07") {
		t.Errorf("got %q", got)
	}
}

func TestRunEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	in, out := silence()
	done := make(chan error)
	go func() { done <- Pipe(in, out).Run(ctx, echo) }()
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// silence returns an input that never says anything.
func silence() (silent, *strings.Builder) { return silent{make(chan struct{})}, &strings.Builder{} }

type silent struct{ c chan struct{} }

func (s silent) Read([]byte) (int, error) { <-s.c; return 0, nil }
