package triage

// general: "what are the signs of a collapsed lung", "can it cause chest pain", "chest pain, is that a known side effect".
func (r *reading) general(m *match) Level {
	for _, sp := range r.cues[theory] {
		if r.reaches(sp, m, farGap) && !r.leaves(sp.to, m) {
			return None
		}
	}
	for _, sp := range r.cues[theoryNear] {
		if r.reaches(sp, m, nearGap) && !r.breaks(sp.to, m.from()+1) && !r.leaves(sp.to, m) {
			return None
		}
	}
	for _, sp := range r.cues[theoryBack] {
		if r.follows(sp, m, farGap) && !r.own(m, sp.from) {
			return None
		}
	}
	return Urgent
}

// asked: "is chest pain normal", "can needling help with leg weakness", "scared of a collapsed lung".
func (r *reading) asked(m *match) Level {
	if r.admits(m.to()) {
		return Urgent
	}
	level := Urgent
	for _, sp := range r.cues[wonder] {
		if r.reaches(sp, m, farGap) && !r.breaks(sp.to, m.from()+1) && !r.own(m, sp.to) {
			level = Ask
		}
	}
	for _, sp := range r.cues[wonderBack] {
		if r.follows(sp, m, farGap/2) && !r.own(m, sp.from) {
			level = Ask
		}
	}
	for _, sp := range r.cues[help] {
		if r.reaches(sp, m, farGap/2) && !r.breaks(sp.to, m.from()+1) && !r.leaves(sp.to, m) {
			level = Ask
		}
	}
	for _, sp := range r.cues[fear] {
		if r.reaches(sp, m, farGap/2) && !r.breaks(sp.to, m.from()+1) && (!r.any(person, sp.to, m.to()) || r.any(modal, sp.to, m.to())) {
			return None
		}
	}
	return level
}
