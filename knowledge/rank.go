package knowledge

import (
	"math"
	"slices"

	"frontdesk/knowledge/internal/softmax"
)

const (
	best     = 10  // an entry's BM25 score is the sum of those of its ten best variants
	maxHits  = 10  // a search returns at most so many entries
	share    = 0.5 // how much the classifier's opinion weighs against BM25's
	nothing  = 0.1 // added to the sum of all BM25 scores: a fifth of what one variant gets that has every word
	unlikely = 1e-3
)

// scratch is the working memory of one search, used again by later ones.
type scratch struct {
	vector vector
	prob   []float32   // by entry, the classifier's probability
	score  [][]float64 // by entry, the BM25 scores of its best variants, largest first
	near   []int32     // by entry, the variant with the best one
	hit    []int32     // entries that have a BM25 score
	stems  []string
	order  []candidate
}

type candidate struct {
	entry int32
	value float64
}

func newScratch(entries int) *scratch {
	return &scratch{prob: make([]float32, entries), score: make([][]float64, entries), near: make([]int32, entries)}
}

// ranking is what is known about a reading of a question.
type ranking struct {
	order   []candidate
	content int     // content words
	known   float64 // share of their idf that the knowledge knows
}

// rank orders the entries for a question in canonical words. The result lives in s.
func (ix *index) rank(words []string, s *scratch) (ranking, error) {
	var r ranking
	s.clear()
	mass, norm := 0.0, 0.0
	for _, w := range words {
		if isEmpty(w) {
			continue
		}
		r.content++
		stem, n := ix.lexicon.stemOf(w)
		s.stems = append(s.stems, stem)
		idf := bm25IDF(ix.lexicon.texts, n)
		mass, norm = mass+idf, norm+idf*idf
		if n > 0 {
			r.known += idf
		}
	}
	if mass > 0 {
		r.known /= mass
	}
	ix.lexicon.fill(&s.vector, words)
	ix.model.Score(s.vector.features, s.prob)
	softmax.Normalize(s.prob)
	if err := ix.matcher.match(s.stems, func(text int32, score float64) { s.keep(ix.variants[text].entry, text, score) }); err != nil {
		return r, err
	}
	r.order = s.merge(math.Sqrt(norm))
	return r, nil
}

// bm25IDF is the idf of BM25 (Robertson and Zaragoza 2009, doi.org/10.1561/1500000019, section 3.2) as bleve computes it.
func bm25IDF(texts, n int) float64 {
	return math.Log(1 + (float64(texts-n)+0.5)/(float64(n)+0.5))
}

func (s *scratch) clear() {
	for _, e := range s.hit {
		s.score[e] = s.score[e][:0]
	}
	s.hit, s.stems, s.order = s.hit[:0], s.stems[:0], s.order[:0]
}

// keep notes the score of one variant of an entry.
func (s *scratch) keep(entry, variant int32, score float64) {
	kept := s.score[entry]
	if len(kept) == 0 {
		s.hit = append(s.hit, entry)
	}
	if len(kept) == 0 || score > kept[0] || score == kept[0] && variant < s.near[entry] {
		s.near[entry] = variant
	}
	if len(kept) == best && score <= kept[best-1] {
		return
	}
	i := len(kept)
	for i > 0 && kept[i-1] < score {
		i--
	}
	if len(kept) == best {
		kept = kept[:best-1]
	}
	s.score[entry] = slices.Insert(kept, i, score)
}

// merge orders the entries by the weighted geometric mean of the classifier's probability and the entry's share of all BM25
// scores: a logarithmic opinion pool (Genest and Zidek 1986, doi.org/10.1214/ss/1177013825).
func (s *scratch) merge(norm float64) []candidate {
	all := nothing * norm
	for _, e := range s.hit {
		all += sum(s.score[e])
	}
	for e, p := range s.prob {
		bm := unlikely
		if kept := s.score[e]; len(kept) > 0 {
			bm += sum(kept) / all
		}
		s.order = append(s.order, candidate{int32(e), math.Pow(float64(p), share) * math.Pow(bm, 1-share)})
	}
	slices.SortStableFunc(s.order, func(a, b candidate) int {
		switch {
		case a.value > b.value:
			return -1
		case a.value < b.value:
			return 1
		}
		return 0
	})
	return s.order[:min(maxHits, len(s.order))]
}

func sum(scores []float64) float64 {
	t := 0.0
	for _, s := range scores {
		t += s
	}
	return t
}
