// Package softmax learns which of many classes a short text belongs to. It is multinomial logistic regression (Bishop,
// Pattern Recognition and Machine Learning, 2006, section 4.3.4) whose weights live only where a feature was seen with a
// class. That makes the model an inverted index: its time and memory grow with the texts learnt from, not with features
// times classes.
package softmax

import (
	"math"
	"slices"
)

// Feature is one thing that is true of a text: its number, counted from 0, and how much it weighs there.
type Feature struct {
	ID    int32
	Value float32
}

// Example is a text whose class is known. Its features are in any order; one that is there twice counts twice.
type Example struct {
	Features []Feature
	Class    int32
}

// MaxClasses is the most classes that a model tells apart: what two bytes hold.
const MaxClasses = 1 << 16

// Model gives every class a score for a text. It does not change and is safe for concurrent use.
type Model struct {
	start   []int32  // of each feature's links; one more at the end
	classes []uint16 // of each link, by feature and then in order
	weights []int8   // of each link, in steps
	step    float32
}

// How the model learns. On public question sets half or twice any of these changes accuracy by less than 0.01.
const (
	rate     = 0.4  // the step size of AdaGrad
	damping  = 0.1  // added to AdaGrad's root, so that first steps stay short
	tooSmall = 0.01 // classes whose probability is off by less learn nothing from an example

	// common and maxLinks bound the classes that a feature may be linked to one by one, as a share of all and as a number. What
	// most classes share tells few of them apart, costs half the time, and would make it grow with the square of their number.
	common   = 0.7
	maxLinks = 512

	// smooth is the share of the truth that is spread over all classes, so that the model is never certain: label smoothing
	// (Szegedy et al. 2016, doi.org/10.1109/CVPR.2016.308, section 7). It gains 0.01 of accuracy and better probabilities.
	smooth = 0.1
)

// Shape says what a model is made for and how it learns.
type Shape struct {
	Features, Classes int    // at most MaxClasses classes
	Dense             []bool // by feature: it has a weight for every class, so its presence can speak against one
	Epochs            int    // how often Train goes through the examples

	// Slack is how far the probability of an example's class may stay below what is aimed at (1 - smooth) before the example
	// teaches anything. 0 makes every example teach every time; more makes training faster.
	Slack float32
}

// Train learns from examples by stochastic gradient descent with the step sizes of AdaGrad (Duchi et al. 2011,
// jmlr.org/papers/v12/duchi11a.html). The same examples in the same order give the same model.
func Train(examples []Example, shape Shape) *Model {
	t := newTrainer(examples, shape)
	t.slack = shape.Slack
	order := make([]int32, len(examples))
	for i := range order {
		order[i] = int32(i)
	}
	r := random(1)
	for range shape.Epochs {
		for i := len(order) - 1; i > 0; i-- {
			j := r.below(i + 1)
			order[i], order[j] = order[j], order[i]
		}
		for _, i := range order {
			t.learn(examples[i])
		}
	}
	return t.model()
}

// trainer is a model in the making.
type trainer struct {
	start []int32   // of each feature's links; one more at the end
	links []link    // by feature, then by class
	off   []float32 // by class, how far its probability is from the truth
	slack float32
}

// link is what one feature says about one class.
type link struct {
	class   uint16
	weight  float32
	squares float32 // the sum of the squared gradients so far
}

// newTrainer links every feature to the classes it was seen with, or to all of them.
func newTrainer(examples []Example, shape Shape) *trainer {
	m := &trainer{start: make([]int32, shape.Features+1), off: make([]float32, shape.Classes)}
	eachLink(examples, shape, func(f, _ int32) { m.start[f+1]++ })
	most := min(maxLinks, int32(common*float64(shape.Classes)))
	for i := range shape.Features {
		if m.start[i+1] > most && most > 1 && !shape.Dense[i] {
			m.start[i+1] = 0
		}
		m.start[i+1] += m.start[i]
	}
	m.links = make([]link, m.start[shape.Features])
	next := slices.Clone(m.start)
	eachLink(examples, shape, func(f, c int32) {
		if next[f] < m.start[f+1] {
			m.links[next[f]].class = uint16(c)
			next[f]++
		}
	})
	return m
}

