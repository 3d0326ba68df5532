package triage

import "slices"

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
