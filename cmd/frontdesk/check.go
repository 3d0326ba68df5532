package main

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"frontdesk/bot/triage"
	"frontdesk/knowledge"
	"frontdesk/knowledge/strict"
)

func (p *program) check() *cobra.Command {
	return &cobra.Command{
		Use:   "check",
		Short: "Is the knowledge sound? Prints file and line of every problem",
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
			if _, err := triage.New(&files.RedFlags); err != nil {
				return p.problems(err)
			}
			if promises := files.Promises(); len(promises) > 0 {
				return p.problems(promises.Sort())
			}
			return summary(p.out, files, time.Now())
		},
	}
}

// problems prints every problem as a result, and returns the one line that says how many there are.
func (p *program) problems(err error) error {
	fmt.Fprintln(p.out, err)
	var ps strict.Problems
	if errors.As(err, &ps) && len(ps) != 1 {
		return fmt.Errorf("%d problems; each is named above with its file and line", len(ps))
	}
	return errors.New("the knowledge has a problem; it is named above")
}

// summary prints the warnings and what the knowledge holds.
func summary(out io.Writer, files *knowledge.Files, now time.Time) error {
	for _, w := range append(files.Warnings, files.Overdue(now)...) {
		fmt.Fprintf(out, "warning: %v\n", w)
	}
	for _, code := range slices.Sorted(maps.Keys(files.Translations)) {
		of := files.Translations[code]
		fmt.Fprintf(out, "translated into %s: %d entries, %d red flags\n", files.Language(code).Name, len(of.Entries), len(of.Flags))
	}
	kinds := map[knowledge.Kind]int{}
	questions := 0
	for _, e := range files.Entries {
		kinds[e.Kind]++
		if e.Kind != knowledge.Section {
			questions += 1 + len(e.Questions)
		}
	}
	_, err := fmt.Fprintf(out, "%d FAQ entries, %d articles with %d sections, %d small-talk, %d hand-off and %d decline entries; %d questions and %d examples; %d red flags, %d cautions, %d groups of synonyms: sound\n",
		kinds[knowledge.FAQ], kinds[knowledge.Article], kinds[knowledge.Section], kinds[knowledge.SmallTalk], kinds[knowledge.Handoff], kinds[knowledge.Decline],
		questions, len(files.Examples()), len(files.RedFlags.Flags), len(files.Cautions), len(files.Synonyms))
	return err
}
