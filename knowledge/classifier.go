package knowledge

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync/atomic"

	"frontdesk/knowledge/encoder"
	"frontdesk/knowledge/text"
)

// Classifier knows classes of texts by examples, and tells by words and meaning together which of them a text belongs to. It is
// safe for concurrent use.
type Classifier struct {
	reader  *Reader
	classes []string
	words   *wordHead
	meaning atomic.Pointer[meaning] // nil without an encoder, and until the examples are encoded
}

// Opinion is how probable it is that a text belongs to a class, from 0 to 1, and what that rests on.
type Opinion struct {
	Class       string
	Probability float64
	Words       float64 // by the words alone, if it is one of the classes: from 0 to 1
	Meaning     float64 // the same by the meaning; 0 without an encoder
	Near        float64 // the mean cosine of the meaning to those of the nearest examples, from -1 to 1; 0 without an encoder
	Cover       float64 // the share of the text's idf mass that the examples' words have, from 0 to 1

	class   int32
	example int32 // the nearest example; -1 without an encoder
}

// example is one text of a class, in canonical words.
type example struct {
	words []string
	class int32
}

// Classifier learns from examples by class. It knows their words when it returns, and their meaning too if every one of them was
// encoded before; if not, it learns that in the background: see Wait.
func (r *Reader) Classifier(examples map[string][]string) *Classifier {
	classes := slices.Sorted(maps.Keys(examples))
	var all []example
	for c, class := range classes {
		all = append(all, r.examples(int32(c), examples[class])...)
	}
	return r.classifier(classes, all)
}

// examples returns the texts of a class in canonical words, each once.
func (r *Reader) examples(class int32, texts []string) []example {
	out := make([]example, 0, len(texts))
	seen := make(map[string]bool, len(texts))
	for _, t := range texts {
		words := r.thesaurus.canonical(text.Words(t))
		key := strings.Join(words, " ")
		if len(words) > 0 && !seen[key] {
			seen[key] = true
			out = append(out, example{words, class})
		}
	}
	return out
}

// classifier learns from examples that stand class by class.
func (r *Reader) classifier(classes []string, examples []example) *Classifier {
	c := &Classifier{reader: r, classes: classes}
	if r.store == nil || len(examples) == 0 {
		c.words = newWordHead(len(classes), examples, nil)
		return c
	}
	l := newLesson(classes, examples)
	written := r.store.weightsOf(l.wordsKey())
	c.words = newWordHead(len(classes), examples, written)
	if written == nil {
		r.problem.set(r.store.keep(l.wordsKey(), c.words.model))
	}
	if m, ok := r.store.recall(l); ok {
		c.meaning.Store(m)
	} else {
		r.learning.Go(func() { c.study(l) })
	}
	return c
}

// study encodes what no store has, learns, and keeps both.
func (c *Classifier) study(l *lesson) {
	r := c.reader
	m, err := r.store.learn(r.ctx, l, r.progress)
	if m != nil {
		c.meaning.Store(m)
	}
	if err != nil {
		r.problem.set(err)
	}
}

// Probabilities returns the classes that a text may belong to, at most ten, the most probable first and equal ones in the order of
// their names. What is missing to 1 is the probability that it belongs to none.
func (c *Classifier) Probabilities(r *Reading) []Opinion {
	return c.judge(r.said.words, r.said.vector).top
}

// maxHits is the most entries a search returns, and the most classes that have a probability.
const maxHits = 10

// verdict is what a classifier thinks of one text.
type verdict struct {
	top     []Opinion
	nothing float64 // the probability that no class fits
	content int     // content words
	known   int     // those of them that an example has
	meant   bool    // the meaning was judged too
}

// noMeaning is the meaning of a text of which words alone are to be judged.
func noMeaning() *encoder.Vector { return nil }

// judge gives every class its probability and returns the most probable ones.
func (c *Classifier) judge(words []string, vector func() *encoder.Vector) verdict {
	if len(words) == 0 || len(c.classes) == 0 {
		return verdict{nothing: 1}
	}
	w := c.words.read(words)
	v := verdict{content: w.content, known: w.known}
	e := evidence{read: w}
	if m := c.meaning.Load(); m != nil {
		if x := vector(); x != nil {
			e.sense = m.judge(x)
		}
	}
	v.meant = e.sense != nil
	v.top, v.nothing = e.weigh()
	for i, o := range v.top {
		v.top[i].Class = c.classes[o.class]
	}
	return v
}

// best offers a place among the most probable opinions, which are sorted; equal ones stay in the order in which they come.
func best(top []Opinion, o Opinion) []Opinion {
	i, _ := slices.BinarySearchFunc(top, o, func(a, b Opinion) int { return cmp.Or(cmp.Compare(b.Probability, a.Probability), -1) })
	if i == maxHits {
		return top
	}
	if len(top) == maxHits {
		top = top[:maxHits-1]
	}
	return slices.Insert(top, i, o)
}
