package knowledge

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"frontdesk/knowledge/text"
)

// Explanation says what decided a search: for people who tune the knowledge, not for programs.
type Explanation struct {
	Result Result
	Words  []ExplainedWord
	Hits   []ExplainedHit // as in Result, without those that articles added
}

// ExplainedWord is one word of the question as it was read.
type ExplainedWord struct {
	Word    string
	Stem    string
	IDF     float64 // natural logarithm; what nothing in the knowledge has weighs most
	Known   bool    // the knowledge uses it
	Content bool    // it counts as saying something
}

// ExplainedHit is an entry with the opinions that made its confidence.
type ExplainedHit struct {
	Hit
	Classifier float64      // its probability, 0 to 1
	BM25       float64      // its share of all BM25 scores, 0 to 1
	Cover      float64      // 0 to 1: the share of the question's idf mass that its variants have
	Best       []float64    // the BM25 scores of its best variants, largest first
	Words      []WordWeight // the words that the classifier counted for or against it, the heaviest first
}

// WordWeight is what a word adds to the classifier's score of an entry.
type WordWeight struct {
	Word   string
	Weight float64
}

// Explain searches for q and tells what decided.
func (b *Base) Explain(q Query) Explanation { return b.index.explain(q) }

func (ix *index) explain(q Query) Explanation {
	res := ix.search(q)
	x := Explanation{Result: res}
	words := strings.Fields(res.Read)
	if len(words) == 0 || len(ix.entries) == 0 {
		return x
	}
	for _, w := range words {
		s, _, n := ix.lexicon.stemOf(w)
		x.Words = append(x.Words, ExplainedWord{w, s, bm25IDF(ix.lexicon.texts, n), n > 0, isContent(w)})
	}
	s := newScratch(len(ix.entries))
	r, err := ix.rank(words, s)
	if err != nil {
		return x
	}
	for _, c := range r.top {
		h := ExplainedHit{Classifier: math.Exp(c.prob), BM25: math.Exp(c.bm25) - floor, Cover: c.cover, Best: slices.Clone(s.scores[c.entry])}
		h.Hit = Hit{ID: ix.entries[c.entry].ID, Kind: ix.entries[c.entry].Kind, Confidence: r.confidence(c), Variant: ix.nearest(c.entry, s)}
		h.Words = ix.weights(words, c.entry, s)
		x.Hits = append(x.Hits, h)
	}
	return x
}

// weights adds up what the stem and the characters of each word say about an entry.
func (ix *index) weights(words []string, entry int32, s *scratch) []WordWeight {
	value := map[int32]float32{}
	for _, f := range s.vector.features {
		value[f.ID] = f.Value
	}
	var out []WordWeight
	for _, w := range words {
		n, ok := ix.lexicon.words[w]
		if !ok {
			continue
		}
		entryWord := ix.lexicon.list[n]
		sum := value[entryWord.stem] * ix.model.Weight(entryWord.stem, entry)
		eachGram(" "+w+" ", func(gram string) {
			if g, ok := ix.lexicon.grams[gram]; ok {
				sum += value[g] * ix.model.Weight(g, entry)
			}
		})
		out = append(out, WordWeight{w, float64(sum)})
	}
	slices.SortStableFunc(out, func(a, b WordWeight) int { return cmp.Compare(math.Abs(b.Weight), math.Abs(a.Weight)) })
	return out
}

// String renders the explanation for a terminal.
func (x Explanation) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "read as: %s\n", x.Result.Read)
	if x.Result.Topic != "" {
		fmt.Fprintf(&b, "read together with what was talked about: %s\n", x.Result.Topic)
	}
	for _, p := range x.Result.Parts {
		fmt.Fprintf(&b, "may ask two things; one half: %s → %s %.2f\n", p.Read, p.Hits[0].ID, p.Confidence())
	}
	fmt.Fprintf(&b, "%d content words, %.0f %% of what they weigh is known\n", x.Result.Content, 100*x.Result.Known)
	for _, w := range x.Words {
		fmt.Fprintf(&b, "  %-16s idf %4.1f %s\n", w.Word, w.IDF, w.role())
	}
	for i, h := range x.Hits {
		fmt.Fprintf(&b, "%d. %s %.3f: classifier %.3f, BM25 %.3f of all, covers %.0f %%; nearest %q\n", i+1, h.ID, h.Confidence, h.Classifier, h.BM25, 100*h.Cover, text.Clean(h.Variant))
		fmt.Fprintf(&b, "   words %s; variants%s\n", h.heaviest(), scoresOf(h.Best))
	}
	return b.String()
}

func (w ExplainedWord) role() string {
	switch {
	case !w.Content:
		return "(says nothing by itself)"
	case !w.Known:
		return "(unknown)"
	}
	return ""
}

func (h ExplainedHit) heaviest() string {
	parts := make([]string, 0, maxShown)
	for _, w := range h.Words[:min(maxShown, len(h.Words))] {
		parts = append(parts, fmt.Sprintf("%s %+.2f", w.Word, w.Weight))
	}
	return strings.Join(parts, ", ")
}

// maxShown is how many words and scores an explanation names for each entry.
const maxShown = 5

func scoresOf(scores []float64) string {
	var b strings.Builder
	for _, s := range scores[:min(maxShown, len(scores))] {
		fmt.Fprintf(&b, " %.2f", s)
	}
	return b.String()
}
