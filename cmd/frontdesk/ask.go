package main

import (
	"encoding/json"
	"fmt"
	"log/slog"

	"github.com/spf13/cobra"

	"frontdesk/adapters/terminal"
	"frontdesk/bot"
	"frontdesk/knowledge"
)

func (p *program) ask() *cobra.Command {
	var asJSON, explain bool
	cmd := &cobra.Command{
		Use:     `ask "QUESTION"`,
		Short:   "One question, one reply",
		Example: `  frontdesk ask "does it hurt?"`,
		Args:    exactly(1, `one question, in quotes: frontdesk ask "does it hurt?"`),
		RunE: func(cmd *cobra.Command, args []string) error {
			cfg, err := p.load()
			if err != nil {
				return err
			}
			b, base, err := p.open(cfg, nil, p.logger(slog.LevelWarn))
			if err != nil {
				return err
			}
			defer base.Close()
			r := b.Respond(cmd.Context(), bot.Message{Adapter: "ask", Text: args[0]})
			switch {
			case explain:
				_, err = fmt.Fprint(p.out, base.Explain(knowledge.Query{Text: args[0]}))
			case asJSON:
				enc := json.NewEncoder(p.out)
				enc.SetEscapeHTML(false)
				err = enc.Encode(r)
			default:
				err = terminal.Show(p.out, r)
			}
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the whole reply as one JSON object")
	cmd.Flags().BoolVar(&explain, "explain", false, "print which words, variants and scores decided")
	return cmd
}
