package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"frontdesk/adapters/terminal"
	"frontdesk/bot"
	"frontdesk/config"
)

func (p *program) chat() *cobra.Command {
	return &cobra.Command{
		Use:   "chat",
		Short: "Talk to it in the terminal",
		Args:  exactly(0, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.withBot(func(cfg config.Config, b *bot.Bot) error {
				a, err := p.terminal(cfg)
				if err != nil {
					return err
				}
				return b.Serve(cmd.Context(), []bot.Platform{{Name: "terminal", Adapter: a}})
			})
		},
	}
}

// terminal returns the adapter for the streams: line editing and a welcome where a person sits, plain text in a pipe.
func (p *program) terminal(cfg config.Config) (*terminal.Adapter, error) {
	in, out, ok := terminals(p.in, p.out)
	if !ok {
		return terminal.Pipe(p.in, p.out), nil
	}
	a, err := terminal.Open(in, out)
	if err != nil {
		return nil, err
	}
	return a, a.Say(welcome(cfg))
}

// terminals returns the files behind the streams when both are terminals.
func terminals(in, out any) (*os.File, *os.File, bool) {
	i, ok := in.(*os.File)
	o, ok2 := out.(*os.File)
	return i, o, ok && ok2 && terminal.IsTerminal(i) && terminal.IsTerminal(o)
}

func welcome(cfg config.Config) string {
	s := "**" + cfg.Bot.Clinic.Name + "**\n\nAsk about dry needling, or type /topics. Ctrl-D ends it."
	if cfg.Example {
		s += fmt.Sprintf("\n\n*There is no %s here, so this speaks for an example clinic. `frontdesk init DIR` makes your own.*", config.DefaultFile)
	}
	return s
}
