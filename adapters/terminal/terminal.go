// Package terminal carries messages between a terminal, or a pipe, and the bot.
package terminal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/muesli/termenv"
	"golang.org/x/term"

	"frontdesk/bot"
)

// Adapter talks to one person, line by line. A line is a message; the choices of a reply are a numbered list, and the bot
// understands a typed number.
type Adapter struct {
	readLine func() (string, error)
	restore  func() error
	format
}

// format is what lines mean and how replies are shown.
type format interface {
	// message reads a line; ok is false for one that says nothing to the bot.
	message(line string) (m bot.Message, ok bool, err error)
	reply(r bot.Reply) error
	// fault shows what was wrong with a line.
	fault(err error) error
}

// plain is the format for people.
type plain struct {
	out        io.Writer
	look       func() look
	chat, user string // who a message is from
}

// you is the person at a terminal.
const you = "you"

// Pipe reads lines from in and writes replies to out as plain text: for scripts and tests.
func Pipe(in io.Reader, out io.Writer) *Adapter {
	return &Adapter{
		readLine: lineReader(in),
		restore:  func() error { return nil },
		format:   &plain{out: out, look: func() look { return look{} }, chat: "terminal", user: you},
	}
}

// IsTerminal reports whether f is a terminal.
func IsTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }

// Open talks on a real terminal: with line editing and history, colours unless NO_COLOR is set, and text as wide as the
// window. The terminal is as it was before when Run returns.
func Open(in, out *os.File) (*Adapter, error) {
	state, err := term.MakeRaw(int(in.Fd()))
	if err != nil {
		return nil, fmt.Errorf("the terminal: %w", err)
	}
	t := term.NewTerminal(struct {
		io.Reader
		io.Writer
	}{in, out}, "› ")
	color := termenv.NewOutput(out).EnvColorProfile() != termenv.Ascii
	return &Adapter{
		readLine: t.ReadLine,
		restore:  func() error { return term.Restore(int(in.Fd()), state) },
		format: &plain{out: t, chat: "terminal", user: you, look: func() look {
			width, height, err := term.GetSize(int(out.Fd()))
			if err == nil {
				_ = t.SetSize(width, height) // it fails only for sizes that no terminal has
			}
			return look{width, color}
		}},
	}, nil
}

// Say writes CommonMark before the conversation begins, such as a welcome.
func (a *Adapter) Say(markdown string) error {
	return a.reply(bot.Reply{Kind: bot.SmallTalk, Text: markdown})
}

// Run implements bot.Adapter. It returns nil at the end of the input.
func (a *Adapter) Run(ctx context.Context, handle bot.Handler) (err error) {
	defer func() { err = errors.Join(err, a.restore()) }()
	lines := make(chan string)
	ended := make(chan error, 1)
	done := make(chan struct{})
	defer close(done)
	go a.read(lines, ended, done)
	for {
		select {
		case <-ctx.Done():
			return nil
		case err := <-ended:
			if errors.Is(err, io.EOF) {
				return nil
			}
			return fmt.Errorf("reading your message: %w", err)
		case line := <-lines:
			if err := a.answer(ctx, line, handle); err != nil {
				return fmt.Errorf("writing the reply: %w", err)
			}
		}
	}
}

// read hands over lines until the input ends or nobody takes them any more.
func (a *Adapter) read(lines chan<- string, ended chan<- error, done <-chan struct{}) {
	for {
		line, err := a.readLine()
		if err != nil {
			ended <- err
			return
		}
		select {
		case lines <- line:
		case <-done:
			return
		}
	}
}

// answer shows the reply to a line. Its error is one of writing.
func (a *Adapter) answer(ctx context.Context, line string, handle bot.Handler) error {
	m, ok, err := a.message(line)
	switch {
	case err != nil:
		return a.fault(err)
	case !ok:
		return nil
	}
	return a.reply(handle(context.WithoutCancel(ctx), m))
}

func (p *plain) message(line string) (bot.Message, bool, error) {
	return bot.Message{Chat: p.chat, User: p.user, Text: line}, true, nil
}

func (p *plain) reply(r bot.Reply) error {
	if r.Text == "" {
		return nil
	}
	return p.write(p.look().reply(r))
}

func (p *plain) fault(err error) error { return p.write(err.Error()) }

func (p *plain) write(text string) error {
	_, err := io.WriteString(p.out, text+"\n\n")
	return err
}

// Show writes one reply to out: for a person where out is a terminal, as plain text elsewhere.
func Show(out io.Writer, r bot.Reply) error {
	l := look{}
	if f, ok := out.(*os.File); ok && IsTerminal(f) {
		if width, _, err := term.GetSize(int(f.Fd())); err == nil {
			l = look{width, termenv.NewOutput(f).EnvColorProfile() != termenv.Ascii}
		}
	}
	_, err := io.WriteString(out, l.reply(r)+"\n")
	return err
}
