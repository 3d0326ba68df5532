package knowledge

import (
	"math"
	"slices"

	"frontdesk/knowledge/softmax"
)

// wordHead judges texts by their words: by a classifier of stems and pairs of words, and by how much of the text the examples of a
// class have met.
type wordHead struct {
	lexicon *lexicon
	having  [][]int32 // by stem's feature, the classes that have it
	model   *softmax.Model
	classes int
	rich    float64 // see lexicon
}

// epochs is how often the model sees every example. More change nothing on public question sets.
const epochs = 3

func newWordHead(classes int, examples []example) *wordHead {
	h := &wordHead{lexicon: newLexicon(), classes: classes}
	for _, x := range examples {
		for _, n := range h.lexicon.learn(x.words) {
			h.have(h.lexicon.list[n].stem, x.class)
		}
	}
	h.lexicon.finish()
	h.rich = h.lexicon.rich
	h.model = h.train(examples)
	return h
}

// have notes that a class has a stem. Examples come class by class.
func (h *wordHead) have(stem, class int32) {
	for int(stem) >= len(h.having) {
		h.having = append(h.having, nil)
	}
	if l := h.having[stem]; len(l) == 0 || l[len(l)-1] != class {
		h.having[stem] = append(l, class)
	}
}

func (h *wordHead) train(examples []example) *softmax.Model {
	lessons := make([]softmax.Example, len(examples))
	var v vector
	for i, x := range examples {
		h.lexicon.fill(&v, x.words)
		lessons[i] = softmax.Example{Features: slices.Clone(v.features), Class: x.class}
	}
	return softmax.Train(lessons, softmax.Shape{
		Features: len(h.lexicon.idf), Classes: h.classes, Dense: h.lexicon.dense(h.classes), Epochs: epochs,
	})
}

// read is what the words of a text say, by class.
type read struct {
	prob    []float32 // the classifier's probability
	cover   []float64 // the share of the text's idf mass that the class has
	content int       // content words
	known   int       // those that any class has
}

// read judges canonical words.
func (h *wordHead) read(words []string) *read {
	r := &read{prob: make([]float32, h.classes), cover: make([]float64, h.classes)}
	var v vector
	h.lexicon.fill(&v, words)
	h.model.Score(v.features, r.prob)
	softmaxOf(r.prob)
	mass := 0.0
	seen := make(map[string]bool, len(words))
	for _, w := range words {
		if !isIndexed(w) {
			continue
		}
		stem, feature, n := h.lexicon.stemOf(w)
		if seen[stem] {
			continue
		}
		seen[stem] = true
		idf := bm25IDF(h.lexicon.texts, n)
		mass += idf
		if feature >= 0 {
			for _, c := range h.having[feature] {
				r.cover[c] += idf
			}
		}
		if isContent(w) {
			r.content++
			if n > 0 {
				r.known++
			}
		}
	}
	for c := range r.cover {
		if mass > 0 {
			r.cover[c] /= mass
		}
	}
	return r
}

// bm25IDF is the idf of BM25 (Robertson and Zaragoza 2009, doi.org/10.1561/1500000019, section 3.2).
func bm25IDF(texts, n int) float64 {
	return math.Log(1 + (float64(texts-n)+0.5)/(float64(n)+0.5))
}

// evidence is all that is known about a text.
type evidence struct {
	read  *read
	sense *sense // nil where words alone are judged
}

// weights say how much each kind of evidence counts: a class scores words·ln p + meaning·ln p + near·cosine + cover·ln(cover+little),
// and "nothing here" scores the rest.
type weights struct {
	words, meaning, near, cover   float64
	bias, choices, short, strange float64
}

// The weights were fitted together on four public question sets and two of the project's own, each set counting the same and so
// half its answerable questions and half its others. Judged by weights of which it had no part, each set stays within 0.01 of them.
var (
	withMeaning = weights{words: 0.48, meaning: 0.66, near: 7.94, cover: 1.22, bias: 1.82, choices: -0.15, short: 0.96, strange: -1.17}
	wordsAlone  = weights{words: 1.4, cover: 2.28, bias: -2.1, choices: -0.4, short: 1.1, strange: -1.19}
)

// little keeps the logarithm of no cover finite.
const little = 0.1

// weigh turns evidence into one probability for every class and for nothing: a softmax over all of them.
func (e evidence) weigh(rich float64) (top []Opinion, nothing float64) {
	w := wordsAlone
	if e.sense != nil {
		w = withMeaning
	}
	scores := make([]float64, len(e.read.prob))
	highest := math.Inf(-1)
	winner := 0
	for c, p := range e.read.prob {
		scores[c] = w.words*logOf(p) + w.cover*math.Log(e.read.cover[c]+little)
		if e.sense != nil {
			scores[c] += w.meaning*logOf(e.sense.prob[c]) + w.near*float64(e.sense.near[c])
		}
		if scores[c] > highest {
			highest, winner = scores[c], c
		}
	}
	none := w.bias + w.choices*math.Log(float64(len(scores))) + w.short/float64(1+e.read.content) + w.strange*rich*(1-e.read.cover[winner])
	highest = max(highest, none)
	sum := math.Exp(none - highest)
	for _, s := range scores {
		sum += math.Exp(s - highest)
	}
	for c, s := range scores {
		o := Opinion{class: int32(c), Probability: math.Exp(s-highest) / sum, Words: float64(e.read.prob[c]), Cover: e.read.cover[c], example: -1}
		if e.sense != nil {
			o.Meaning, o.Near, o.example = float64(e.sense.prob[c]), float64(e.sense.near[c]), e.sense.nearest[c]
		}
		top = best(top, o)
	}
	return top, math.Exp(none-highest) / sum
}

// logOf is the logarithm of a probability, at least that of one in a million.
func logOf(p float32) float64 { return math.Log(max(float64(p), 1e-6)) }
