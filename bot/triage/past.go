package triage

import "slices"

// past: "had a stroke years ago", "short of breath yesterday but fine now".
func (r *reading) past(m *match) Level {
	level := Urgent
	for _, sp := range r.cues[longAgoOf] {
		if m.history(sp) {
			continue
		}
		inside := m.from() < sp.from && sp.to < m.to()
		if inside || r.reaches(sp, m, nearGap) && !r.breaks(sp.to, m.from()+1) && !r.any(joint, sp.to, m.from()) {
			return None
		}
	}
	old := r.nearbyGap(longAgo, m, farGap/2) && !r.nearby(present, m) && !r.nowTense(m)
	for _, sp := range r.cues[resolved] {
		if sp.from >= m.from() && sp.from-m.to() <= farGap && !m.covers(sp.from) && !m.covers(sp.to-1) && !r.undone(sp) && !r.anyFrom(again, sp.to) {
			level, m.gone = Ask, true
		}
	}
	if old {
		return None
	}
	return level
}

// undone reports whether a cue is denied by a word just before it: "won't go away", "not gone yet".
func (r *reading) undone(sp span) bool {
	for i := max(0, sp.from-2); i < sp.from; i++ {
		if r.in(not, i) || slices.Contains([]string{"wont", "cant", "cannot", "not", "never"}, r.tokens[i].Text) {
			return true
		}
	}
	return false
}
