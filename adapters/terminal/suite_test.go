package terminal

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"frontdesk/adapters/adaptertest"
	"frontdesk/bot"
)

func TestAdapter(t *testing.T) {
	adaptertest.Run(t, func(t *testing.T) adaptertest.Platform {
		in, typed := io.Pipe()
		t.Cleanup(func() { typed.Close() })
		lines := make(chan string, 64)
		go func() {
			for l := range lines {
				fmt.Fprintln(typed, l)
			}
		}()
		t.Cleanup(func() { close(lines) })
		return &pipe{in: in, lines: lines}
	})
}

// pipe is a terminal adapter between two pipes.
type pipe struct {
	adaptertest.Screen
	adaptertest.Log
	in    io.Reader
	lines chan<- string
}

const person = "1001" // the suite's

func (p *pipe) Adapter() bot.Adapter {
	a := Pipe(p.in, paper{p})
	a.format = &plain{out: paper{p}, look: func() look { return look{} }, chat: person, user: person}
	return a
}

// paper shows every reply that is written on it.
type paper struct{ *pipe }

func (p paper) Write(text []byte) (int, error) {
	p.Show(person, adaptertest.Shown{Text: strings.TrimSpace(string(text))})
	return len(text), nil
}

func (p *pipe) Say(s adaptertest.Said)       { p.lines <- s.Text }
func (p *pipe) Press(string, string, string) {}
func (p *pipe) Fail(adaptertest.Fault, int)  {}
func (p *pipe) Secrets() []string            { return nil }
func (p *pipe) Limit() int                   { return 1 << 20 }
func (p *pipe) Lacks() map[adaptertest.Case]string {
	return map[adaptertest.Case]string{
		adaptertest.Order:        "one person sits at a terminal",
		adaptertest.PressedID:    "there are no buttons; the bot understands the typed number",
		adaptertest.LongReply:    "a terminal has no limit",
		adaptertest.Groups:       "there are no groups",
		adaptertest.Ignored:      "there are neither bots nor stickers",
		adaptertest.Waited:       "there is no server",
		adaptertest.RefusedToken: "there is no token",
		adaptertest.NoSecret:     "there are no secrets",
	}
}
