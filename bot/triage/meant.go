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
func (r *reading) sick(i, size int32) bool {
	for _, c := range r.seen {
		if r.t.isCue(c) {
			continue
		}
		if slices.ContainsFunc(r.at[c], func(s span) bool { return s.from <= i && i < s.to && s.to-s.from >= size }) {
			return true
		}
	}
	return false
}

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
			level = Ask
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

// affirmed reports whether a cue of the kind is in the match's sentence and not denied, as in "never had asthma".
func (r *reading) affirmed(c cue, m *match) bool {
	return slices.ContainsFunc(r.cues[c], func(s span) bool {
		return r.stops(s.from, m.from()) == 0 && !r.any(not, s.from-2, s.from)
	})
}

// stops returns how many sentences begin after one token up to another, in either order.
func (r *reading) stops(a, b int32) int {
	n := 0
	for i := min(a, b) + 1; i <= max(a, b); i++ {
		if r.tokens[i].Stop {
			n++
		}
	}
	return n
}

// reaches reports whether a cue stands before the match in its sentence, and not too far from it.
func (r *reading) reaches(sp span, m *match, gap int32) bool {
	return sp.from < m.from() && m.from()-sp.to <= gap && r.stops(sp.from, m.from()) == 0
}

// follows reports whether a cue stands after the match, in its sentence or at the beginning of the next, and not too far
// from it.
func (r *reading) follows(sp span, m *match, gap int32) bool {
	if sp.from <= m.from() || m.covers(sp.from) && m.covers(sp.to-1) || sp.from-m.to() > gap {
		return false
	}
	switch r.stops(m.to()-1, max(sp.from, m.to()-1)) {
	case 0:
		return true
	case 1:
		return r.stops(max(m.to()-1, sp.from-3), sp.from) == 1
	}
	return false
}

// leaves reports whether between from and the end of the match somebody begins to say how it is: a new clause with a person
// in it, or "I have", "my chest is".
func (r *reading) leaves(from int32, m *match) bool {
	for i := from; i < m.to(); i++ {
		clause := r.tokens[i].Break || r.in(joint, i) && r.tokens[i].Text != "or"
		switch {
		case clause && r.any(person, i, min(i+3, m.to())), r.states(i) && (i == 0 || !subordinate(r.tokens[i-1].Text)):
			return true
		}
	}
	return r.because(m.to())
}

// because reports whether a reason follows that somebody has it: "can it make you breathless? because I am".
func (r *reading) because(from int32) bool {
	for i := from; i < min(from+3, int32(len(r.tokens))); i++ {
		word := r.tokens[i].Text
		if slices.Contains([]string{"because", "cos", "coz", "cuz", "bcoz", "cause"}, word) && r.any(person, i, i+3) {
			return true
		}
	}
	return false
}

func subordinate(word string) bool {
	return slices.Contains([]string{"if", "that", "when", "whether", "how", "what", "once", "until", "before", "than", "would", "will", "could", "might", "may", "should", "can", "do", "does", "did"}, word)
}

// states reports whether a statement about somebody begins at i.
func (r *reading) states(i int32) bool {
	if r.starts(assert, i) {
		return true
	}
	if !slices.Contains([]string{"my", "his", "her", "our"}, r.tokens[i].Text) {
		return false
	}
	for j := i + 1; j < min(i+5, int32(len(r.tokens))) && !r.tokens[j].Break; j++ {
		if slices.Contains([]string{"is", "are", "was", "hurts", "hurt", "feels", "feel", "has", "have", "went", "wont", "cant", "keeps", "started", "aches", "got", "looks", "gone", "isnt", "gave", "gives", "goes", "became"}, r.tokens[j].Text) {
			return true
		}
	}
	return false
}

// own reports whether the match is told as somebody's own: a person or a time stands in its clause or from there to until.
func (r *reading) own(m *match, until int32) bool {
	from, to := r.clause(m)
	to = max(to, until)
	return r.any(person, from, to) || r.any(present, from, to)
}

func (r *reading) nearby(c cue, m *match) bool {
	from, to := r.clause(m)
	return r.any(c, from, to)
}

func (r *reading) nearbyGap(c cue, m *match, gap int32) bool {
	for _, sp := range r.cues[c] {
		before, after := m.from()-sp.to, sp.from-m.to()
		switch {
		case r.stops(sp.from, m.from()) > 0:
		case before < 0 && after < 0:
			return true
		case before >= 0 && before <= gap && !r.leaves(sp.to, m), after >= 0 && after <= gap && !r.turns(m.to(), sp.from):
			return true
		}
	}
	return false
}

// turns reports whether a new clause with a person in it begins between two tokens.
func (r *reading) turns(from, to int32) bool {
	for i := from; i < to; i++ {
		if (r.tokens[i].Break || r.in(joint, i)) && r.any(person, i, min(i+3, to)) {
			return true
		}
	}
	return false
}

// clause returns the tokens between the breaks around a match.
func (r *reading) clause(m *match) (from, to int32) {
	from, to = m.from(), m.to()
	for from > 0 && !r.tokens[from].Break {
		from--
	}
	for to < int32(len(r.tokens)) && !r.tokens[to].Break {
		to++
	}
	return from, to
}

// nowTense reports whether the match itself is in the present tense.
func (r *reading) nowTense(m *match) bool {
	for i := m.from(); i < m.to(); i++ {
		if slices.Contains([]string{"am", "is", "are", "im", "cant", "cannot", "wont", "isnt", "keeps", "hai", "hurts", "feels", "not"}, r.tokens[i].Text) {
			return true
		}
	}
	return false
}

// breaks reports whether a clause begins at one of the tokens from up to, but without, to.
func (r *reading) breaks(from, to int32) bool {
	for i := from; i < to; i++ {
		if r.tokens[i].Break {
			return true
		}
	}
	return false
}

// in reports whether token i is part of a cue of the kind.
func (r *reading) in(c cue, i int32) bool { return r.any(c, i, i+1) }

// any reports whether a cue of the kind touches the tokens from up to, but without, to.
func (r *reading) any(c cue, from, to int32) bool {
	return slices.ContainsFunc(r.cues[c], func(s span) bool { return s.from < to && from < s.to })
}

func (r *reading) anyFrom(c cue, from int32) bool {
	return slices.ContainsFunc(r.cues[c], func(s span) bool { return s.from >= from })
}

func (r *reading) starts(c cue, i int32) bool {
	return slices.ContainsFunc(r.cues[c], func(s span) bool { return s.from == i })
}
