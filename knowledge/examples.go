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
	l.examplesFile = f
}

// spreadExamples gives every flag its examples, and the questions of all entries to those who have none. It runs once every
// file is read.
func (l *loader) spreadExamples() {
	seen := map[string]int{}
	for _, group := range l.examples {
		into := l.examplesOf(group.name)
		for _, s := range group.words {
			key := text.Key(s.Text)
			if at := seen[key]; key == "" || at != 0 {
				l.fault(l.examplesFile.Name, s.Line, "the example %q has no words, or stands here twice (line %d)", s.Text, at)
			}
			seen[key] = s.Line
		}
		if into != nil {
			*into = append(*into, lines(l.examplesFile, group.words)...)
		}
	}
	for _, d := range l.drafts {
		for _, q := range append(d.Questions[:len(d.Questions):len(d.Questions)], d.Title) {
			l.files.RedFlags.Ordinary = append(l.files.RedFlags.Ordinary, Line{q, d.Place})
		}
	}
}

// examplesOf returns where the examples of a key belong, nil when it is no red flag or was there before.
func (l *loader) examplesOf(key strict.String) *[]Line {
	flags := &l.files.RedFlags
	into := &flags.Ordinary
	if key.Text != ordinaryExamples {
		i := slices.IndexFunc(flags.Flags, func(r RedFlag) bool { return r.ID == key.Text })
		if i < 0 {
			l.fault(l.examplesFile.Name, key.Line, "%s is no red flag of red-flags.yaml; use the ID of one, or none", key.Text)
			return nil
		}
		into = &flags.Flags[i].Like
	}
	if len(*into) > 0 {
		l.fault(l.examplesFile.Name, key.Line, "the key %s stands here twice", key.Text)
		return nil
	}
	return into
}
