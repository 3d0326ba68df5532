package triage

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"frontdesk/knowledge"
)

// WriteSheet writes what a clinician reads and signs: the table of all red flags, then each with its advice, its question,
// its signs and its sentences. It returns the first error of w.
func WriteSheet(w io.Writer, flags *knowledge.RedFlags) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "Red flags: %d\n\n", len(flags.Flags))
	table := tabwriter.NewWriter(b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "FLAG\tACTION\tSIGNS\tMUST\tMUST NOT\tEXAMPLES\tMEANS")
	told := flags.Sentences()
	for _, f := range flags.Flags {
		fmt.Fprintf(table, "%s\t%s\t%d\t%d\t%d\t%d\t%s\n", f.ID, f.Action, len(f.Signs), len(f.Must), len(f.MustNot), len(told[f.ID]), f.Title)
	}
	table.Flush() // its error is b's, which Flush below returns
	for _, f := range flags.Flags {
		fmt.Fprintf(b, "\n%s: %s (%s)\n\n  Advice: %s\n  In doubt it asks: %s\n", f.ID, f.Title, f.Action, strings.TrimSpace(f.Advice), f.Ask)
		writeLines(b, "Signs", f.Signs)
		writeLines(b, "Must be found in", f.Must)
		writeLines(b, "Must not be found in", f.MustNot)
	}
	fmt.Fprint(b, "\nLists\n")
	for _, l := range flags.Lists {
		fmt.Fprintf(b, "\n  %s: %s\n", l.Name, strings.Join(texts(l.Words), ", "))
	}
	fmt.Fprint(b, "\nRead and approved: ______________________________   Date: ______________\n")
	return b.Flush()
}

func writeLines(b *bufio.Writer, title string, lines []knowledge.Line) {
	fmt.Fprintf(b, "\n  %s:\n", title)
	for _, l := range lines {
		fmt.Fprintf(b, "    - %s\n", l.Text)
	}
}
