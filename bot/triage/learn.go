package triage

import (
	"math"
	"slices"

	"frontdesk/knowledge"
	"frontdesk/knowledge/softmax"
)

// How the net learns. Twice as many epochs change what it catches by less than 1 in 100.
const (
	netEpochs = 3
	netSlack  = 0.05
	denseFrom = 100 // lessons that a feature must be in to have a weight for every class
)

// A lesson is a text whose class is known.
type lesson struct {
	line  knowledge.Line
	class int32
}

// newNet trains a net. It returns nil when the knowledge has no examples.
func newNet(t *Triage, flags *knowledge.RedFlags, of fingerprint) *net {
	n := &net{named: t.named, flags: []*knowledge.RedFlag{nil}, about: make([][]concept, len(flags.Flags)+1)}
	for i := range flags.Flags {
		n.flags = append(n.flags, &flags.Flags[i])
	}
	n.know(t)
	if n.recall(of) {
		return n
	}
	told := flags.Sentences()
	if len(told) == 0 {
		return nil
	}
	n.train(t, n.lessons(t, flags, told))
	return n
}

// know notes what the signs of each flag are about.
func (n *net) know(t *Triage) {
	n.alone = make([]int32, t.words.concepts)
	for c := range n.alone {
		n.alone[c] = feature(groupSeen, hashPair(uint64(c), 0)).ID
	}
	for _, s := range t.signs {
		class := slices.Index(n.flags, s.flag)
		for _, c := range s.parts[0].terms {
			if !slices.Contains(n.about[class], c) {
				n.about[class] = append(n.about[class], c)
			}
		}
	}
}

// lessons returns all that the net learns from, told being the examples by flag, and class 0 none. A must-not sentence of one flag may be another's sign.
func (n *net) lessons(t *Triage, flags *knowledge.RedFlags, told map[string][]knowledge.Line) []lesson {
	var all []lesson
	add := func(class int, lines ...knowledge.Line) {
		for _, line := range lines {
			all = append(all, lesson{line: line, class: int32(class)})
		}
	}
	for i, f := range n.flags[1:] {
		add(i+1, told[f.ID]...)
		add(i+1, f.Must...)
		for _, line := range f.MustNot {
			if t.rules(line.Text).Level == None {
				add(0, line)
			}
		}
	}
	add(0, told[knowledge.NoFlag]...)
	add(0, flags.Questions()...)
	add(0, flags.Asked()...)
	return all
}

// train learns the lessons.
func (n *net) train(t *Triage, lessons []lesson) {
	var examples []softmax.Example
	counts := make([]int32, groupAt[groups])
	last := make([]int, groupAt[groups]) // by feature, how many examples there were when it was counted last
	var r reading
	for _, l := range lessons {
		r.begin(t, l.line.Text, nil)
		windows := r.oneWindow()
		if l.class == 0 {
			windows = r.split()
		}
		for i := range windows {
			fs := n.features(&r, &windows[i])
			examples = append(examples, softmax.Example{Features: fs, Class: l.class})
			for _, f := range fs {
				if last[f.ID] != len(examples) {
					last[f.ID] = len(examples)
					counts[f.ID]++
				}
			}
		}
	}
	n.idf = idf(len(examples), counts)
	for _, e := range examples {
		n.weigh(e.Features)
	}
	dense := make([]bool, len(counts))
	for id, c := range counts {
		dense[id] = c >= denseFrom
	}
	n.learnt(softmax.Train(examples, softmax.Shape{Features: len(counts), Classes: len(n.flags), Dense: dense, Epochs: netEpochs, Slack: netSlack}), len(examples), counts)
}

// learnt makes the net ready: with its model, and how many of how many texts have each feature.
func (n *net) learnt(model *softmax.Model, texts int, counts []int32) {
	n.model, n.texts, n.counts, n.idf = model, texts, counts, idf(texts, counts)
	n.bias = make([]float32, len(n.flags))
	n.model.Score([]softmax.Feature{{ID: 0, Value: 1}}, n.bias)
	n.multiply()
}

// multiply fills rows and step.
func (n *net) multiply() {
	classes, from, to := len(n.flags), groupAt[groupSeen], groupAt[groupSeen+1]
	row := make([]float32, classes)
	each := func(f func(at int, v float32)) {
		for id := from; id < to; id++ {
			n.model.Score([]softmax.Feature{{ID: id, Value: n.idf[id]}}, row)
			for c, v := range row {
				f(int(id-from)*classes+c, v)
			}
		}
	}
	largest := float32(math.SmallestNonzeroFloat32)
	each(func(_ int, v float32) { largest = max(largest, v, -v) })
	n.rows, n.step = make([]int16, int(to-from)*classes), largest/math.MaxInt16
	each(func(at int, v float32) { n.rows[at] = int16(math.Round(float64(v / n.step))) })
}

// idf returns the inverse document frequency of every feature, ln((1+N)/(1+n)) + 1, as the ranker of the knowledge has it.
func idf(texts int, counts []int32) []float32 {
	weights := make([]float32, len(counts))
	for id, c := range counts {
		weights[id] = float32(math.Log(float64(1+texts)/float64(1+c))) + 1
	}
	return weights
}

// features returns those of a window, not yet weighed.
func (n *net) features(r *reading, w *window) []softmax.Feature {
	r.features = append(r.features[:0], softmax.Feature{ID: 0})
	before := ""
	if w.from > 0 {
		before = r.tokens[w.from-1].Text
	}
	for _, t := range r.tokens[w.from:w.to] {
		r.features = wordFeatures(r.features, before, t.Text)
		before = t.Text
	}
	r.features = n.seenFeatures(r.features, r, w)
	return slices.Clone(r.features)
}

// weigh gives every feature of a text its weight: its idf, each group scaled.
func (n *net) weigh(fs []softmax.Feature) {
	var squares [groups]float64
	for _, f := range fs[1:] {
		w := n.idf[f.ID]
		squares[groupOf(f.ID)] += float64(w * w)
	}
	fs[0].Value = 1
	for i, f := range fs[1:] {
		g := groupOf(f.ID)
		fs[i+1].Value = n.idf[f.ID] * scale(g, squares[g])
	}
}
