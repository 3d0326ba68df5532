package triage

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"frontdesk/knowledge"
)

// sheetExamples is how many sentences of red-flag-examples.csv a flag shows of each kind beside those of its own.
const sheetExamples = 12

// WriteSheet writes the page that a clinician reads and signs, in Markdown: the table of all red flags, then each with what is
// sent, the question in doubt, what is said when people ask on, and sentences that are urgent, that are asked about and that are
// neither, as the program finds them now. It returns the first error of w.
func (t *Triage) WriteSheet(w io.Writer, flags *knowledge.RedFlags) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "# Red flags: %d\n\n| flag | what it means | action | help within | examples |\n|---|---|---|---|---|\n", len(flags.Flags))
	told := flags.Sentences()
	for _, f := range flags.Flags {
		fmt.Fprintf(b, "| %s | %s | %s | %s | %d |\n", f.ID, f.Title, f.Action, f.Within, len(f.Must)+len(told[f.ID]))
	}
	near := told[knowledge.NoFlag]
	for i := range flags.Flags {
		t.writeFlag(b, &flags.Flags[i], sample(told[flags.Flags[i].ID]))
	}
	fmt.Fprint(b, "\n## No red flag\n")
	t.writeSentences(b, nil, sample(near))
	fmt.Fprint(b, "\n## When people ask on\n\nA text of the flag's own goes before these.\n")
	for _, topic := range flags.Topics {
		fmt.Fprintf(b, "\n### %s\n\nAsked like: %s\n\n", topic.ID, strings.Join(texts(topic.Asked[:min(len(topic.Asked), 6)]), " · "))
		for _, a := range []knowledge.Action{knowledge.Emergency, knowledge.Crisis, knowledge.SameDay} {
			for _, say := range topic.Say(a) {
				fmt.Fprintf(b, "- %s: %s\n", a, say)
			}
		}
	}
	fmt.Fprint(b, "\nRead and approved: ______________________________   Date: ______________\n")
	return b.Flush()
}

// writeFlag writes all about one flag.
func (t *Triage) writeFlag(b *bufio.Writer, f *knowledge.RedFlag, examples []knowledge.Line) {
	fmt.Fprintf(b, "\n## %s: %s\n\nAction: %s, help within %s.\n\n", f.ID, f.Title, f.Action, f.Within)
	if !f.Reviewed.IsZero() {
		fmt.Fprintf(b, "Reviewed %s by %s.\n\n", f.Reviewed.Format(time.DateOnly), f.ReviewedBy)
	}
	fmt.Fprintf(b, "> %s\n\nIn doubt it asks: %s\n", strings.TrimSpace(f.Advice), f.Ask)
	if len(f.FollowUps) > 0 {
		fmt.Fprint(b, "\n### When people ask on\n\n")
	}
	for _, topic := range slices.Sorted(maps.Keys(f.FollowUps)) {
		for _, say := range f.FollowUps[topic] {
			fmt.Fprintf(b, "- %s: %s\n", topic, say)
		}
	}
	t.writeSentences(b, f, slices.Concat(f.Must, f.MustNot, examples))
	for _, s := range f.Sources {
		fmt.Fprintf(b, "\nSource: %s %s\n", s.Title, s.URL)
	}
}

// writeSentences writes sentences by what is found in them: the flag, or any where it is nil.
func (t *Triage) writeSentences(b *bufio.Writer, f *knowledge.RedFlag, sentences []knowledge.Line) {
	var by [Urgent + 1][]string
	for _, s := range sentences {
		got := t.Look(s.Text, nil)
		note := ""
		if got.Flag != nil && got.Flag != f {
			note = " (" + got.Flag.ID + ")"
		}
		by[got.Level] = append(by[got.Level], s.Text+note)
	}
	for _, kind := range []struct {
		level Level
		title string
	}{{Urgent, "Urgent"}, {Ask, "The safety question is asked"}, {None, "Nothing"}} {
		if len(by[kind.level]) == 0 {
			continue
		}
		fmt.Fprintf(b, "\n### %s\n\n", kind.title)
		for _, s := range by[kind.level] {
			fmt.Fprintf(b, "- %s\n", s)
		}
	}
}

// sample returns sentences at even distances.
func sample(lines []knowledge.Line) []knowledge.Line {
	var out []knowledge.Line
	for i := range min(sheetExamples, len(lines)) {
		out = append(out, lines[i*len(lines)/min(sheetExamples, len(lines))])
	}
	return out
}
