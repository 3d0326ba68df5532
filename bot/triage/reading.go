package triage

import (
	"slices"

	"frontdesk/knowledge"
	"frontdesk/knowledge/softmax"
)

// A reading is one message being read: where everything is in it, and how the signs in it are meant.
type reading struct {
	found
	t     *Triage
	heard []string

	// What prepare fills when the first sign matches.
	ready  bool
	cues   [cues][]span // sorted by place
	phrase []int32      // by token: the words of the longest phrase of the signs that it is part of

	match   match
	steps   int                  // places tried for the sign at hand
	excused []*knowledge.RedFlag // flags of which a sign is in the message, meant otherwise than here and now

	// Room for the net.
	windows  []window
	here     []concept
	features []softmax.Feature
	scores   []float32
	sums     []int32
	squares  []float64
}

// A match is one way in which a sign is in the message.
type match struct {
	spans []span
	main  int  // how many of the spans are of the sign's first part, which says what it is about
	size  int  // tokens that the whole sign explains
	gone  bool // told as passed
	told  bool // what came before is part of the sign: "cancer years ago and new back pain"
}

func (m *match) from() int32 {
	from := m.spans[0].from
	for _, s := range m.spans[:m.main] {
		from = min(from, s.from)
	}
	return from
}

func (m *match) to() int32 {
	to := m.spans[0].to
	for _, s := range m.spans[:m.main] {
		to = max(to, s.to)
	}
	return to
}

func (m *match) covers(i int32) bool {
	return slices.ContainsFunc(m.spans, func(s span) bool { return s.from <= i && i < s.to })
}

func (r *reading) begin(t *Triage, message string, heard []string) {
	r.t, r.heard, r.ready, r.excused = t, heard, false, r.excused[:0]
	t.words.read(message, &r.found)
}

// look returns how a sign is meant where it is meant most.
func (r *reading) look(s *sign) (Level, match) {
	if !r.mentions(s) {
		return None, match{}
	}
	best, at := None, match{}
	tries := 0
	r.match.spans, r.steps = r.match.spans[:0], 0
	r.place(s, 0, 0, func() bool {
		m := r.match
		m.size = 0
		for _, sp := range m.spans {
			m.size += int(sp.to - sp.from)
		}
		level := r.level(s, &m)
		if level == None {
			r.excused = append(r.excused, s.flag)
		}
		if level > best {
			m.spans = slices.Clone(m.spans)
			best, at = level, m
		}
		tries++
		return best == Urgent || best == Ask && s.ask || tries == maxMatches
	})
	return best, at
}

// Bounds on the work for one sign in one message, which only a hostile message reaches.
const (
	maxMatches = 32   // ways of finding the sign that are weighed
	maxSteps   = 4000 // places that are tried
)

// mentions reports whether everything the sign needs is somewhere in the message.
func (r *reading) mentions(s *sign) bool {
	for _, p := range s.parts {
		if p.heard != "" && slices.Contains(r.heard, p.heard) {
			continue
		}
		for _, c := range p.terms {
			if !r.has(c) {
				return false
			}
		}
	}
	return true
}

// place tries every place of the part's terms from the n-th on and of the parts after it, and calls found for each whole
// match. It stops and returns true once found does.
func (r *reading) place(s *sign, part, n int, found func() bool) bool {
	if part == len(s.parts) {
		return found()
	}
	p := &s.parts[part]
	if n == len(p.terms) {
		if !r.together(n, p.gap) {
			return false
		}
		if part == 0 {
			r.match.main = n
		}
		return r.place(s, part+1, 0, found)
	}
	if p.heard != "" && slices.Contains(r.heard, p.heard) {
		return r.place(s, part+1, 0, found)
	}
	for _, sp := range r.at[p.terms[n]] {
		if r.steps++; r.steps > maxSteps {
			return true
		}
		if r.taken(sp) || n > 0 && r.far(sp, len(p.terms), p.gap) {
			continue
		}
		r.match.spans = append(r.match.spans, sp)
		stop := r.place(s, part, n+1, found)
		r.match.spans = r.match.spans[:len(r.match.spans)-1]
		if stop {
			return true
		}
	}
	return false
}

func (r *reading) taken(sp span) bool {
	return slices.ContainsFunc(r.match.spans, func(o span) bool { return sp.from < o.to && o.from < sp.to })
}

// far reports whether a span is too far from the one placed last to stand in one part of that many terms with it.
func (r *reading) far(sp span, terms int, gap int32) bool {
	last := r.match.spans[len(r.match.spans)-1]
	reach := int32(terms-1) * (gap + maxPhrase)
	return sp.from-last.to > reach || last.from-sp.to > reach
}

