package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"frontdesk/bot/journal"
	"frontdesk/bot/store"
)

func (p *program) report() *cobra.Command {
	var days, persons int
	cmd := &cobra.Command{
		Use:   "report",
		Short: "What people asked and got no answer to, and what they voted on",
		Args:  exactly(0, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			cfg, err := p.load()
			if err != nil {
				return err
			}
			log := p.logger(slog.LevelWarn)
			st, err := store.Attach(cmd.Context(), cfg.Data, store.Config{}, log)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, st.Close()) }()
			j, err := openJournal(cfg, st, log)
			if err != nil {
				return err
			}
			defer closeJournal(cmd.Context(), j)
			q := journal.Query{Since: time.Now().AddDate(0, 0, -days), Persons: persons, Limit: 100}
			if err := p.reportQuestions(cmd.Context(), j, q); err != nil {
				return err
			}
			return p.reportVotes(cmd.Context(), j, q)
		},
	}
	cmd.Flags().IntVar(&days, "days", 90, "how many `days` back; nothing is kept for longer than 90")
	cmd.Flags().IntVar(&persons, "persons", 1, "leave out what fewer than this `number` of different persons asked")
	return cmd
}

// reportQuestions prints the questions without an answer, the ones that had to be clarified, and what was picked then.
func (p *program) reportQuestions(ctx context.Context, j *journal.Journal, q journal.Query) error {
	for _, part := range []struct {
		kind  journal.Kind
		title string
	}{
		{journal.Unanswered, "Asked and not answered"},
		{journal.Clarified, "Asked back which entry was meant"},
		{journal.Picked, "Picked then: a question that the entry lacks"},
	} {
		questions, err := j.Questions(ctx, part.kind, q)
		if err != nil {
			return err
		}
		fmt.Fprintf(p.out, "%s: %d\n", part.title, len(questions))
		w := tabwriter.NewWriter(p.out, 0, 0, 2, ' ', 0)
		for _, x := range questions {
			fmt.Fprintf(w, "  %d×\t%d persons\tlast %s\t%s\t%s %.2f\n", x.Asked, x.Persons, x.Last.Format(time.DateOnly), x.Text, x.Entry, x.Confidence)
		}
		if err := w.Flush(); err != nil {
			return err
		}
	}
	return nil
}

func (p *program) reportVotes(ctx context.Context, j *journal.Journal, q journal.Query) error {
	votes, err := j.Votes(ctx, q)
	if err != nil {
		return err
	}
	fmt.Fprintf(p.out, "Votes: %d entries\n", len(votes))
	for _, v := range votes {
		fmt.Fprintf(p.out, "  %-32s +%d -%d\n", v.Entry, v.Up, v.Down)
	}
	return nil
}
