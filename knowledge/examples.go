package knowledge

import (
	"slices"

	"frontdesk/knowledge/strict"
	"frontdesk/knowledge/text"
)

// ordinaryExamples is the key of red-flag-examples.yaml under which the sentences of no red flag stand.
const ordinaryExamples = "none"

// readRedFlagExamples reads red-flag-examples.yaml: by the ID of a red flag, what patients with it might write.
func (l *loader) readRedFlagExamples(f strict.File) {
	l.problems = append(l.problems, f.Decode(&l.examples)...)
	l.sentencesFile = f
}

// spreadExamples gives every flag its examples, and the questions of all entries to those who have none. It runs once every
// file is read.
func (l *loader) spreadExamples() {
	seen := map[string]int{}
	for _, group := range l.examples {
		l.checkSentences(group.words, seen)
		if into := l.examplesOf(group.name); into != nil {
			*into = append(*into, lines(l.sentencesFile, group.words)...)
		}
	}
	for _, d := range l.drafts {
		for _, q := range append(slices.Clone(d.Questions), d.Title) {
			l.files.RedFlags.Ordinary = append(l.files.RedFlags.Ordinary, Line{q, d.Place})
		}
	}
}

// checkSentences refuses sentences without words and those that were seen before, by their keys and lines.
func (l *loader) checkSentences(sentences []strict.String, seen map[string]int) {
	for _, s := range sentences {
		key := text.Key(s.Text)
		switch at, twice := seen[key]; {
		case key == "":
			l.fault(l.sentencesFile.Name, s.Line, "the example %q has no words", s.Text)
		case twice:
			l.fault(l.sentencesFile.Name, s.Line, "the example %q stands in line %d already", s.Text, at)
		default:
			seen[key] = s.Line
		}
	}
}

// examplesOf returns where the examples of a key belong, nil when it is no red flag or was there before.
func (l *loader) examplesOf(key strict.String) *[]Line {
	flags := &l.files.RedFlags
	into := &flags.Ordinary
	if key.Text != ordinaryExamples {
		i := slices.IndexFunc(flags.Flags, func(r RedFlag) bool { return r.ID == key.Text })
		if i < 0 && len(flags.Flags) == 0 {
			return nil // red-flags.yaml is at fault, which is said there
		}
		if i < 0 {
			l.fault(l.sentencesFile.Name, key.Line, "%s is no red flag of red-flags.yaml; use the ID of one, or none", key.Text)
			return nil
		}
		into = &flags.Flags[i].Like
	}
	if len(*into) > 0 {
		l.fault(l.sentencesFile.Name, key.Line, "the key %s stands here twice", key.Text)
		return nil
	}
	return into
}
