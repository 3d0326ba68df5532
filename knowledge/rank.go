package knowledge

import (
	"math"
	"slices"

	"frontdesk/knowledge/softmax"
)

const (
	// maxHits is the most entries a search returns.
	maxHits = 10
	// bestVariants is how many of an entry's variants its BM25 score is the sum of. Against the best one alone it adds four
	// points of accuracy on public question sets.
	bestVariants = 10
	// classifierShare is how much the classifier's opinion weighs; BM25 has the rest. Public sets agree from 0.6 to 0.7.
	classifierShare = 0.65
	// noEvidence is added to all BM25 scores together, in units of a match of one word in two; little evidence for one entry
	// and none for the others must not look like certainty.
	noEvidence = 0.1
	// floor is the share of all BM25 scores that an entry without any is still given, since people use other words.
	floor = 0.1
)

// scratch is the working memory of one search, used again by later ones.
type scratch struct {
	vector vector
	logit  []float32   // by entry, the classifier's score
	scores [][]float64 // by entry, the BM25 scores of its best variants, largest first
	near   []int32     // by entry, the variant with the first of them
	hit    []int32     // the entries that have any
	terms  []term
	stems  []string // of terms
	top    []candidate
}

// term is a stem that BM25 looks for.
type term struct {
	feature int32 // -1 when the knowledge does not have it
	idf     float64
}

func newScratch(entries int) *scratch {
	return &scratch{logit: make([]float32, entries), scores: make([][]float64, entries), near: make([]int32, entries)}
}

// candidate is an entry that may answer.
type candidate struct {
	entry int32
	pool  float64 // both opinions together, a logarithm
	prob  float64 // the classifier's, as the logarithm of a probability
	bm25  float64 // BM25's, as the logarithm of a share
	cover float64 // 0 to 1: the share of the question's idf mass that the entry's variants have
	faq   bool    // it answers; a request to a person or small talk may come with any words
}

// ranking is what one reading of a question found. It lives in the scratch memory that it was made in.
type ranking struct {
	top     []candidate // best first, equal ones by ID
	content int         // content words
	known   float64     // 0 to 1: the share of their idf mass that the knowledge's vocabulary knows
	entries int
	rich    float64 // how rich the knowledge's vocabulary is; see lexicon
}

// rank orders the entries for a question in canonical words.
func (ix *index) rank(words []string, s *scratch) (ranking, error) {
	s.clear()
	r := ranking{entries: len(ix.entries), rich: ix.lexicon.rich}
	norm := ix.measure(words, &r, s)
	ix.lexicon.fill(&s.vector, words)
	ix.model.Score(s.vector.features, s.logit)
	err := ix.matcher.match(s.stems, func(text int32, score float64) { s.keep(ix.variants[text].entry, text, score) })
	r.top = s.pool(norm)
	for i, c := range r.top {
		r.top[i].cover, r.top[i].faq = s.cover(ix.vocabulary[c.entry]), ix.entries[c.entry].Kind == FAQ
	}
	return r, err
}

// cover returns the share of the terms' idf mass that is among an entry's stems, which are sorted.
func (s *scratch) cover(stems []int32) float64 {
	var mass, has float64
	for _, t := range s.terms {
		mass += t.idf
		if _, ok := slices.BinarySearch(stems, t.feature); ok {
			has += t.idf
		}
	}
	if mass == 0 {
		return 0
	}
	return has / mass
}

// measure collects the stems to look for, each once, counts the content words among them, and returns the length of the
// question's idf vector, which is what bleve divides its scores by.
func (ix *index) measure(words []string, r *ranking, s *scratch) float64 {
	var mass, known, squares float64
	for _, w := range words {
		if !isIndexed(w) {
			continue
		}
		stem, feature, n := ix.lexicon.stemOf(w)
		if slices.Contains(s.stems, stem) {
			continue
		}
		idf := bm25IDF(ix.lexicon.texts, n)
		s.stems, s.terms = append(s.stems, stem), append(s.terms, term{feature, idf})
		squares += idf * idf
		if isContent(w) {
			r.content++
			mass += idf
			if n > 0 {
				known += idf
			}
		}
	}
	if mass > 0 {
		r.known = known / mass
	}
	return math.Sqrt(squares)
}

