package bot

import (
	"slices"

	"frontdesk/bot/triage"
	"frontdesk/knowledge"
)

// alarms recognise red flags by their meaning, in languages whose words the signs do not have.
type alarms struct {
	meaning *knowledge.Classifier
	flags   *knowledge.RedFlags
}

// The most sentences that are learnt from: of a red flag, and of what looks like one and is none. More change little, and each takes 400 bytes.
const (
	perFlag = 100
	perNone = 2000
)

func newAlarms(r *knowledge.Reader, flags *knowledge.RedFlags) alarms {
	examples := map[string][]string{}
	for id, lines := range flags.Sentences() {
		most := perFlag
		if id == knowledge.NoFlag {
			most = perNone
		}
		examples[id] = spread(lines, most)
	}
	examples[knowledge.NoFlag] = append(examples[knowledge.NoFlag], spread(flags.Questions(), perNone)...)
	return alarms{r.Classifier(examples), flags}
}

// spread returns at most n texts of lines, at equal distances.
func spread(lines []knowledge.Line, n int) []string {
	var out []string
	step := max(1, float64(len(lines))/float64(n))
	for i := 0.0; int(i) < len(lines); i += step {
		out = append(out, lines[int(i)].Text)
	}
	return out
}

// From these probabilities on that a text tells of any red flag it is urgent, or asked about. Of 160 messages with a red flag in the ten languages of
// triage/testdata/languages.csv that are neither English nor Hindi in English letters, 151 are asked about or urgent, 96 urgent; of 80 near
// misses 3 are urgent, 16 asked about or urgent, and of 130 ordinary questions 0 and 18. Unsure, it asks.
const (
	alarming   = 0.8
	suspicious = 0.5
)

// look judges a reading by its meaning alone.
func (a alarms) look(r *knowledge.Reading) triage.Finding {
	var any float64
	var best *knowledge.RedFlag
	most := 0.0
	for _, o := range a.meaning.Probabilities(r) {
		if o.Class == knowledge.NoFlag {
			continue
		}
		any += o.Meaning
		i := slices.IndexFunc(a.flags.Flags, func(f knowledge.RedFlag) bool { return f.ID == o.Class })
		if i >= 0 && o.Meaning > most {
			best, most = &a.flags.Flags[i], o.Meaning
		}
	}
	switch {
	case best == nil || any < suspicious:
		return triage.Finding{}
	case any < alarming:
		return triage.Finding{Level: triage.Ask, Flag: best}
	}
	return triage.Finding{Level: triage.Urgent, Flag: best}
}