// together reports whether the last n spans stand with at most gap tokens between neighbours.
func (r *reading) together(n int, gap int32) bool {
	if n < 2 {
		return true
	}
	var room [maxTerms]span
	spans := room[:copy(room[:], r.match.spans[len(r.match.spans)-n:])]
	slices.SortFunc(spans, func(a, b span) int { return int(a.from - b.from) })
	for i := 1; i < n; i++ {
		if spans[i].from-spans[i-1].to > gap {
			return false
		}
	}
	return true
}

// wordsOf returns the words of a match in the order of the message.
func (r *reading) wordsOf(m match) []string {
	var words []string
	for i, t := range r.tokens {
		if m.covers(int32(i)) {
			words = append(words, t.Text)
		}
	}
	return words
}

// remembered returns heard and the remembered lists that this message mentions.
func (r *reading) remembered(heard []string) []string {
	for _, l := range r.t.remember {
		if !slices.Contains(heard, l.name) && r.said(l.mention) {
			heard = append(slices.Clip(heard), l.name)
		}
	}
	return heard
}

// level returns how much of a red flag a match is, after what the words around it say.
func (r *reading) level(s *sign, m *match) Level {
	r.prepare()
	m.told = s.flag.Action == knowledge.Soon
	level := Urgent
	if r.masked(m) || r.excluded(s, m) {
		return None
	}
	crisis := s.flag.Action == knowledge.Crisis
	for _, read := range readings {
		if crisis && read.notCrisis {
			continue
		}
		level = min(level, read.of(r, m))
		if level == None {
			return None
		}
	}
	switch {
	case !s.ask:
		return level
	case level == Urgent:
		return Ask
	}
	return None
}

// excluded reports whether what the sign may not stand with is in a sentence of the match.
func (r *reading) excluded(s *sign, m *match) bool {
	return s.unless >= 0 && slices.ContainsFunc(r.at[s.unless], func(sp span) bool {
		return r.stops(sp.from, m.from()) == 0 || r.stops(sp.from, m.to()-1) == 0
	})
}

// readings are the ways in which a sign may be meant otherwise than here and now. Each returns the most that is left.
var readings = []struct {
	of        func(*reading, *match) Level
	notCrisis bool // who speaks of suicide as a case or a fear is asked all the same
}{
	{(*reading).negated, false},
	{(*reading).general, false},
	{(*reading).asked, false},
	{(*reading).supposed, true},
	{(*reading).past, false},
	{(*reading).elsewhere, false},
	{(*reading).usual, true},
}

// prepare sorts the cues of the message: of two that overlap, one inside the other, the longer one counts.
func (r *reading) prepare() {
	if r.ready {
		return
	}
	r.ready = true
	for k, c := range r.t.cues {
		r.cues[k] = r.cues[k][:0]
		for _, sp := range r.at[c] {
			if !r.shadowed(cue(k), sp) {
				r.cues[k] = append(r.cues[k], sp)
			}
		}
		slices.SortFunc(r.cues[k], func(a, b span) int { return int(a.from - b.from) })
	}
	r.phrase = append(r.phrase[:0], make([]int32, len(r.tokens))...)
	for _, c := range r.seen {
		if !r.t.isCue(c) {
			r.cover(r.at[c])
		}
	}
}

// cover notes the lengths of phrases at their tokens.
func (r *reading) cover(phrases []span) {
	for _, s := range phrases {
		for i := s.from; i < s.to; i++ {
			r.phrase[i] = max(r.phrase[i], s.to-s.from)
		}
	}
}

// shadowed reports whether a longer cue holds this one. Words that only part, fill or date a sentence neither shadow nor
// are shadowed.
func (r *reading) shadowed(k cue, sp span) bool {
	if structural(k) {
		return false
	}
	for other, c := range r.t.cues {
		if structural(cue(other)) {
			continue
		}
		for _, o := range r.at[c] {
			if o.from <= sp.from && sp.to <= o.to && o.to-o.from > sp.to-sp.from {
				return true
			}
		}
	}
	return false
}

func structural(k cue) bool {
	switch k {
	case joint, light, present, needled, idiom, assert, habit, nowAndThen, again:
		return true
	}
	return false
}

// masked reports whether a figure of speech holds part of the match.
func (r *reading) masked(m *match) bool {
	for _, sp := range r.cues[idiom] {
		for _, s := range m.spans {
			if s.from < sp.to && sp.from < s.to {
				return true
			}
		}
	}
	return false
}
