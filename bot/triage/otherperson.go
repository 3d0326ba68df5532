package triage

// elsewhere: "my friend got a collapsed lung", "mum had a stroke".
func (r *reading) elsewhere(m *match) Level {
	level := Urgent
	for _, sp := range r.cues[othersHad] {
		if r.reaches(sp, m, farGap) && !r.leaves(sp.to, m) && !r.anyFrom(present, sp.from) {
			return None
		}
	}
	for _, sp := range r.cues[kinHad] {
		if r.reaches(sp, m, farGap) && !r.leaves(sp.to, m) && !r.anyFrom(present, sp.from) && !r.anyFrom(needled, sp.from) {
			level = Ask
		}
	}
	return level
}
