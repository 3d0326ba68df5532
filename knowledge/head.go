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
}

// epochs is how often the model sees every example. More change nothing on public question sets.
const epochs = 3

// newWordHead learns from examples; of a model that learnt from the same before it takes what that wrote.
func newWordHead(classes int, examples []example, written []byte) *wordHead {
	h := &wordHead{lexicon: newLexicon(), classes: classes}
	for _, x := range examples {
		for _, n := range h.lexicon.learn(x.words) {
			h.have(h.lexicon.list[n].stem, x.class)
		}
	}
	h.lexicon.finish()
	m, err := softmax.Read(written)
	if h.model = m; err != nil || len(written) == 0 {
		h.model = h.train(examples)
	}
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

// weights say how much each kind of evidence counts. A class scores words·ln p + meaning·ln p/many + near·cosine + cover·ln(cover+little),
// where many is the logarithm of how many examples a class has, at least 1: the more there are, the more the nearest of them say and the
// less a line drawn around all. "Nothing here" scores bias + choices·ln(classes) + short/(1+content words): the more classes, the less the best one must score.
type weights struct {
	words, meaning, near, cover float64
	bias, choices, short        float64
}

// The weights were fitted on four public question sets and two of the project's own together, each counting the same, and half of
// each its answerable questions. Judged by weights in which it had no part, no set loses more than 0.01 of balanced accuracy.
var (
	withMeaning  = weights{words: 0.86, meaning: 2.40, near: 9.52, cover: 0.19, bias: 3.51, choices: -0.81, short: 1.01}
	wordsAlone   = weights{words: 2.07, cover: 2.18, bias: -2.23, choices: -1.10, short: 1.31}
	meaningAlone = weights{meaning: 2.40, near: 13.88, bias: 4.61, choices: -0.04, short: 1.04} // of words that no example has
)

// little keeps the logarithm of no cover finite.
const little = 0.1

// weights returns those for what is known of the text.
func (e evidence) weights() weights {
	switch {
	case e.sense == nil:
		return wordsAlone
	case e.read.known == 0:
		return meaningAlone
	}
	return withMeaning
}

// weigh turns evidence into one probability for every class and for nothing: a softmax over all of them.
func (e evidence) weigh() (top []Opinion, nothing float64) {
	w := e.weights()
	none := w.bias + w.choices*math.Log(float64(len(e.read.prob))) + w.short/float64(1+e.read.content)
	scores, highest := make([]float64, len(e.read.prob)), none
	for c, p := range e.read.prob {
		scores[c] = w.words*logOf(p) + w.cover*math.Log(e.read.cover[c]+little)
		if e.sense != nil {
			scores[c] += w.meaning*logOf(e.sense.prob[c])/e.sense.many + w.near*float64(e.sense.near[c])
		}
		highest = max(highest, scores[c])
	}
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
