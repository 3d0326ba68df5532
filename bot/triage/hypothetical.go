package triage

// supposed: "what if I faint", "if my leg goes numb", "my lung might collapse".
func (r *reading) supposed(m *match) Level {
	level := Urgent
	for _, sp := range r.cues[supposeNever] {
		if (r.reaches(sp, m, farGap) && !r.leaves(sp.to, m)) || r.follows(sp, m, 1) {
			return None
		}
	}
	for _, sp := range r.cues[suppose] {
		if r.reaches(sp, m, farGap/2) && !r.breaks(sp.to, m.from()+1) && !r.leaves(sp.to, m) {
			level = Ask
		}
	}
	for _, sp := range r.cues[modal] {
		if sp.from >= m.from()-3 && sp.from < m.to() && !m.covers(sp.from) && !r.breaks(sp.from+1, m.from()+1) {
			level = Ask
		}
	}
	return level
}
