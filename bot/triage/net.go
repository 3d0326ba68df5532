package triage

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"frontdesk/knowledge"
	"frontdesk/knowledge/softmax"
	"frontdesk/knowledge/text"
)

// A net catches what no sign foresaw. It is a classifier of texts over the flags and "none of them", learnt from the must and
// must-not sentences, from red-flag-examples.yaml and from the questions of the entries. It never takes back what a sign found;
// and where a sign was found and excused, or the words around say that a thing is absent or only talked about, it keeps quiet
// like the signs, or asks when it is very sure. It does not change and is safe for concurrent use.
type net struct {
	model  *softmax.Model
	idf    []float32            // by feature
	bias   []float32            // by class, the score of a text without words
	flags  []*knowledge.RedFlag // by class; nil is class 0, none of them
	about  [][]concept          // by class, what the signs of its flag are about
	named  []bool               // by concept, whether it is a list or a cue
	texts  int                  // how many it learnt from
	counts []int32              // by feature, how many of them have it
}

// The thresholds, on the probability that a text shows any flag at all. They were chosen on sets of questions written by others:
// from netAsk on, under 1 in 100 ordinary messages are asked about, and from netUrgent on, none is taken for urgent. A sign that
// asks by itself and the net are two witnesses, so that netAgree is enough where they mean the same flag.
const (
	netAsk    = 0.68
	netAgree  = 0.75
	netUrgent = 0.88
)

const (
	netWords   = 3  // words that a message must have before the net says anything: one or two prove nothing
	netSure    = 6  // words below which it only asks
	window     = 16 // words that are weighed together: more than nearly all sentences have
	windowStep = 12 // words from the beginning of one window to that of the next
)

// A sounding is what the net makes of the surest window of a text.
type sounding struct {
	p        float32 // the probability that it shows a flag
	class    int     // the flag that it is most likely to be
	from, to int32
}

// sound weighs a text window by window and returns the surest one.
func (n *net) sound(r *reading) sounding {
	n.scoreWords(r)
	best := sounding{class: 1}
	for from, to := range r.windows(true) {
		scores := n.scoreWindow(r, from, to)
		p := 1 - float32(math.Exp(float64(scores[0])-softmax.LogSumExp(scores)))
		if p > best.p {
			best = sounding{p, likeliest(scores), from, to}
		}
	}
	return best
}

// likeliest returns the flag with the highest score.
func likeliest(scores []float32) int {
	top := 1
	for c := 2; c < len(scores); c++ {
		if scores[c] > scores[top] {
			top = c
		}
	}
	return top
}

// wordGroups are the groups of features that come from single words.
const wordGroups = groups - groupWords

// scoreWords fills r.scores and r.squares: by token and group, what its features add to each class before scaling, and the sum of
// their squares.
func (n *net) scoreWords(r *reading) {
	classes, rows := len(n.flags), len(r.tokens)*wordGroups
	r.scores = slices.Grow(r.scores[:0], (rows+2)*classes)[:(rows+2)*classes]
	r.squares = slices.Grow(r.squares[:0], rows)[:rows]
	before := ""
	for i, t := range r.tokens {
		fs := n.idfs(wordFeatures(r.features[:0], before, t.Text), 0)
		r.features, before = fs, t.Text
		for g, part := range [wordGroups][]softmax.Feature{fs[:1], fs[1:2], fs[2:]} {
			row := i*wordGroups + g
			n.model.Score(part, r.scores[row*classes:][:classes])
			r.squares[row] = square(part)
		}
	}
}

// idfs sets the values of the features from the first-th on to their idf.
func (n *net) idfs(fs []softmax.Feature, first int) []softmax.Feature {
	for i := range fs[first:] {
		fs[first+i].Value = n.idf[fs[first+i].ID]
	}
	return fs
}

func square(fs []softmax.Feature) float64 {
	var sum float64
	for _, f := range fs {
		sum += float64(f.Value * f.Value)
	}
	return sum
}

