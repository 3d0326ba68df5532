package knowledge

import (
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"

	"frontdesk/knowledge/softmax"
)

// lexicon knows every word of the texts that a classifier learns from and turns a text into features. A text has two groups of
// them: the stems of its words, and its pairs of neighbouring words.
type lexicon struct {
	words map[string]int32
	list  []word
	stems map[string]int32 // stem → feature
	pairs pairs            // two words → feature
	idf   []float32        // by feature
	unmet float32          // idf of what no question has
	count []int32          // by feature, the questions that have it
	last  []int32          // by feature, the last of them while learning
	texts int
}

type word struct {
	text  string
	stem  int32 // its stem's feature
	count int32 // how often the knowledge uses it
}

// The groups of features.
const (
	groupStems = iota
	groupPairs
	groups
)

const (
	edge    = -1 // stands for the word before the first one
	unknown = -2 // a word that the lexicon does not have
)

func newLexicon() *lexicon {
	return &lexicon{
		words: map[string]int32{}, stems: map[string]int32{}, pairs: pairs{met: map[uint64]int32{}},
	}
}

// learn adds the words of one question and returns their numbers.
func (l *lexicon) learn(words []string) []int32 {
	l.texts++
	numbers := make([]int32, len(words))
	before := int32(edge)
	for i, w := range words {
		n := l.add(w)
		numbers[i] = n
		l.list[n].count++
		l.meet(l.list[n].stem)
		l.meet(number(l.pairs.met, pair(before, n), l.features))
		before = n
	}
	return numbers
}

// numbers returns the numbers of those of words that the lexicon has.
func (l *lexicon) numbers(words []string) []int32 {
	numbers := make([]int32, 0, len(words))
	for _, w := range words {
		if n, ok := l.words[w]; ok {
			numbers = append(numbers, n)
		}
	}
	return numbers
}

// meet counts a feature of the question being learnt, once.
func (l *lexicon) meet(f int32) {
	for int(f) >= len(l.count) {
		l.count, l.last = append(l.count, 0), append(l.last, 0)
	}
	if l.last[f] != int32(l.texts) {
		l.last[f] = int32(l.texts)
		l.count[f]++
	}
}

// features is the number of features so far.
func (l *lexicon) features() int32 { return int32(len(l.stems) + len(l.pairs.met)) }

// number returns the number of k in m, giving it the next one when it has none.
func number[K comparable](m map[K]int32, k K, next func() int32) int32 {
	n, ok := m[k]
	if !ok {
		n = next()
		m[k] = n
	}
	return n
}

// add returns the number of a word, making room for it and its features.
func (l *lexicon) add(w string) int32 {
	if n, ok := l.words[w]; ok {
		return n
	}
	n := int32(len(l.list))
	l.words[w] = n
	l.list = append(l.list, word{text: w, stem: number(l.stems, stem(w), l.features)})
	return n
}

// finish computes idf once every question is learnt: ln((1+N)/(1+n)) + 1, as scikit-learn smooths it
// (scikit-learn.org/stable/modules/feature_extraction.html#tfidf-term-weighting).
func (l *lexicon) finish() {
	l.idf = make([]float32, len(l.count))
	for i, n := range l.count {
		l.idf[i] = float32(math.Log(float64(1+l.texts)/float64(1+n))) + 1
	}
	l.unmet = float32(math.Log(float64(1+l.texts))) + 1
	l.last = nil
	l.pairs.finish()
}

// pairs are the features of pairs of words. A rich knowledge has a hundred thousand of them, for which a map would take twice
// the room.
type pairs struct {
	met      map[uint64]int32 // while learning
	keys     []uint64         // sorted
	features []int32          // by key
}

func (p *pairs) finish() {
	for _, k := range slices.Sorted(maps.Keys(p.met)) {
		p.keys, p.features = append(p.keys, k), append(p.features, p.met[k])
	}
	p.keys, p.features, p.met = slices.Clip(p.keys), slices.Clip(p.features), nil
}

func (p *pairs) find(key uint64) (feature int32, ok bool) {
	i, ok := slices.BinarySearch(p.keys, key)
	if !ok {
		return 0, false
	}
	return p.features[i], true
}

// pair is the key of two words. That of a first word with what stands before it sorts first.
func pair(a, b int32) uint64 { return uint64(uint32(a-edge))<<32 | uint64(uint32(b)) }

// stem cuts a word to its stem by Porter's second English algorithm (snowballstem.org/algorithms/english/stemmer.html).
func stem(w string) string {
	env := snowballstem.NewEnv(w)
	english.Stem(env)
	return env.Current()
}

// stemmer remembers the stem of every word that it has met.
type stemmer map[string]string

func (s stemmer) stem(w string) string {
	cut, ok := s[w]
	if !ok {
		cut = stem(w)
		s[w] = cut
	}
	return cut
}

