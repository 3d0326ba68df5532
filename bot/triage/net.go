package triage

import (
	"math"
	"slices"

	"frontdesk/knowledge"
	"frontdesk/knowledge/softmax"
)

// A net catches what no sign foresaw. It is a classifier of texts over the flags and "none of them", learnt from the must and
// must-not sentences, from red-flag-examples.yaml and from the questions of the entries. It never takes back what a sign found;
// where a sign was found and excused, and where the words around say that a thing is absent or only talked about, it keeps
// quiet like the signs.
type net struct {
	model  *softmax.Model
	idf    []float32
	bias   []float32 // by class, the score of the empty text
	flags  []*knowledge.RedFlag
	about  [][]concept // by class, what the signs of its flag are about
	named  []bool      // by concept: a list or a cue
	likes  []like
	classN int
}

// A like is an example, kept to say which one a message resembles.
type like struct {
	line  knowledge.Line
	class int32
	words []uint64 // the hashes of its stems, sorted
}

// The thresholds on the probability of a flag.
const (
	netAsk    = 0.5
	netUrgent = 0.98
)

const netWords = 3 // words that a message must have before the net says anything: one word alone proves nothing

const (
	netEpochs  = 4
	window     = 16   // words that are weighed together
	windowStep = 6    // from the beginning of one window to that of the next
	questions  = 1500 // how many ordinary texts it learns from
)

// groupWeight is how long the features of each group are made.
var groupWeight = [groups]float32{1, 1, 0.7, 1}

// newNet trains a net, or returns nil when the knowledge has no examples.
func newNet(t *Triage, flags *knowledge.RedFlags) *net {
	if !slices.ContainsFunc(flags.Flags, func(f knowledge.RedFlag) bool { return len(f.Like) > 0 }) {
		return nil
	}
	n := &net{idf: make([]float32, groupAt[groups]), flags: []*knowledge.RedFlag{nil}, named: make([]bool, len(t.words.concepts))}
	for i := range n.named {
		n.named[i] = i < int(cues)
	}
	for _, l := range flags.Lists {
		if c, ok := t.words.concepts[l.Name]; ok {
			n.named[c] = true
		}
	}
	for i := range flags.Flags {
		n.flags = append(n.flags, &flags.Flags[i])
	}
	n.about = make([][]concept, len(n.flags))
	for _, s := range t.signs {
		class := slices.Index(n.flags, s.flag)
		for _, c := range s.parts[0].terms {
			if !slices.Contains(n.about[class], c) {
				n.about[class] = append(n.about[class], c)
			}
		}
	}
	n.train(t, n.texts(t, flags))
	return n
}

// texts returns all that the net learns from.
func (n *net) texts(t *Triage, flags *knowledge.RedFlags) []like {
	var all []like
	add := func(class int, lines []knowledge.Line) {
		for _, line := range lines {
			all = append(all, like{line: line, class: int32(class)})
		}
	}
	for i, f := range n.flags[1:] {
		add(i+1, f.Like)
		add(i+1, f.Must)
		for _, line := range f.MustNot {
			if t.rules(line.Text).Level == None {
				add(0, []knowledge.Line{line})
			}
		}
	}
	step := max(1, len(flags.Ordinary)/questions)
	for i := range flags.Ordinary {
		if o := flags.Ordinary[i]; step == 1 || i%step == 0 || !slices.Contains([]string{".md"}, ext(o.Place.File)) {
			add(0, flags.Ordinary[i:i+1])
		}
	}
	return all
}

func ext(s string) string { return s[max(0, len(s)-3):] }

