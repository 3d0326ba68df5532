package triage

import "slices"

// usual: "I get panic attacks with breathlessness", "my heart races when I see needles".
func (r *reading) usual(m *match) Level {
	level := Urgent
	fresh := len(r.cues[present]) > 0 || len(r.cues[needled]) > 0
	switch {
	case !fresh && r.affirmed(habit, m):
		level = None
	case !fresh && r.affirmed(nowAndThen, m):
		level = Ask
	}
	return level
}

// affirmed reports whether a cue of the kind is in the match's sentence and neither denied, as in "never had asthma", nor part
// of what only looks like one, as in "whenever i breathe in".
func (r *reading) affirmed(c cue, m *match) bool {
	return slices.ContainsFunc(r.cues[c], func(s span) bool {
		return r.stops(s.from, m.from()) == 0 && !r.any(not, s.from-2, s.from) && !r.in(none, s.from) && !m.history(s)
	})
}
