package triage

import "slices"

const (
	farGap  = 14 // words between a cue and a sign that it can still be about
	nearGap = 4  // the same for cues that are about the next few words only
)

// negated: "no chest pain", "without numbness", "saans ki dikkat nahi".
func (r *reading) negated(m *match) Level {
	level := Urgent
	for _, sp := range r.cues[not] {
		if !r.spoken(m, sp) {
			level = min(level, r.denied(m, sp.to))
		}
	}
	for _, sp := range r.cues[notBefore] {
		gap := sp.from - m.to()
		if !r.spoken(m, sp) && gap >= 0 && gap <= 2 && !r.breaks(m.to(), sp.from+1) {
			return None
		}
	}
	for _, sp := range m.spans[m.main:] {
		if r.any(not, sp.from-1, sp.from) {
			return None // "not pregnant"
		}
	}
	return level
}

// spoken reports whether a negation belongs to a sign itself, as in "can't feel" or "saans nahi aa rahi".
func (r *reading) spoken(m *match, sp span) bool {
	return m.covers(sp.from) || r.sick(sp.from, 2)
}

// sick reports whether a token is part of a phrase of at least size words that the signs speak of.
func (r *reading) sick(i, size int32) bool { return r.phrase[i] >= size }

// denied returns what a negation that ends before from leaves of the match. Over a comma or an "and" it reaches as far as a
// bare list does: surely when the list ends in "or", perhaps otherwise.
func (r *reading) denied(m *match, from int32) Level {
	first := r.firstCovered(m, from)
	if first < 0 {
		return Urgent
	}
	stray, crossed := 0, 0
	for i := from; i <= first; i++ {
		word := r.tokens[i].Text
		switch {
		case r.tokens[i].Stop:
			return Urgent
		case word == "or" || word == "nor":
			crossed = 0
			continue
		case word == "and" || r.tokens[i].Break:
			crossed++
		case r.in(joint, i):
			return Urgent
		}
		if i > from && r.in(person, i) && !preposition(r.tokens[i-1].Text) {
			return Urgent
		}
		if i < first && word != "and" && !r.in(light, i) && !r.sick(i, 1) {
			stray++
		}
	}
	switch {
	case crossed == 0 && stray == 0, crossed > 0 && stray == 0 && r.orAhead(first):
		return None
	case crossed == 0 && stray <= 2, crossed > 0 && stray == 0 && !r.any(person, first, m.to()):
		return Ask
	}
	return Urgent
}

func (r *reading) firstCovered(m *match, from int32) int32 {
	for i := from; i < m.to(); i++ {
		for _, s := range m.spans[:m.main] {
			if s.from <= i && i < s.to {
				return i
			}
		}
	}
	return -1
}

// orAhead reports whether a bare list goes on from i to an "or".
func (r *reading) orAhead(i int32) bool {
	for ; i < int32(len(r.tokens)); i++ {
		word := r.tokens[i].Text
		switch {
		case word == "or" || word == "nor":
			return true
		case !r.in(light, i) && !r.sick(i, 1):
			return false
		}
	}
	return false
}

func preposition(word string) bool {
	return slices.Contains([]string{"in", "on", "of", "to", "at", "from", "with", "around", "near", "down", "up", "through", "for"}, word)
}

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

// past: "had a stroke years ago", "my friend got a collapsed lung", "short of breath yesterday but fine now".
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