// eachLink visits every link once, those of one feature by class.
func eachLink(examples []Example, shape Shape, visit func(feature, class int32)) {
	for f, dense := range shape.Dense {
		for c := 0; dense && c < shape.Classes; c++ {
			visit(int32(f), int32(c))
		}
	}
	byClass := slices.Clone(examples)
	slices.SortStableFunc(byClass, func(a, b Example) int { return int(a.Class) - int(b.Class) })
	last := make([]int32, shape.Features) // by feature, the class visited last, plus one
	for _, e := range byClass {
		for _, f := range e.Features {
			if !shape.Dense[f.ID] && last[f.ID] != e.Class+1 {
				last[f.ID] = e.Class + 1
				visit(f.ID, e.Class)
			}
		}
	}
}

func (t *trainer) learn(e Example) {
	t.score(e.Features)
	normalize(t.off)
	for c := range t.off {
		t.off[c] -= smooth / float32(len(t.off))
	}
	t.off[e.Class] -= 1 - smooth
	if t.slack > 0 && t.off[e.Class] > -t.slack {
		return
	}
	for _, f := range e.Features {
		links := t.links[t.start[f.ID]:t.start[f.ID+1]]
		for i := range links {
			l := &links[i]
			g := t.off[l.class]
			if -tooSmall < g && g < tooSmall {
				continue
			}
			g *= f.Value
			l.squares += g * g
			l.weight -= rate * g / (damping + float32(math.Sqrt(float64(l.squares))))
		}
	}
}

// score sets off to the scores of the classes.
func (t *trainer) score(features []Feature) {
	clear(t.off)
	for _, f := range features {
		for _, l := range t.links[t.start[f.ID]:t.start[f.ID+1]] {
			t.off[l.class] += f.Value * l.weight
		}
	}
}

// model rounds the weights to steps of a 127th of the largest and drops those that become 0. That changes accuracy on public
// question sets by less than 0.002, and makes a link three bytes.
func (t *trainer) model() *Model {
	var largest float32
	for _, l := range t.links {
		largest = max(largest, l.weight, -l.weight)
	}
	m := &Model{start: make([]int32, 1, len(t.start)), step: largest / math.MaxInt8}
	for f := range len(t.start) - 1 {
		for _, l := range t.links[t.start[f]:t.start[f+1]] {
			if weight := math.Round(float64(l.weight / max(m.step, math.SmallestNonzeroFloat32))); weight != 0 {
				m.classes, m.weights = append(m.classes, l.class), append(m.weights, int8(weight))
			}
		}
		m.start = append(m.start, int32(len(m.classes)))
	}
	return m
}

// Score sets scores[c] to the score of class c; scores has one place for every class.
func (m *Model) Score(features []Feature, scores []float32) {
	clear(scores)
	m.Add(features, scores)
}

// Add adds to scores[c] what the features score for class c; scores has one place for every class.
func (m *Model) Add(features []Feature, scores []float32) {
	for _, f := range features {
		from, to := m.start[f.ID], m.start[f.ID+1]
		weights, value := m.weights[from:to], f.Value*m.step
		if len(weights) == len(scores) { // linked to every class, so in their order
			for c, w := range weights {
				scores[c] += value * float32(w)
			}
			continue
		}
		for i, c := range m.classes[from:to] {
			scores[c] += value * float32(weights[i])
		}
	}
}

// Weight returns the weight of a feature for a class, 0 where they were never seen together.
func (m *Model) Weight(feature, class int32) float32 {
	i, found := slices.BinarySearch(m.classes[m.start[feature]:m.start[feature+1]], uint16(class))
	if !found {
		return 0
	}
	return float32(m.weights[int(m.start[feature])+i]) * m.step
}

// LogSumExp is the logarithm of the sum of the scores' exponentials: a score less this is the logarithm of the class's
// probability. It needs at least one score.
func LogSumExp(scores []float32) float64 {
	top := slices.Max(scores)
	sum, zeros := 0.0, 0
	for _, s := range scores {
		if s == 0 { // most of them, where there are many classes
			zeros++
			continue
		}
		sum += math.Exp(float64(s - top))
	}
	return float64(top) + math.Log(sum+float64(zeros)*math.Exp(float64(-top)))
}

// normalize turns scores into probabilities.
func normalize(scores []float32) {
	top := slices.Max(scores)
	none := float32(math.Exp(float64(-top))) // of a score of 0, which most classes have where there are many
	var sum float32
	for c, s := range scores {
		p := none
		if s != 0 {
			p = float32(math.Exp(float64(s - top)))
		}
		scores[c] = p
		sum += p
	}
	for c := range scores {
		scores[c] /= sum
	}
}

// random is a linear congruential generator with Knuth's MMIX constants: the same everywhere, which is all that is asked.
type random uint64

func (r *random) below(n int) int {
	*r = *r*6364136223846793005 + 1442695040888963407
	return int(uint64(*r)>>33) % n
}