// set returns the stems of the content words.
func (s stemmer) set(words []string) map[string]bool {
	set := map[string]bool{}
	for _, w := range words {
		if isContent(w) {
			set[s.stem(w)] = true
		}
	}
	return set
}

// indexed returns the stems of the words that BM25 counts, parted by spaces.
func (s stemmer) indexed(words []string) string {
	var b strings.Builder
	for _, w := range words {
		if isIndexed(w) {
			b.WriteString(s.stem(w))
			b.WriteByte(' ')
		}
	}
	return strings.TrimSuffix(b.String(), " ")
}

// vector is the features of one text, with what is needed to build it again and again without allocating.
type vector struct {
	features []softmax.Feature
	group    []uint8
	at       []int32 // by feature, its place in features plus one
	norm     [groups]float64
}

// fill sets v to the features of a text of known words and unknown ones. A feature weighs (1+ln tf)·idf, each group is
// scaled to length 1, and what the knowledge never met counts in that length: a text of mostly unknown words has weak
// features and so an undecided softmax.
func (l *lexicon) fill(v *vector, words []string) {
	v.reset(len(l.idf))
	before := int32(edge)
	for _, w := range words {
		n, ok := l.words[w]
		if !ok {
			v.miss(groupPairs, l.unmet)
			l.fillStem(v, stem(w))
			before = unknown
			continue
		}
		v.add(l.list[n].stem, groupStems)
		if p, ok := l.pairs.find(pair(before, n)); ok {
			v.add(p, groupPairs)
		} else {
			v.miss(groupPairs, l.unmet)
		}
		before = n
	}
	l.weigh(v)
}

func (l *lexicon) fillStem(v *vector, stem string) {
	if f, ok := l.stems[stem]; ok {
		v.add(f, groupStems)
	} else {
		v.miss(groupStems, l.unmet)
	}
}

func (v *vector) reset(features int) {
	if len(v.at) < features {
		v.at = make([]int32, features)
	}
	for _, f := range v.features {
		v.at[f.ID] = 0
	}
	v.features, v.group, v.norm = v.features[:0], v.group[:0], [groups]float64{}
}

func (v *vector) add(f int32, group uint8) {
	if at := v.at[f]; at > 0 {
		v.features[at-1].Value++
		return
	}
	v.features = append(v.features, softmax.Feature{ID: f, Value: 1})
	v.group = append(v.group, group)
	v.at[f] = int32(len(v.features))
}

// miss counts what the knowledge never met.
func (v *vector) miss(group uint8, idf float32) { v.norm[group] += float64(idf * idf) }

func (l *lexicon) weigh(v *vector) {
	for i, f := range v.features {
		w := l.idf[f.ID]
		if f.Value > 1 {
			w *= 1 + float32(math.Log(float64(f.Value)))
		}
		v.features[i].Value = w
		v.norm[v.group[i]] += float64(w * w)
	}
	var scale [groups]float32
	for g, n := range v.norm {
		if n > 0 {
			scale[g] = float32(1 / math.Sqrt(n))
		}
	}
	for i := range v.features {
		v.features[i].Value *= scale[v.group[i]]
	}
}

// maxDense is the most weights that stems may have among all classes, 8 MB of them.
const maxDense = 1 << 20

// dense returns by feature whether it has a weight for every class: the stems do, as long as that takes little memory. It
// gains 0.01 of accuracy on public sets of 77 and 150 entries.
func (l *lexicon) dense(classes int) []bool {
	d := make([]bool, len(l.idf))
	if len(l.stems)*classes > maxDense {
		return d
	}
	for _, f := range l.stems {
		d[f] = true
	}
	return d
}

// stemOf returns the stem of a word, its feature, which is -1 when the knowledge does not have it, and in how many questions
// it occurs.
func (l *lexicon) stemOf(w string) (s string, feature int32, texts int) {
	s = stem(w)
	if f, ok := l.stems[s]; ok {
		return s, f, int(l.count[f])
	}
	return s, -1, 0
}

// knows reports whether the knowledge uses w or another form of it.
func (l *lexicon) knows(w string) bool {
	if _, ok := l.words[w]; ok {
		return true
	}
	_, ok := l.stems[stem(w)]
	return ok
}

// uses returns how often the knowledge uses the rarest of words.
func (l *lexicon) uses(words []string) int32 {
	least := int32(math.MaxInt32)
	for _, w := range words {
		n, ok := l.words[w]
		if !ok {
			return 0
		}
		least = min(least, l.list[n].count)
	}
	return least
}

// common reports whether the knowledge uses w, or another form of it, more often than a misspelling happens.
func (l *lexicon) common(w string) bool {
	if n, ok := l.words[w]; ok && l.list[n].count > rare {
		return true
	}
	f, ok := l.stems[stem(w)]
	return ok && l.count[f] > rare
}