func (n *net) train(t *Triage, texts []like) {
	for i := range n.idf {
		n.idf[i] = 1
	}
	examples := make([]softmax.Example, len(texts))
	ends := make([][groups]int, len(texts))
	var r reading
	f := features{idf: n.idf}
	counts := make([]int32, len(n.idf))
	last := make([]int32, len(n.idf))
	for i := range texts {
		r.begin(t, texts[i].line.Text, nil)
		f.reset()
		to := int32(len(r.tokens))
		n.words(&f, &r, 0, to)
		f.seen(&r, n.named, 0, to)
		all := []softmax.Feature{{ID: 0, Value: 1}}
		for g := range f.of {
			all = append(all, f.of[g]...)
			ends[i][g] = len(all)
		}
		for _, feature := range all {
			if last[feature.ID] != int32(i)+1 {
				last[feature.ID] = int32(i) + 1
				counts[feature.ID]++
			}
		}
		examples[i] = softmax.Example{Features: all, Class: texts[i].class}
		if texts[i].class > 0 {
			texts[i].words = wordSet(&r)
			n.likes = append(n.likes, texts[i])
		}
	}
	for i, c := range counts {
		n.idf[i] = float32(math.Log(float64(1+len(texts))/float64(1+c))) + 1
	}
	for i := range examples {
		from := 1
		for g, to := range ends[i] {
			part := examples[i].Features[from:to]
			for j := range part {
				part[j].Value = n.idf[part[j].ID]
			}
			by := scale(square(part), groupWeight[g])
			for j := range part {
				part[j].Value *= by
			}
			from = to
		}
	}
	n.classN = len(n.flags)
	dense := make([]bool, len(n.idf))
	for i := range groupAt[groupWords] {
		dense[i] = counts[i] > 0
	}
	n.model = softmax.Train(examples, softmax.Shape{Features: len(n.idf), Classes: len(n.flags), Dense: dense, Epochs: netEpochs})
	n.bias = make([]float32, n.classN)
	n.model.Score([]softmax.Feature{{ID: 0, Value: 1}}, n.bias)
}

func (n *net) words(f *features, r *reading, from, to int32) {
	before := ""
	for i := from; i < to; i++ {
		f.word(before, r.tokens[i].Text)
		before = r.tokens[i].Text
	}
}

func wordSet(r *reading) []uint64 {
	set := make([]uint64, 0, len(r.tokens))
	for _, t := range r.tokens {
		set = append(set, hashOf(stem(t.Text)))
	}
	slices.Sort(set)
	return slices.Compact(set)
}

// A sounding is how sure the net is of one flag.
type sounding struct {
	class    int
	p        float32
	from, to int32
}

// sound weighs a message, in windows when it is long, and returns the surest flag.
func (n *net) sound(r *reading) sounding {
	var best sounding
	f := features{idf: n.idf}
	scores := make([]float32, n.classN)
	part := make([]float32, n.classN)
	end := int32(len(r.tokens))
	for from := int32(0); ; from += windowStep {
		to := min(from+window, end)
		f.reset()
		n.words(&f, r, from, to)
		f.seen(r, n.named, from, to)
		copy(scores, n.bias)
		for g := range f.of {
			n.model.Score(f.of[g], part)
			by := scale(square(f.of[g]), groupWeight[g])
			for c := range part {
				scores[c] += by * part[c]
			}
		}
		all := softmax.LogSumExp(scores)
		for c := 1; c < n.classN; c++ {
			if p := float32(math.Exp(float64(scores[c]) - all)); p > best.p {
				best = sounding{c, p, from, to}
			}
		}
		if to == end {
			return best
		}
	}
}

// catch returns what the net makes of a message in which the signs found at most a doubt.
func (n *net) catch(r *reading, found Finding) Finding {
	if len(r.tokens) < netWords {
		return found
	}
	s := n.sound(r)
	if s.p < netAsk {
		return found
	}
	flag := n.flags[s.class]
	level := min(n.meant(r, s), Urgent)
	if s.p < netUrgent {
		level = min(level, Ask)
	}
	if level <= found.Level || slices.Contains(r.excused, flag) {
		return found
	}
	return Finding{Level: level, Flag: flag, Like: n.nearest(r, s)}
}

// meant reads how what the net found is meant, from the words around the things that the flag's signs are about.
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

// nearest returns the example of the flag that shares most words with the message.
func (n *net) nearest(r *reading, s sounding) knowledge.Line {
	words := wordSet(r)
	var best knowledge.Line
	top := -1.0
	for _, l := range n.likes {
		if l.class != int32(s.class) {
			continue
		}
		var common, all float64
		for _, w := range l.words {
			weight := float64(n.idf[n.wordID(w)])
			all += weight
			if _, ok := slices.BinarySearch(words, w); ok {
				common += weight
			}
		}
		if share := common / (all + 5); share > top {
			best, top = l.line, share
		}
	}
	return best
}

func (n *net) wordID(hash uint64) int32 {
	hash ^= hash >> 29
	return groupAt[groupWords] + int32(hash%uint64(groupAt[groupWords+1]-groupAt[groupWords]))
}
