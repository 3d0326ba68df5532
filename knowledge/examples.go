package knowledge

import (
	"slices"

	"frontdesk/knowledge/text"
)

const (
	// sentencesFile is the name of the file of what patients with a red flag might write, and of what looks like it and is not.
	sentencesFile = "red-flag-examples.csv"
	// noFlag stands in its first column where there is no red flag.
	noFlag = "none"
)

// readSentences gives every flag its sentences of red-flag-examples.csv, and the others and the questions of all entries to those
// who have none. It runs once every other file is read.
func (l *loader) readSentences() {
	rows, problems := location{l.fsys, l.name}.rows(sentencesFile, "flag,sentence")
	l.problems = append(l.problems, problems...)
	seen := make(map[string]int, len(rows))
	for _, row := range rows {
		l.checkSentence(row, seen)
		if into := l.sentencesOf(row); into != nil {
			*into = append(*into, Line{row.second, Place{row.file, row.line}})
		}
	}
	for _, d := range l.drafts {
		for _, q := range append(slices.Clone(d.Questions), d.Title) {
			l.files.RedFlags.Ordinary = append(l.files.RedFlags.Ordinary, Line{q, d.Place})
		}
	}
}

// checkSentence refuses a sentence without words and one that was seen before, by its key and line.
func (l *loader) checkSentence(row csvRow, seen map[string]int) {
	key := text.Key(row.second)
	switch at, twice := seen[key]; {
	case key == "":
		l.fault(row.file, row.line, "the sentence %q has no words", row.second)
	case twice:
		l.fault(row.file, row.line, "the sentence %q stands in line %d already", row.second, at)
	default:
		seen[key] = row.line
	}
}

// sentencesOf returns where the sentence of a row belongs, nil when that is no red flag.
func (l *loader) sentencesOf(row csvRow) *[]Line {
	flags := &l.files.RedFlags
	if row.first == noFlag {
		return &flags.Ordinary
	}
	if i := slices.IndexFunc(flags.Flags, func(r RedFlag) bool { return r.ID == row.first }); i >= 0 {
		return &flags.Flags[i].Like
	}
	if len(flags.Flags) > 0 { // else red-flags.yaml is at fault, which is said there
		l.fault(row.file, row.line, "%s is no red flag of red-flags.yaml; use the ID of one, or %s", row.first, noFlag)
	}
	return nil
}
