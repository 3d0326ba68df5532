package triage

import "slices"

const (
	farGap  = 14 // words between a cue and a sign that it can still be about
	nearGap = 4  // the same for cues that are about the next few words only
)

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
	return r.because(m.to()) || r.admits(m.to())
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

// admits reports whether a sentence after from begins by saying that it is so: "is it normal to be breathless? i am".
func (r *reading) admits(from int32) bool {
	n := int32(len(r.tokens))
	for i := from; i+1 < n; i++ {
		if !r.tokens[i].Stop {
			continue
		}
		switch r.tokens[i].Text + " " + r.tokens[i+1].Text {
		case "it started", "it began":
			return true
		case "i am", "i do", "i have", "he is", "he does", "she is", "she does", "mine is", "mine does":
			return i+2 == n || r.tokens[i+2].Break || slices.Contains([]string{"it", "now"}, r.tokens[i+2].Text)
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

// history reports whether a cue is about a companion of the sign, as "years ago" is in "cancer years ago, new back pain".
func (m *match) history(sp span) bool {
	if !m.told {
		return false
	}
	main := span{m.from(), m.to()}.apart(sp)
	return slices.ContainsFunc(m.spans[m.main:], func(s span) bool { return s.apart(sp) < main })
}

// apart returns how many tokens stand between two spans, 0 when they touch or overlap.
func (s span) apart(o span) int32 { return max(0, s.from-o.to, o.from-s.to) }

func (r *reading) nearby(c cue, m *match) bool {
	from, to := r.clause(m)
	return r.any(c, from, to)
}

func (r *reading) nearbyGap(c cue, m *match, gap int32) bool {
	for _, sp := range r.cues[c] {
		before, after := m.from()-sp.to, sp.from-m.to()
		switch {
		case r.stops(sp.from, m.from()) > 0, m.history(sp):
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
