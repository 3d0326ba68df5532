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
// must-not sentences, from red-flag-examples.csv and from the questions of the entries. It never takes back what a sign found;
// and where a sign was found and excused, or the words around say that a thing is absent or only talked about, it keeps quiet
// like the signs unless it is very sure. It does not change and is safe for concurrent use.
type net struct {
	model  *softmax.Model
	idf    []float32            // by feature
	bias   []float32            // by class, the score of a text without words
	flags  []*knowledge.RedFlag // by class; nil is class 0, none of them
	about  [][]concept          // by class, what the signs of its flag are about
	named  []bool               // by concept, whether it is a list or a cue
	alone  []int32              // by concept, the feature that it is by itself
	rows   []int16              // by feature of groupSeen and class, idf times weight in steps of rowStep
	step   float32              // of rows
	texts  int                  // how many it learnt from
	counts []int32              // by feature, how many of them have it
}

// The thresholds, on the probability that a text shows any flag at all. They were chosen on sentences that the net had not learnt
// from, a fifth of 6,100 that were written for it (two thirds of them urgent, many meant to be odd), and while watching sets that
// it never learns from: 1,200 ordinary messages and other questions, 49 long stories without a red flag, and 720 urgent messages
// with 640 near misses. In those, about 1 in 100 of the ordinary messages is asked about, 1 in 25 of the near misses is asked
// about and 1 in 35 urgent, and 97 in 100 of the urgent ones are caught; of the odd sentences 80 in 100 are.
const (
	netAsk        = 0.50 // from here on it asks
	netUrgent     = 0.70 // from here on it is sure
	netAskLong    = 0.90 // as netAsk, of a message of three windows or more, of which one is likelier to look odd by chance
	netUrgentLong = 0.97 // as netUrgent, of such a message
	netFirm       = 0.80 // from here on it is sure even where the words around leave a doubt
	netInsist     = 0.88 // from here on it asks even where they say that nothing is the matter
	netCertain    = 0.95 // and from here on it is sure even there
)

const (
	netWords = 3 // words that a message must have before the net says anything: one or two prove nothing
	netSure  = 6 // words below which it only asks
)

// A sounding is what the net makes of the surest window of a text.
type sounding struct {
	p        float32 // the probability that it shows a flag
	class    int     // the flag that it is most likely to be
	from, to int32
}

// thresholds returns from where on the net asks and from where on it is sure, in a message of so many windows.
func thresholds(windows int) (ask, sure float32) {
	if windows > 2 {
		return netAskLong, netUrgentLong
	}
	return netAsk, netUrgent
}

// sound weighs a text window by window and returns the surest one.
func (n *net) sound(r *reading) sounding {
	n.scoreWords(r)
	best := sounding{class: 1}
	windows := r.split()
	for i := range windows {
		w := &windows[i]
		scores := n.scoreWindow(r, w)
		p := 1 - float32(math.Exp(float64(scores[0])-softmax.LogSumExp(scores)))
		if p > best.p {
			best = sounding{p, likeliest(scores), w.from, w.to}
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

// scoreWords fills r.scores and r.squares: by token and group, what the features of the tokens before it add to each class before
// scaling, and the sum of their squares. The difference between two rows is what a window adds.
func (n *net) scoreWords(r *reading) {
	classes, rows := len(n.flags), (len(r.tokens)+1)*wordGroups
	r.scores = slices.Grow(r.scores[:0], (rows+2)*classes)[:(rows+2)*classes]
	r.squares = slices.Grow(r.squares[:0], rows)[:rows]
	clear(r.scores[:wordGroups*classes])
	clear(r.squares[:wordGroups])
	before := ""
	for i, t := range r.tokens {
		fs := n.idfs(wordFeatures(r.features[:0], before, t.Text))
		r.features, before = fs, t.Text
		last := r.scores[i*wordGroups*classes:][:2*wordGroups*classes]
		copy(last[wordGroups*classes:], last)
		for g, part := range [wordGroups][]softmax.Feature{fs[:1], fs[1:2], fs[2:]} {
			n.model.Add(part, last[(wordGroups+g)*classes:][:classes])
			r.squares[(i+1)*wordGroups+g] = r.squares[i*wordGroups+g] + square(part)
		}
	}
}

// idfs sets the values of features to their idf.
func (n *net) idfs(fs []softmax.Feature) []softmax.Feature {
	for i := range fs {
		fs[i].Value = n.idf[fs[i].ID]
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

// scoreWindow returns the scores of a window, which are valid until the next call.
func (n *net) scoreWindow(r *reading, w *window) []float32 {
	classes := len(n.flags)
	room := r.scores[len(r.scores)-2*classes:]
	scores, seen := room[:classes], room[classes:]
	copy(scores, n.bias)
	for g := range wordGroups {
		from, to := int(w.from)*wordGroups+g, int(w.to)*wordGroups+g
		by := scale(groupWords+g, r.squares[to]-r.squares[from])
		add(scores, r.scores[to*classes:], by)
		add(scores, r.scores[from*classes:], -by)
	}
	r.features = n.idfs(n.seenFeatures(r.features[:0], r, w))
	n.scoreSeen(r, seen)
	add(scores, seen, scale(groupSeen, square(r.features)))
	return scores
}

// scoreSeen sets scores to what r.features, which are of groupSeen, add to each class before scaling. That would be half of all
// the work of the net, so it adds whole numbers that were multiplied beforehand.
func (n *net) scoreSeen(r *reading, scores []float32) {
	classes := len(scores)
	r.sums = slices.Grow(r.sums[:0], classes)[:classes]
	sums := r.sums
	clear(sums)
	for _, f := range r.features {
		row := n.rows[int(f.ID-groupAt[groupSeen])*classes:][:classes]
		for c, v := range row {
			sums[c] += int32(v)
		}
	}
	for c, sum := range sums {
		scores[c] = float32(sum) * n.step
	}
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
	ask, sure := thresholds(len(r.windows))
	if s.p < ask || !r.understood(s.from, s.to) {
		return found
	}
	flag := n.flags[s.class]
	level := n.level(r, s, sure)
	if words < netSure {
		level = min(level, Ask)
	}
	if level <= found.Level {
		return found
	}
	f := Finding{Level: level, Flag: flag}
	for _, t := range r.tokens[s.from:s.to] {
		f.Words = append(f.Words, t.Text)
	}
	return f
}

// level returns how sure a sounding of netAsk or more is, after what the words around the flag's things say. The net has read
// these words too, so that the surer it is, the less they count.
func (n *net) level(r *reading, s sounding, sure float32) Level {
	level := n.meant(r, s)
	if slices.Contains(r.excused, n.flags[s.class]) {
		level = None
	}
	figure := r.any(idiom, s.from, s.to)
	switch {
	case s.p < sure:
		return min(level, Ask)
	case level == Ask && s.p >= netFirm, !figure && s.p >= netCertain:
		return Urgent
	case level == None && !figure && s.p >= netInsist:
		return Ask
	}
	return level
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

// words returns how many different words a message has, at most netSure, numbers not counting. One that is repeated says nothing more.
func (r *reading) words() int {
	n := 0
	for i, t := range r.tokens {
		same := func(o text.Token) bool { return o.Text == t.Text }
		if strings.IndexFunc(t.Text, unicode.IsLetter) >= 0 && !slices.ContainsFunc(r.tokens[:i], same) {
			n++
		}
		if n == netSure {
			break
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
