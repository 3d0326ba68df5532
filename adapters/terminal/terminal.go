// Package terminal carries messages between a terminal, or a pipe, and the bot.
package terminal

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/muesli/termenv"
	"golang.org/x/term"

	"frontdesk/bot"
)

// Adapter talks to one person, line by line. A line is a message; the choices of a reply are a numbered list, and the bot
// understands a typed number.
type Adapter struct {
	readLine func() (string, error)
	out      io.Writer
	look     func() look
	restore  func() error

	chat, user string // who a message is from
}

// Pipe reads lines from in and writes replies to out as plain text: for scripts and tests.
func Pipe(in io.Reader, out io.Writer) *Adapter {
	r := bufio.NewReader(in)
	return &Adapter{
		readLine: func() (string, error) {
			line, err := r.ReadString('\n')
			if line != "" {
				err = nil
			}
			return strings.TrimRight(line, "\r\n"), err
		},
		out:     out,
		look:    func() look { return look{} },
		restore: func() error { return nil },
		chat:    "terminal",
		user:    "you",
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
		out:      t,
		look: func() look {
			width, height, err := term.GetSize(int(out.Fd()))
			if err == nil {
				_ = t.SetSize(width, height) // it fails only for sizes that no terminal has
			}
			return look{width, color}
		},
		restore: func() error { return term.Restore(int(in.Fd()), state) },
		chat:    "terminal",
		user:    "you",
	}, nil
}

// Say writes CommonMark before the conversation begins, such as a welcome.
func (a *Adapter) Say(markdown string) error {
	return a.show(bot.Reply{Kind: bot.SmallTalk, Text: markdown})
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
			r := handle(context.WithoutCancel(ctx), bot.Message{Chat: a.chat, User: a.user, Text: line})
			if err := a.show(r); err != nil {
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

func (a *Adapter) show(r bot.Reply) error {
	if r.Text == "" {
		return nil
	}
	_, err := io.WriteString(a.out, a.look().reply(r)+"\n\n")
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
