package knowledge

import (
	"slices"

	"frontdesk/knowledge/text"
)

// sentencesFile is the name of the file of what patients with a red flag might write, and of what looks like it and is not.
const (
	sentencesFile   = "red-flag-examples.csv"
	sentencesHeader = "flag,sentence"
)

// checkSentences refuses sentences of no red flag, without words, and those that another line has.
func (l *loader) checkSentences() {
	rows, problems := l.files.folder.rows(sentencesFile, sentencesHeader)
	l.problems = append(l.problems, problems...)
	seen := make(map[string]int, len(rows))
	for _, row := range rows {
		key := text.Key(row.second)
		at, twice := seen[key]
		switch {
		case !l.isFlag(row.first):
			l.fault(row.file, row.line, "%s is no red flag of red-flags.yaml; use the ID of one, or %s", row.first, NoFlag)
		case key == "":
			l.fault(row.file, row.line, "the sentence %q has no words", row.second)
		case twice:
			l.fault(row.file, row.line, "the sentence %q stands in line %d already", row.second, at)
		default:
			seen[key] = row.line
		}
	}
}

// isFlag reports whether id is that of a red flag or NoFlag. Without red flags, red-flags.yaml is at fault, which is said there.
func (l *loader) isFlag(id string) bool {
	flags := l.files.RedFlags.Flags
	return id == NoFlag || len(flags) == 0 || slices.ContainsFunc(flags, func(f RedFlag) bool { return f.ID == id })
}
