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

// Example is a text whose class is known. Its features are in any order, each at most once.
type Example struct {
	Features []Feature
	Class    int32
}

// Model gives every class a score for a text. It does not change and is safe for concurrent use.
type Model struct {
	start []int32 // of each feature's links; one more at the end
	links []link  // by feature, then by class
}

// link is the weight of one feature for one class.
type link struct {
	class  int32
	weight float32
}

// How the model learns. The values were found on public question sets, where halving or doubling any of them changes
// accuracy by less than 0.01.
const (
	rate     = 0.2  // the step size of AdaGrad
	damping  = 0.1  // added to AdaGrad's root, so that first steps stay short
	tooSmall = 1e-3 // classes whose probability is off by less learn nothing from an example
)

// Size says how many features and classes there are and how often Train goes through the examples.
type Size struct{ Features, Classes, Epochs int }

// Train learns from examples by stochastic gradient descent with the step sizes of AdaGrad (Duchi et al. 2011,
// jmlr.org/papers/v12/duchi11a.html). The same examples in the same order give the same model.
func Train(examples []Example, size Size) *Model {
	m := newModel(examples, size.Features)
	t := trainer{Model: m, squares: make([]float32, len(m.links)), off: make([]float32, size.Classes)}
	order := make([]int32, len(examples))
	for i := range order {
		order[i] = int32(i)
	}
	r := random(1)
	for range size.Epochs {
		for i := len(order) - 1; i > 0; i-- {
			j := r.below(i + 1)
			order[i], order[j] = order[j], order[i]
		}
		for _, i := range order {
			t.learn(examples[i])
		}
	}
	return m
}

// newModel makes the links of every feature to the classes it was seen with.
func newModel(examples []Example, features int) *Model {
	m := &Model{start: make([]int32, features+1)}
	byClass := slices.Clone(examples)
	slices.SortStableFunc(byClass, func(a, b Example) int { return int(a.Class) - int(b.Class) })
	last := make([]int32, features)
	each := func(visit func(feature, class int32)) {
		for i := range last {
			last[i] = -1
		}
		for _, e := range byClass {
			for _, f := range e.Features {
				if last[f.ID] != e.Class {
					last[f.ID] = e.Class
					visit(f.ID, e.Class)
				}
			}
		}
	}
	each(func(f, _ int32) { m.start[f+1]++ })
	for i := range features {
		m.start[i+1] += m.start[i]
	}
	m.links = make([]link, m.start[features])
	next := slices.Clone(m.start)
	each(func(f, c int32) {
		m.links[next[f]].class = c
		next[f]++
	})
	return m
}

type trainer struct {
	*Model
	squares []float32 // by link, the sum of its squared gradients
	off     []float32 // by class, how far its probability is from the truth
}

func (t *trainer) learn(e Example) {
	t.Score(e.Features, t.off)
	Normalize(t.off)
	t.off[e.Class]--
	for _, f := range e.Features {
		lo, hi := t.start[f.ID], t.start[f.ID+1]
		links, squares := t.links[lo:hi], t.squares[lo:hi]
		for i := range links {
			g := t.off[links[i].class]
			if -tooSmall < g && g < tooSmall {
				continue
			}
			g *= f.Value
			squares[i] += g * g
			links[i].weight -= rate * g / (damping + float32(math.Sqrt(float64(squares[i]))))
		}
	}
}

// Score sets scores[c] to the score of class c; scores has one place for every class.
func (m *Model) Score(features []Feature, scores []float32) {
	clear(scores)
	for _, f := range features {
		for _, l := range m.links[m.start[f.ID]:m.start[f.ID+1]] {
			scores[l.class] += f.Value * l.weight
		}
	}
}

// Weight returns the weight of a feature for a class, 0 where they were never seen together.
func (m *Model) Weight(feature, class int32) float32 {
	links := m.links[m.start[feature]:m.start[feature+1]]
	i, found := slices.BinarySearchFunc(links, class, func(l link, c int32) int { return int(l.class) - int(c) })
	if !found {
		return 0
	}
	return links[i].weight
}

// Normalize turns scores into probabilities, which add up to 1.
func Normalize(scores []float32) {
	if len(scores) == 0 {
		return
	}
	top := slices.Max(scores)
	var sum float32
	for i, s := range scores {
		scores[i] = float32(math.Exp(float64(s - top)))
		sum += scores[i]
	}
	for i := range scores {
		scores[i] /= sum
	}
}

// random is a linear congruential generator with Knuth's MMIX constants: the same everywhere, which is all that is asked.
type random uint64

func (r *random) below(n int) int {
	*r = *r*6364136223846793005 + 1442695040888963407
	return int(uint64(*r)>>33) % n
}