// bm25IDF is the idf of BM25 (Robertson and Zaragoza 2009, doi.org/10.1561/1500000019, section 3.2) as bleve computes it.
func bm25IDF(texts, n int) float64 {
	return math.Log(1 + (float64(texts-n)+0.5)/(float64(n)+0.5))
}

func (s *scratch) clear() {
	for _, e := range s.hit {
		s.scores[e] = s.scores[e][:0]
	}
	s.hit, s.terms, s.stems, s.top = s.hit[:0], s.terms[:0], s.stems[:0], s.top[:0]
}

// keep notes the score of one variant of an entry. The result does not depend on the order of calls.
func (s *scratch) keep(entry, variant int32, score float64) {
	kept := s.scores[entry]
	if len(kept) == 0 {
		s.hit = append(s.hit, entry)
	}
	if len(kept) == 0 || score > kept[0] || score == kept[0] && variant < s.near[entry] {
		s.near[entry] = variant
	}
	if len(kept) == bestVariants {
		if score <= kept[bestVariants-1] {
			return
		}
		kept = kept[:bestVariants-1]
	}
	i := len(kept)
	for i > 0 && kept[i-1] < score {
		i--
	}
	s.scores[entry] = slices.Insert(kept, i, score)
}

// pool joins the two opinions about every entry, the classifier's probability and the entry's share of all BM25 scores, by
// their weighted geometric mean: a logarithmic opinion pool (Genest and Zidek 1986, doi.org/10.1214/ss/1177013825).
func (s *scratch) pool(norm float64) []candidate {
	all := noEvidence * norm
	for _, kept := range s.scores {
		all += sum(kept)
	}
	lse := softmax.LogSumExp(s.logit)
	none := math.Log(floor)
	for e, kept := range s.scores {
		c := candidate{entry: int32(e), prob: float64(s.logit[e]) - lse, bm25: none}
		if len(kept) > 0 {
			c.bm25 = math.Log(sum(kept)/all + floor)
		}
		c.pool = classifierShare*c.prob + (1-classifierShare)*c.bm25
		s.offer(c)
	}
	return s.top
}

// offer keeps c if it is among the best so far. Candidates come by entry, so equal ones stay in the order of their IDs.
func (s *scratch) offer(c candidate) {
	i := len(s.top)
	for i > 0 && s.top[i-1].pool < c.pool {
		i--
	}
	if i == maxHits {
		return
	}
	if len(s.top) == maxHits {
		s.top = s.top[:maxHits-1]
	}
	s.top = slices.Insert(s.top, i, c)
}

// confidence is the estimated probability that a candidate answers the question: a logistic regression over what means much
// the same in every knowledge folder. All weights but strange were fitted on four public question sets together; judged by the
// weights of the other three, a set lost about 0.01 of balanced accuracy. Their vocabularies are too small for strange, which
// was chosen on written questions and 2,400 written messages that the shipped knowledge does not answer.
func (r ranking) confidence(c candidate) float64 {
	const (
		bias    = 1.0
		pooled  = 2.7  // both opinions
		choices = 1.0  // an opinion of 0.3 means more among a hundred entries than among two
		short   = -2.7 // little was said
		covered = 0.5  // the entry has the question's words; one that nothing in the knowledge has counts most against it
		little  = 0.1  // keeps the logarithm of no cover finite
		strange = -3.0 // words that the entry never met, the richer the vocabulary in which they were not met
		aFew    = 6    // among more content words than that, a story is told with words of its own
	)
	z := bias + pooled*c.pool + choices*math.Log(float64(r.entries)) + short/float64(1+r.content) + covered*math.Log(c.cover+little)
	if c.faq {
		z += strange * r.rich * (1 - c.cover) * min(1, aFew/float64(1+r.content))
	}
	return 1 / (1 + math.Exp(-z))
}

func sum(scores []float64) float64 {
	t := 0.0
	for _, s := range scores {
		t += s
	}
	return t
}
