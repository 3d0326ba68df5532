package main

import (
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"frontdesk/adapters/terminal"
	"frontdesk/bot"
	"frontdesk/config"
)

func (p *program) chat() *cobra.Command {
	var o chatOptions
	cmd := &cobra.Command{
		Use:   "chat",
		Short: "Talk to it in the terminal",
		Long: "Talk to it in the terminal. With --json, for programs: a message a line in, as text or as an object with\n" +
			`text, choice, user, chat and group; a reply a line out. {"reset":true} starts a new conversation and has no reply.`,
		Example: "  frontdesk chat\n" + `  echo '{"text":"does it hurt?"}' | frontdesk chat --json`,
		Args:    exactly(0, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := p.load()
			if err != nil {
				return err
			}
			if err := o.apply(cmd, &cfg); err != nil {
				return err
			}
			return p.with(cfg, func(b *bot.Bot) error {
				a, err := p.talker(cfg, o)
				if err != nil {
					return err
				}
				return b.Serve(cmd.Context(), []bot.Platform{{Name: "terminal", Adapter: a}})
			})
		},
	}
	cmd.Flags().BoolVar(&o.json, "json", false, "a message a line in, a reply a line out, as JSON")
	cmd.Flags().StringVar(&o.now, "now", "", "answer as if it were this `time`, such as 2026-11-23T09:00:00+05:30")
	cmd.Flags().Int64Var(&o.seed, "seed", 0, "for runs that repeat; nothing is drawn at random now, so every seed gives the same replies")
	return cmd
}

// chatOptions are the flags of chat.
type chatOptions struct {
	json bool
	now  string
	seed int64
}

// apply puts what the flags say into a configuration.
func (o chatOptions) apply(cmd *cobra.Command, cfg *config.Config) error {
	if o.now == "" {
		return nil
	}
	now, err := time.Parse(time.RFC3339, o.now)
	if err != nil {
		return wrongUsage(cmd, fmt.Errorf("--now %s is not a time; write it as 2026-11-23T09:00:00+05:30", o.now))
	}
	cfg.Bot.Now = func() time.Time { return now }
	return nil
}

// talker returns the adapter for the streams: line editing and a welcome where a person sits, plain text in a pipe, objects
// for a program.
func (p *program) talker(cfg config.Config, o chatOptions) (*terminal.Adapter, error) {
	if o.json {
		return terminal.JSON(p.in, p.out), nil
	}
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
