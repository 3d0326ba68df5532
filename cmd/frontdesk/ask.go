package main

import (
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"frontdesk/adapters/terminal"
	"frontdesk/bot"
	"frontdesk/config"
)

func (p *program) ask() *cobra.Command {
	var asJSON, explain bool
	cmd := &cobra.Command{
		Use:     `ask "QUESTION"`,
		Short:   "One question, one reply",
		Example: `  frontdesk ask "does it hurt?"`,
		Args:    exactly(1, `one question, in quotes: frontdesk ask "does it hurt?"`),
		RunE: func(cmd *cobra.Command, args []string) error {
			return p.withBot(func(_ config.Config, b *bot.Bot) error {
				if err := b.Wait(); err != nil {
					return err
				}
				if explain {
					_, err := fmt.Fprint(p.out, b.Explain(args[0]))
					return err
				}
				r := b.Respond(cmd.Context(), bot.Message{Adapter: "ask", Text: args[0]})
				if asJSON {
					enc := json.NewEncoder(p.out)
					enc.SetEscapeHTML(false)
					return enc.Encode(r)
				}
				return terminal.Show(p.out, r)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the whole reply as one JSON object")
	cmd.Flags().BoolVar(&explain, "explain", false, "print which words, variants and scores decided")
	return cmd
}