// scoreWindow returns the scores of the tokens between two places; they are valid until the next call.
func (n *net) scoreWindow(r *reading, from, to int32) []float32 {
	classes := len(n.flags)
	room := r.scores[len(r.scores)-2*classes:]
	scores, seen := room[:classes], room[classes:]
	fs := n.idfs(r.seenFeatures(r.features[:0], n.named, from, to), 0)
	r.features = fs
	n.model.Score(fs, seen)
	copy(scores, n.bias)
	add(scores, seen, scale(groupSeen, square(fs)))
	for g := range wordGroups {
		var sum float64
		for i := int(from); i < int(to); i++ {
			sum += r.squares[i*wordGroups+g]
		}
		by := scale(groupWords+g, sum)
		for i := int(from); i < int(to); i++ {
			add(scores, r.scores[(i*wordGroups+g)*classes:], by)
		}
	}
	return scores
}

// add adds to each score what is at its place in part, by times.
func add(scores, part []float32, by float32) {
	part = part[:len(scores)]
	for c := range scores {
		scores[c] += by * part[c]
	}
}

// catch returns what the net makes of a text in which the signs found at most a doubt.
func (n *net) catch(r *reading, found Finding) Finding {
	words := r.words()
	if words < netWords {
		return found
	}
	s := n.sound(r)
	if s.p < netAsk || !r.understood(s.from, s.to) {
		return found
	}
	flag, level := n.flags[s.class], n.meant(r, s)
	if slices.Contains(r.excused, flag) {
		level = None
	}
	switch {
	case s.p < netUrgent && (flag != found.Flag || s.p < netAgree):
		level = min(level, Ask)
	case level == None && s.p >= netUrgent:
		level = Ask
	}
	if words < netSure {
		level = min(level, Ask)
	}
	if level <= found.Level {
		return found
	}
	f := Finding{Level: level, Flag: flag, Like: n.nearest(r, flag)}
	for _, t := range r.tokens[s.from:s.to] {
		f.Words = append(f.Words, t.Text)
	}
	return f
}

// understood reports whether at least half of the words between two places are known: what is said in the others nobody learnt.
func (r *reading) understood(from, to int32) bool {
	known := int32(0)
	for _, t := range r.tokens[from:to] {
		if _, ok := r.t.words.words[t.Text]; ok {
			known++
		}
	}
	return 2*known >= to-from
}

// words returns how many words a message has, numbers not counting.
func (r *reading) words() int {
	n := 0
	for _, t := range r.tokens {
		if strings.IndexFunc(t.Text, unicode.IsLetter) >= 0 {
			n++
		}
	}
	return n
}

// meant reads how what the net found is meant, from the words around the things that the flag's signs are about, or around the
// whole window when none of them is there.
func (n *net) meant(r *reading, s sounding) Level {
	var m match
	for _, c := range n.about[s.class] {
		for _, sp := range r.at[c] {
			if s.from <= sp.from && sp.to <= s.to {
				m.spans = append(m.spans, sp)
			}
		}
	}
	if len(m.spans) == 0 {
		m.spans = append(m.spans, span{s.from, s.to})
	}
	m.main = len(m.spans)
	return r.level(&sign{flag: n.flags[s.class]}, &m)
}

// nearest returns the example of a flag that has most in common with the text, rare words counting more.
func (n *net) nearest(r *reading, flag *knowledge.RedFlag) knowledge.Line {
	said := map[int32]bool{}
	for _, t := range r.tokens {
		said[wordFeature(t.Text).ID] = true
	}
	var best knowledge.Line
	top := float32(-1)
	for _, example := range flag.Like {
		common, all := float32(0), float32(longExample)
		for _, w := range text.Words(example.Text) {
			id := wordFeature(w).ID
			all += n.idf[id]
			if said[id] {
				common += n.idf[id]
			}
		}
		if common/all > top {
			best, top = example, common/all
		}
	}
	return best
}

// longExample is added to what an example weighs, so that one of two words is not nearest for having one of them.
const longExample = 20
