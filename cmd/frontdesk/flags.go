package main

import (
	"github.com/spf13/cobra"

	"frontdesk/bot/triage"
	"frontdesk/knowledge"
)

func (p *program) flags() *cobra.Command {
	return &cobra.Command{
		Use:   "flags",
		Short: "The red flags as a page that a clinician reads and signs",
		Args:  exactly(0, "no arguments"),
		RunE: func(*cobra.Command, []string) error {
			cfg, err := p.load()
			if err != nil {
				return err
			}
			fsys, name := source(cfg)
			files, err := knowledge.Load(fsys, name)
			if err != nil {
				return p.problems(err)
			}
			t, err := triage.New(&files.RedFlags)
			if err != nil {
				return p.problems(err)
			}
			return t.WriteSheet(p.out, &files.RedFlags)
		},
	}
}
